import { expect, test } from "vitest";
import "../../../static/charts/heat-map.js";
import { drawOverlay } from "../../../static/charts/map-overlay.js";
import { mapsSvg } from "../../../static/charts/map-svg.js";

/** @import { HeatMap } from "../../../static/charts/heat-map.js" */
/** @import { Box } from "../../../static/network/arrays.js" */

const overlay = {
  rows: 2,
  cols: 3,
  outline: { row: 0, col: 1, height: 2, width: 2 },
  hatched: [true, true, false, false, false, true],
  marks: [
    { row: 1, col: 0, kind: "start" },
    { row: 0, col: 2, kind: "a" },
  ],
};
const field = { ...overlay, title: "", values: [1, 2, 3, 4, 5, 6], colour: () => "#123456" };
const inks = { page: "", text: "", quiet: "", line: "", series: [], a: "pink", font: "" };

const said = (/** @type {Box} */ { row, col, height, width }) =>
  [row, col, height, width].join(" ");

/** Describes the marks as text. */
const pen = {
  hatch: (/** @type {Box[]} */ boxes) => `hatch ${boxes.map(said).join(", ")}`,
  outline: (/** @type {Box} */ box) => `outline ${said(box)}`,
  mark: (/** @type {Box} */ box, /** @type {string} */ kind) => `${kind} ${said(box)}`,
};

test("hatching is behind the outline, and marks are in front", () => {
  expect(drawOverlay(overlay, pen)).toEqual([
    "hatch 0 0 1 2, 1 2 1 1",
    "outline 0 1 2 2",
    "start 1 0 1 1",
    "a 0 2 1 1",
  ]);
  expect(drawOverlay({ cols: 3 }, pen)).toEqual([]);
});

test("the page and the saved file draw the overlay over the same cells", async () => {
  const map = /** @type {HeatMap} */ (document.createElement("heat-map"));
  document.body.append(Object.assign(map, field));
  await map.updateComplete;
  const drawing = { title: "", notes: [], legend: [], fields: [field] };
  const saved = new DOMParser().parseFromString(mapsSvg(drawing, inks), "image/svg+xml");
  const boxes = (/** @type {ParentNode} */ root, /** @type {string} */ which, cell = 1) =>
    [...root.querySelectorAll(which)].map((each) =>
      ["x", "y", "width", "height"].map((name) => Number(each.getAttribute(name)) / cell),
    );
  for (const [page, file] of /** @type {const} */ ([
    [".outline", 'rect[stroke-dasharray="2 3"]'],
    [".mark.a", 'rect[stroke="pink"]'],
    [".mark.start", 'rect[stroke="#fff"]:not([stroke-dasharray])'],
  ])) {
    const own = boxes(map.renderRoot, page);
    expect(own).toHaveLength(1);
    expect(boxes(saved, file, 384 / 3)).toEqual(own);
  }
});
