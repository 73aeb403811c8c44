import { render } from "lit";
import { expect, test } from "vitest";
import { drawChart } from "../../../static/charts/chart.js";
import { chartSvg } from "../../../static/charts/chart-svg.js";
import { lineChart } from "../../../static/charts/line-chart.js";

/** @import { Chart, Frame, Pen } from "../../../static/charts/chart.js" */

/** @type {Chart} */
const chart = {
  title: "Title",
  x: "distance, px",
  series: [
    {
      name: "one",
      points: [
        [0, 0],
        [10, 0.5],
        [20, 1],
      ],
    },
    { name: "two", points: [[20, 0.25]] },
  ],
  range: [0, 1],
};

/** @type {Frame} */
const frame = {
  width: 120,
  height: 60,
  margin: { left: 10, right: 10, top: 5, bottom: 15 },
  ticks: { x: 2, y: 1 },
  gap: { x: 12, y: 3, title: 2 },
};

/** Describes the marks as text. @type {Pen<string>} */
const pen = {
  line: (kind, from, to) => `${kind} ${from} ${to}`,
  text: (x, y, text, anchor) => `${anchor} ${x},${y} ${text}`,
  series: (index, points) => `series ${index} ${points.join(" ")}`,
};

const inks = { page: "", text: "", quiet: "", line: "", series: ["red"], a: "", font: "" };

test("marks are at the axes' positions, with lines in front", () => {
  expect(drawChart(chart, frame, pen)).toEqual([
    "grid 10,45 110,45",
    "end 7,49 0",
    "grid 10,5 110,5",
    "end 7,9 1",
    "tick 10,45 10,49",
    "middle 10,57 0",
    "tick 60,45 60,49",
    "middle 60,57 10",
    "tick 110,45 110,49",
    "middle 110,57 20",
    "middle 60,58 distance, px",
    "series 0 10,45 60,25 110,5",
    "series 1 110,35",
  ]);
});

test("by default y ranges from zero to a little above the maximum", () => {
  const marks = drawChart({ ...chart, range: undefined }, frame, pen);
  const [, , top] = /** @type {string} */ (marks.at(-2)).split(" ").slice(2);
  expect(Number(top?.split(",")[1])).toBeCloseTo(45 - 40 / 1.05);
});

test("an empty chart has axes", () => {
  const marks = drawChart({ ...chart, series: [], range: undefined }, frame, pen);
  expect(marks.some((mark) => mark.startsWith("tick"))).toBe(true);
  expect(marks.join()).not.toContain("NaN");
});

test("the page and the saved file draw the same lines, each in its own frame", () => {
  const page = document.createElement("div");
  render(lineChart(chart, []), page);
  const saved = new DOMParser().parseFromString(chartSvg(chart, [], inks), "image/svg+xml");
  const shares = (/** @type {ParentNode} */ root, /** @type {number[]} */ [left, top, w, h]) =>
    [...root.querySelectorAll("polyline")].map((line) =>
      (line.getAttribute("points") ?? "").split(" ").map((point) => {
        const [x = 0, y = 0] = point.split(",").map(Number);
        return [(x - (left ?? 0)) / (w ?? 1), (y - (top ?? 0)) / (h ?? 1)].map((share) =>
          Number(share.toFixed(2)),
        );
      }),
    );
  const expected = [
    [
      [0, 1],
      [0.5, 0.5],
      [1, 0],
    ],
    [[1, 0.75]],
  ];
  expect(shares(page, [40, 12, 228, 118])).toEqual(expected);
  expect(shares(saved, [48, 8, 500, 268])).toEqual(expected);
});
