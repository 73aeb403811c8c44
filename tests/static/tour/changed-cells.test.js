import { render } from "lit";
import { expect, test } from "vitest";
import { changedCells } from "../../../static/tour/changed-cells.js";
import { card, state } from "../examples.js";
import { compared, second } from "./tour-states.js";

/** @import { State } from "../../../static/types/state.js" */

/** One pixel aside, before a network with pooling and one without. @param {Partial<State>} [fields] */
function aside(fields = {}) {
  const shape = [2, 1, 2];
  const pooled = second({ shape, stride: 4, error: { whole: 0.4, interior: 0.31 } });
  const bare = second({ shape, stride: 1, error: { whole: 0.1, interior: 0 } });
  const given = compared({ shift: { row: 0, col: 1 }, layers: [pooled] });
  const { pinned: a, scene: b } = given;
  const residual = (/** @type {string} */ model, /** @type {number[]} */ values) => ({
    model,
    a,
    b,
    layers: [{ name: "pool2", moved: { row: 0, col: 0 }, values: Float32Array.from(values) }],
  });
  return state({
    ...given,
    twin: card({ id: "bare" }),
    twinComparison: /** @type {any} */ ({
      ...given.comparison,
      model: "bare",
      result: { layers: [bare] },
    }),
    residuals: /** @type {any} */ ([
      residual("small", [1, 0, -3, 2]),
      residual("bare", [0, 0, 0, 0]),
    ]),
    ...fields,
  });
}

/** @param {State} given */
function drawn(given) {
  const place = document.createElement("div");
  render(changedCells(given), place);
  return [...place.querySelectorAll("figure")].map((figure) => {
    const map = /** @type {any} */ (figure.querySelector("heat-map"));
    return {
      values: map && [...map.values],
      brightest: map?.colour(3),
      text: figure.textContent?.replace(/\s+/g, " ").trim(),
    };
  });
}

test("maps have the largest change of any sheet, on one scale, beside its share; without a change there is a tick", () => {
  const [pooled, bare] = drawn(aside());
  expect(pooled).toMatchObject({ values: [3, 2], text: "with pooling: differs by 31%" });
  expect(bare?.values).toBeNull();
  expect(bare?.text).toBe("✓ without pooling: differs by 0% it only moved along");
  const changed = aside();
  for (const { layers } of changed.twinComparison?.result ? [changed.twinComparison.result] : [])
    for (const layer of layers) Object.assign(layer.error ?? {}, { interior: 0.1 });
  const both = drawn(changed);
  expect(both[1]).toMatchObject({ values: [0, 0], text: "without pooling: differs by 10%" });
  expect(both[0]?.brightest).toBe(both[1]?.brightest);
});

test("nothing is drawn before both are known, or of another scene", () => {
  expect(drawn(aside({ residuals: [] }))).toEqual([]);
  expect(drawn(aside({ twin: null }))).toEqual([]);
  const { residuals } = aside();
  const older = residuals.map((each) => ({ ...each, b: { objects: [] } }));
  expect(drawn(aside({ residuals: older }))).toEqual([]);
});
