import { expect, test } from "vitest";
import { sliceNameHolds } from "../../../static/slices/slice-name-check.js";

/** @import { Sprite } from "../../../static/types/api.js" */
/** @import { ExcitationResult, Exciter } from "../../../static/types/excitation.js" */

/** @type {Map<string, Sprite>} */
const palette = new Map(
  /** @type {[string, Record<string, [number, number][]>][]} */ ([
    ["face", { eye: [[6, 6], [6, 14]] }],
    ["owl", { eye: [[2, 2]] }],
    ["leg", {}],
  ]).map(([name, parts]) => [
    name,
    { name, title: name, kind: "figure", height: 20, width: 20, image: "", parts },
  ]),
); // prettier-ignore

/**
 * @param {Record<string, number>} active  by object
 * @param {Partial<Exciter>[]} top
 * @returns {ExcitationResult}
 */
function result(active, top = []) {
  return {
    ...{ model: "m", sha256: "", layer: "l", channel: 0, name: null, step: 5, positions: 1 },
    background: 0,
    objects: [...palette.keys()],
    by_object: [...palette.keys()].map((object) => {
      const share = active[object] ?? 0;
      return { object, positions: 9, max: share && 1, mean: share, active: share };
    }),
    top: top.map((found) => ({
      ...{ object: "face", row: 10, col: 20, cell: { row: 0, col: 0 }, value: 1, patch: "" },
      ...{ field: { rows: [14, 18], cols: [24, 28] } },
      ...found,
    })),
  };
}

test("an object's name holds if only that object excites the slice, at every position", () => {
  const found = (/** @type {Record<string, number>} */ active) =>
    sliceNameHolds("face", result(active, [{}]), palette);
  expect(found({ face: 1 })).toEqual({ of: "object", holds: true, by: ["face"] });
  expect(found({ face: 0.9 }).holds).toBe(false);
  expect(found({ face: 1, leg: 0.1 })).toEqual({ of: "object", holds: false, by: ["face", "leg"] });
  expect(found({ leg: 1 }).holds).toBe(false);
  expect(found({}).holds).toBe(false);
});

test("a part's name holds if all objects that have it excite the slice, by a cell that sees one", () => {
  const owl = { object: "owl", row: 0, col: 0, field: /** @type {const} */ ({ rows: [0, 3], cols: [2, 4] }) }; // prettier-ignore
  const field = { rows: [.../** @type {const} */ ([0, 3])], cols: [2, 4] };
  const both = /** @type {Partial<Exciter>[]} */ ([{}, { ...owl, field }]);
  const found = (/** @type {Record<string, number>} */ active, top = both) =>
    sliceNameHolds("eye", result(active, top), palette);
  expect(found({ face: 1, owl: 1 })).toEqual({ of: "part", holds: true, by: ["face", "owl"] });
  expect(found({ face: 1 }, [{}]).holds, "an owl has eyes too").toBe(false);
  expect(found({ face: 1, owl: 1, leg: 1 }).holds).toBe(false);
  expect(found({ face: 1, owl: 0.5 }).holds).toBe(false);
  // Half-open: the second eye is at (16, 34), the first at (16, 26).
  for (const [cols, holds] of /** @type {[[number, number], boolean][]} */ ([
    [[26, 27], true],
    [[24, 26], false],
    [[27, 34], false],
    [[27, 35], true],
  ])) {
    expect(found({ face: 1, owl: 1 }, [{ field: { rows: [16, 17], cols } }]).holds).toBe(holds);
  }
});

test("other names cannot be checked", () => {
  expect(sliceNameHolds("muzzle", result({ face: 1 }), palette)).toEqual({
    ...{ of: null, holds: false, by: ["face"] },
  });
});
