import { describe, expect, test } from "vitest";
import {
  frontPlot,
  slicesPlot,
  sweepNotes,
  sweepPlot,
  weightPlot,
} from "../../../static/lab/saveable-plots.js";
import { scaleOf } from "../../../static/lab/sweep-maps.js";
import { diverging, sequential } from "../../../static/charts/colour-ramps.js";
import { card, layer } from "../examples.js";
import { inks, numbers, parse } from "../charts/saved.js";
import { sweepOf } from "./sweeps.js";

/** @import { MapField, Sweep, WeightChange } from "../../../static/types/lab.js" */
/** @import { Plot } from "../../../static/charts/save-plot.js" */

const cards = [card({ id: "a", title: "A", seed: 0 }), card({ id: "b", title: "B" })];

/** @param {Plot} plot */
function saved(plot) {
  const parsed = parse(plot.svg(inks));
  const cells = [...parsed.querySelectorAll("rect[data-value]")];
  return {
    text: parsed.documentElement.textContent ?? "",
    words: [...parsed.querySelectorAll("text")].map((element) => element.textContent),
    numbers: numbers(parsed),
    fills: cells.map((cell) => cell.getAttribute("fill")),
  };
}

describe("notes on sweeps", () => {
  test("name each network by its measured weights, then the settings of all", () => {
    const [first, second, common, ...more] = sweepNotes([sweepOf("a"), sweepOf("b")], cards);
    expect(first).toBe("A (a), weights sha-of-a, one training, seed 0.");
    expect(second).toBe("B (b), weights sha-of-b, set without training.");
    expect(common).toMatch(/^Object face, .* every 4 px; chance 0\.500\. It was at row 4, col 8\./);
    expect(more).toEqual([]);
  });

  test("are none before a sweep starts, and leave out networks that are gone", () => {
    expect(sweepNotes([], cards)).toEqual([]);
    expect(sweepNotes([sweepOf("a", { start: null })], cards)).toEqual([]);
    expect(sweepNotes([sweepOf("gone")], cards)).toHaveLength(1);
  });
});

describe("a sweep's map", () => {
  /**
   * @param {MapField} field
   * @param {Sweep} sweep
   * @param {Partial<Parameters<typeof sweepPlot>[0]>} [options]
   */
  const plotOf = (field, sweep, options = {}) =>
    saved(
      sweepPlot({
        card: card({ id: "a", title: "A" }),
        sweep,
        field,
        scale: scaleOf(field, [sweep]),
        outline: null,
        hatched: null,
        marks: [],
        ...options,
      }),
    );

  test("has the numbers of its own field, at the positions' coordinates", () => {
    const sweep = sweepOf("a");
    const { numbers: found } = plotOf("cosine", sweep);
    expect(found).toMatchObject({
      title: "Cosine: A",
      axes: { xs: [0, 4, 8], ys: [0, 4] },
      maps: [{ rows: 2, cols: 3, values: [1, 0.5, 0, -0.5, -1, 0] }],
    });
  });

  test("tells of dots, hatching and unknown positions only where there are some", () => {
    const notes = [/Dotted/, /Hatched/, /not known/];
    const plain = plotOf("score", sweepOf("a")).text;
    for (const note of notes) expect(plain).not.toMatch(note);
    const outline = { row: 0, col: 0, height: 1, width: 1 };
    const full = plotOf("score", sweepOf("a", { done: 5 }), { outline, hatched: [true] }).text;
    for (const note of notes) expect(full).toMatch(note);
  });

  test("of correctness has two keys; another has the ends of its scale", () => {
    const correct = plotOf("correct", sweepOf("a")).text;
    expect(correct).toContain("right");
    expect(correct).toContain("wrong");
    const scale = { low: 0, high: 2.34567, signed: false, colour: () => "#000000" };
    const score = plotOf("score", sweepOf("a"), { scale }).text;
    expect(score).not.toContain("wrong");
    expect(score).toContain("2.35");
  });
});

test("a map of changed weights is hatched only where no weight changed", () => {
  const change = /** @type {WeightChange} */ ({
    model: "a",
    sha256: "0123456789abcdef",
    layer: "relu2",
    rows: [2, 6],
    cols: [3, 7],
    change: [
      [0, 1],
      [0.5, 2],
    ],
    unchanged: [
      [1, 0],
      [0, 0.99],
    ],
  });
  const plot = weightPlot(change, 2);
  const { fills, numbers: found, text } = saved(plot);
  expect(fills).toEqual([0, 0.5, 0.25, 1].map(sequential));
  expect(found.axes).toMatchObject({ xs: [3, 7], ys: [2, 6] });
  expect(text).toContain("weights 01234567.");
  const hatching = parse(plot.svg(inks)).querySelector('path[fill^="url(#hatch"]');
  expect(hatching?.getAttribute("d")?.match(/M/g)).toHaveLength(1);
});

test("a volume from the front is two maps on one scale, of the volume's own proportions", () => {
  const volume = layer({ shape: [8, 1, 2] });
  const seen = [
    { values: [0, 1], said: "home" },
    { values: [2, 4], said: "here" },
  ];
  const { fills, numbers: found } = saved(frontPlot(card(), volume, seen, 4));
  expect(found.maps).toEqual([
    { title: "home", rows: 1, cols: 2, values: [0, 1] },
    { title: "here", rows: 1, cols: 2, values: [2, 4] },
  ]);
  expect(fills).toEqual([0, 0.25, 0.5, 1].map(sequential));
});

test("a residual is one signed map a slice, named after the slice", () => {
  const volume = layer({ shape: [2, 1, 2] });
  const values = Float32Array.of(-2, 0, 1, 2);
  const found = { name: "pool1", moved: { row: 1, col: 0 }, values };
  const { fills, numbers: drawn, words } = saved(slicesPlot(card(), volume, found, 2, null));
  expect(drawn.maps).toEqual([
    { title: "eye", rows: 1, cols: 2, values: [-2, 0] },
    { title: "nose", rows: 1, cols: 2, values: [1, 2] },
  ]);
  expect(fills).toEqual([-1, 0, 0.5, 1].map(diverging));
  expect(words, "the ends of the scale").toEqual(
    expect.arrayContaining([expect.stringMatching(/^[-−]2$/), "2"]),
  );
});
