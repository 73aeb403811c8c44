import { render, svg } from "lit";
import { expect, test } from "vitest";
import { layFlat } from "../../../static/figure/flat-layout.js";
import { flatFrames, flatUnits } from "../../../static/figure/flat-overlay.js";
import { card } from "../examples.js";

const network = card();
const layout = layFlat(network, { width: 800, height: 500 }, 1);

/** @param {unknown} content */
function drawn(content) {
  const host = document.createElement("div");
  render(svg`<svg>${content}</svg>`, host);
  return host;
}

test("each slice has an edge, and the selected one a frame", () => {
  const [volume] = layout.volumes;
  if (!volume) throw new Error("no volume");
  const { layer, places } = volume;
  const slice = { side: "model", layer: layer.name, channel: 0 };
  const cell = { ...slice, row: 1, col: 1 };
  const state = /** @type {any} */ ({ selection: { slice, cell }, pinnedCell: null });
  const root = drawn(flatFrames(state, "model", volume));
  expect(root.querySelectorAll(".edge")).toHaveLength(places.length);
  expect(root.querySelectorAll(".slice")).toHaveLength(1);
  expect(root.querySelectorAll(".pointed")).toHaveLength(1);
  // The other network's figure marks neither.
  const other = drawn(flatFrames(state, "twin", volume));
  expect(other.querySelectorAll(".slice, .pointed")).toHaveLength(0);
});

test("a unit is as bright as its value, and a pinned one has a ring", () => {
  const column = layout.columns.at(-1);
  if (!column) throw new Error("no outputs");
  const scores = column.places.map((_, unit) => (unit === 0 ? 1 : 0));
  /** @type {Record<string, unknown>} */
  const state = { pinnedCell: { side: "model", layer: column.layer.name, unit: 0 } };
  const store = /** @type {any} */ ({
    get: (/** @type {string} */ key) => state[key] ?? null,
    state,
  });
  const root = drawn(
    flatUnits(store, "model", network, column, /** @type {any} */ ({ scores, head: new Map() })),
  );
  const shines = [...root.querySelectorAll(".unit")].map((unit) =>
    Number(unit.getAttribute("fill-opacity")),
  );
  expect(shines[0]).toBeCloseTo(1);
  expect(shines[1]).toBeLessThan(0.1);
  expect(root.querySelectorAll(".slice")).toHaveLength(1);
});

test.each([
  ["lights no output of an empty canvas, before a network that cannot say so", [], 0.07],
  ["lights the answer to an object", [{ object: "face", row: 1, col: 1 }], 1],
])("%s", (_, objects, shine) => {
  const column = layout.columns.at(-1);
  if (!column) throw new Error("no outputs");
  const scores = column.places.map((_, unit) => (unit === 0 ? 1 : 0));
  const frame = /** @type {any} */ ({ scores, head: new Map(), expected: null });
  // As a network of digits, it has no output that says that there is nothing.
  const digits = card({ outputs: ["3", "8", "9"].slice(0, network.outputs.length) });
  /** @type {Record<string, unknown>} */
  const state = { model: digits, frame, scene: { objects } };
  const store = /** @type {any} */ ({
    get: (/** @type {string} */ key) => state[key] ?? null,
    state,
  });
  const root = drawn(flatUnits(store, "model", digits, column, frame));
  const shines = [...root.querySelectorAll(".unit")].map((unit) =>
    Number(unit.getAttribute("fill-opacity")),
  );
  expect(Math.max(...shines)).toBeCloseTo(shine);
});
