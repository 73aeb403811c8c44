import { describe, expect, test } from "vitest";
import { mapsSvg } from "../../../static/charts/map-svg.js";
import { inks, numbers, parse } from "./saved.js";

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

  test("draws one square a cell, with its value", () => {
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

  test("labels several maps with their titles", () => {
    const fields = [field, { ...field, title: "a very long name that has to be cut" }];
    const parsed = parse(mapsSvg({ ...given, fields }, inks));
    const words = [...parsed.querySelectorAll("text")].map((each) => each.textContent);
    expect(words).toContain("eye");
    expect(words.some((word) => word.startsWith("a very") && word.endsWith("…"))).toBe(true);
    expect(parsed.querySelectorAll("[shape-rendering]")).toHaveLength(2);
  });

  test("places frames, dots and hatching over their cells", () => {
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
