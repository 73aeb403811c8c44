import { describe, expect, test } from "vitest";
import { chartSvg } from "../../../static/charts/chart-svg.js";
import { mapsSvg } from "../../../static/charts/map-svg.js";
import { escape, legend } from "../../../static/charts/svg.js";

const inks = {
  page: "rgb(1, 2, 3)",
  text: "rgb(4, 5, 6)",
  quiet: "rgb(7, 8, 9)",
  line: "rgb(10, 11, 12)",
  series: ["red", "blue"],
  a: "pink",
  font: '"A font", sans-serif',
};

/** @param {string} text */
function parse(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(parsed.querySelector("parsererror")).toBeNull();
  return parsed;
}

/** @param {Document} parsed */
function numbers(parsed) {
  return JSON.parse(parsed.querySelector("metadata")?.textContent ?? "");
}

describe("escape", () => {
  test("marks of XML are named, and what XML does not allow is left out", () => {
    expect(escape(`a<b>&"\u0000\u0008\ud800 三 😀`)).toBe("a&lt;b&gt;&amp;&quot;\ufffd 三 😀");
  });
});

describe("chartSvg", () => {
  const series = [
    {
      name: 'one & "two" <3',
      points: /** @type {[number, number][]} */ ([
        [0, 0],
        [10, 0.5],
        [20, 1],
      ]),
    },
    {
      name: "flat",
      points: /** @type {[number, number][]} */ ([
        [0, 0.25],
        [20, 0.25],
      ]),
    },
  ];
  const chart = {
    title: "Title",
    x: "distance, px",
    series,
    range: /** @type {[number, number]} */ ([0, 1]),
  };
  const parsed = parse(chartSvg(chart, ["Chance 0.1, seed 7."], inks));

  test("holds the numbers, in points on its axes and in its metadata", () => {
    expect(numbers(parsed)).toEqual({ title: "Title", x: "distance, px", series });
    const [line] = parsed.querySelectorAll("polyline");
    const points = (line?.getAttribute("points") ?? "")
      .split(" ")
      .map((p) => p.split(",").map(Number));
    const [a, b, c] = points;
    expect((b?.[0] ?? 0) - (a?.[0] ?? 0)).toBeCloseTo((c?.[0] ?? 0) - (b?.[0] ?? 0), 1);
    // The values of a tick and of a point of the same value are as high.
    const tick = [...parsed.querySelectorAll("text")].find((each) => each.textContent === "1");
    expect(c?.[1]).toBeCloseTo(Number(tick?.getAttribute("y")) - 4, 1);
  });

  test("says what it is of, and asks for nothing else", () => {
    const text = parsed.documentElement.textContent;
    for (const said of ["Title", "distance, px", "Chance 0.1, seed 7.", 'one & "two" <3'])
      expect(text).toContain(said);
    expect(parsed.documentElement.getAttribute("font-family")).toBe(inks.font);
    expect(parsed.querySelectorAll("[style], [class], style, script, image")).toHaveLength(0);
    expect(parsed.documentElement.outerHTML).not.toMatch(/var\(|href/);
  });
});

describe("mapsSvg", () => {
  const values = Float32Array.from([0.1, 0.2, Number.NaN, 1, -2.5, 3]);
  const field = {
    title: "eye",
    rows: 2,
    cols: 3,
    values,
    colour: (/** @type {number} */ value) => (Number.isNaN(value) ? "#ffffff" : "#123456"),
  };
  const given = { title: "Map", notes: ["Seed 7."], legend: [] };

  test("a square a cell, each with its value", () => {
    const axes = { x: "col, px", y: "row, px", xs: [0, 4, 8], ys: [1, 5] };
    const parsed = parse(mapsSvg({ ...given, fields: [field], axes }, inks));
    const squares = [...parsed.querySelectorAll("[shape-rendering] rect")];
    expect(squares).toHaveLength(6);
    expect(squares.map((each) => each.getAttribute("data-value"))).toEqual(
      Array.from(values, (value) => (Number.isNaN(value) ? null : String(value))),
    );
    const at = (/** @type {number} */ i, /** @type {string} */ name) =>
      Number(squares[i]?.getAttribute(name));
    expect(at(4, "x")).toBeCloseTo(at(1, "x"));
    expect(at(4, "y")).toBeCloseTo(at(3, "y"));
    expect(at(1, "x")).toBeCloseTo(at(0, "x") + at(0, "width"), 2);
    expect(numbers(parsed).maps[0].values).toEqual(
      Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    );
    expect(numbers(parsed).axes).toEqual(axes);
    for (const said of ["col, px", "row, px", "8", "Seed 7."])
      expect(parsed.documentElement.textContent).toContain(said);
  });

  test("several are told apart by their titles", () => {
    const fields = [field, { ...field, title: "a very long name that has to be cut" }];
    const parsed = parse(mapsSvg({ ...given, fields }, inks));
    const words = [...parsed.querySelectorAll("text")].map((each) => each.textContent);
    expect(words).toContain("eye");
    expect(words.some((word) => word.startsWith("a very") && word.endsWith("…"))).toBe(true);
    expect(parsed.querySelectorAll("[shape-rendering]")).toHaveLength(2);
  });

  test("frames, dots and hatches stand over the cells that they mean", () => {
    const parsed = parse(
      mapsSvg(
        {
          ...given,
          fields: [
            {
              ...field,
              outline: { row: 0, col: 1, height: 2, width: 2 },
              hatched: [true, true, false, false, false, false],
              marks: [{ row: 1, col: 0, kind: "start" }],
            },
          ],
        },
        inks,
      ),
    );
    const cell = 384 / 3;
    const box = (/** @type {Element|null|undefined} */ each) =>
      ["x", "y", "width", "height"].map((name) => Number(each?.getAttribute(name)));
    const hatch = parsed.querySelector("path[fill^=url]");
    expect(hatch?.getAttribute("d")).toBe(`M0 0h${2 * cell}v${cell}h${-2 * cell}z`);
    expect(box(parsed.querySelector('[stroke-dasharray="2 3"]'))).toEqual([
      cell,
      0,
      2 * cell,
      2 * cell,
    ]);
    const frames = [...parsed.querySelectorAll('rect[stroke="#fff"]:not([stroke-dasharray])')];
    expect(box(frames[0])).toEqual([0, cell, cell, cell]);
  });
});

test("a legend breaks into rows", () => {
  const entries = ["one", "two", "three"].map((text) => ({
    kind: /** @type {const} */ ("key"),
    colour: "#fff",
    text,
  }));
  expect(legend(entries, inks, 0, 0, 500).height).toBe(24);
  expect(legend(entries, inks, 0, 0, 60).height).toBe(64);
  expect(legend([], inks, 0, 0, 60).height).toBe(0);
});
