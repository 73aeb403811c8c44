import { describe, expect, test } from "vitest";
import { chartSvg } from "../../../static/charts/chart-svg.js";
import { inks, numbers, parse } from "./saved.js";

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

  test("contains the numbers, as points on its axes and as metadata", () => {
    expect(numbers(parsed)).toEqual({ title: "Title", x: "distance, px", series });
    const [line] = parsed.querySelectorAll("polyline");
    const points = (line?.getAttribute("points") ?? "")
      .split(" ")
      .map((p) => p.split(",").map(Number));
    const [a, b, c] = points;
    expect((b?.[0] ?? 0) - (a?.[0] ?? 0)).toBeCloseTo((c?.[0] ?? 0) - (b?.[0] ?? 0), 1);
    // A tick and a point of the same value have the same y.
    const tick = [...parsed.querySelectorAll("text")].find((each) => each.textContent === "1");
    expect(c?.[1]).toBeCloseTo(Number(tick?.getAttribute("y")) - 4, 1);
  });

  test("has a title and notes, and loads nothing", () => {
    const text = parsed.documentElement.textContent;
    for (const said of ["Title", "distance, px", "Chance 0.1, seed 7.", 'one & "two" <3'])
      expect(text).toContain(said);
    expect(parsed.documentElement.getAttribute("font-family")).toBe(inks.font);
    expect(parsed.querySelectorAll("[style], [class], style, script, image")).toHaveLength(0);
    expect(parsed.documentElement.outerHTML).not.toMatch(/var\(|href/);
  });
});
