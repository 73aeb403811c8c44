import { describe, expect, test } from "vitest";
import { part } from "../../../../static/url/parts/selection.js";
import { read } from "../../../../static/url/permalink.js";
import { limits, palette, state } from "../../examples.js";
import { cards } from "../states.js";

const given = { cards, limits, palette };
const objects = [1, 2, 3].map((row) => ({ object: "face", row, col: 0 }));
const scene = "objects=face.1.0~face.2.0~face.3.0";

/**
 * @param {number|null} object
 * @param {number} count  of the scene's objects
 */
const written = (object, count) =>
  part.write(
    state({
      scene: { objects: objects.slice(0, count) },
      selection: { object, cell: null, slice: null },
    }),
  ).object;

describe("the selected object", () => {
  test.each([
    ["the lowest needs no parameter", 0, 3, null],
    ["another is its number", 2, 3, "2"],
    ["none is none", null, 3, "none"],
    ["one that is gone is none", 3, 3, "none"],
    ["none of an empty scene needs no parameter", null, 0, null],
  ])("%s", (_, object, count, text) => expect(written(object, count)).toBe(text));

  test.each([
    ["", 0, 0],
    ["object=2", 2, 0],
    ["object=none", null, 0],
    ["object=3", 0, 1],
  ])("is read from “%s” as %s", (text, object, count) => {
    const { changes, problems } = read(`#${scene}&${text}`, given);
    expect(changes.selection?.object).toBe(object);
    expect(problems).toHaveLength(count);
  });

  test("of an empty scene is none; a number is reported", () => {
    expect(read("#objects=none", given)).toMatchObject({
      changes: { selection: { object: null } },
      problems: [],
    });
    const { changes, problems } = read("#objects=none&object=0", given);
    expect(changes.selection?.object).toBeNull();
    expect(problems).toEqual(["object: expected none, as the scene has no object; got “0”"]);
  });
});

describe("the selected slice", () => {
  test("is the side's mark, the volume and the number, though the volume's name has a dot", () => {
    const slice = { side: /** @type {const} */ ("twin"), layer: "pool.1", channel: 7 };
    const now = state({ twin: cards[2], selection: { object: null, cell: null, slice } });
    expect(part.write(now).slice).toBe("2.pool.1.7");
    const { changes, problems } = read("#twin=wide&slice=2.pool.1.7", given);
    expect(changes.selection?.slice).toEqual(slice);
    expect(problems).toEqual([]);
  });

  test.each(["2.pool.1.8", "2.fc1.0", "1.pool.1.0", "3.pool.1.0", "2.pool.1"])(
    "%s is no slice of the networks shown",
    (slice) => {
      const { changes, problems } = read(`#model=small&twin=wide&slice=${slice}`, given);
      expect(changes.selection?.slice).toBeNull();
      expect(problems).toHaveLength(1);
    },
  );
});
