import { describe, expect, test } from "vitest";
import { card, moved } from "../../examples.js";
import { answering, compared, said, scene, seen, second } from "../tour-states.js";

describe("step 1: trained in one corner", () => {
  const model = card({ region: [0, 0, 4, 4] });
  const at = (/** @type {number} */ col) => ({ model, scene: scene(["digit-3-1", 0, col]) });
  const layers = [moved(), second({ responding_a: [20], responding_b: [18] })];
  const outputs_a = answering("3", 0.9);

  test("is blind outside, where the volumes respond as before", () => {
    const result = { layers, outputs_a, outputs_b: answering("1", 0.5) };
    const { text, kinds, done, found, ...rest } = said("corner", seen(compared(result, at(5))));
    expect(text).toContain("In the corner it answers “3” (90% sure).");
    expect(text).toContain(
      "The one that learned in one corner now answers “1” (50% sure): out here it is wrong.",
    );
    expect(text).toContain(
      "the 3 changed 20 cells of layer 2 (yellow) in the corner, and 18 here. Which part went blind, a count does not show",
    );
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
    expect(found).toBeLessThanOrEqual(2);
    expect(rest.result).toMatchObject({ right: "3", here: "1", "cells-here": 18 });
  });

  test("quotes the network that was trained everywhere beside it", () => {
    const given = compared({ layers, outputs_a, outputs_b: answering("1", 0.5) }, at(5));
    const twin = card({ id: "other" });
    const result = { outputs_a, outputs_b: answering("3", 0.8) };
    const twinComparison = /** @type {any} */ ({ ...given.comparison, model: "other", result });
    const { text, kinds } = said("corner", seen({ ...given, twin, twinComparison }));
    expect(text).toContain("The one that learned everywhere still reads “3” (80% sure).");
    expect(kinds).toEqual(["holds", "holds", "holds", "holds"]);
    result.outputs_b = answering("8", 0.4);
    const wrong = said("corner", seen({ ...given, twin, twinComparison }));
    expect(wrong.text).toContain("is wrong here too: “8” (40% sure).");
    expect(wrong.result).toMatchObject({ other: "8" });
  });

  test("does not count the cells of an object that the canvas's edge cuts", () => {
    const fewer = [moved(), second({ responding_a: [20], responding_b: [3] })];
    const result = { layers: fewer, outputs_a, outputs_b: answering("1", 0.5) };
    const { text, kinds } = said("corner", seen(compared(result, at(7))));
    expect(text).toContain("Part of the 3 is off the canvas");
    expect(text).not.toContain("fewer cells");
    expect(kinds).toEqual(["holds", "holds"]);
  });

  test("states that it is wrong at home, correct outside, or has fewer cells", () => {
    const fewer = [moved(), second({ responding_a: [20], responding_b: [3] })];
    const result = {
      layers: fewer,
      outputs_a: answering("8", 0.4),
      outputs_b: answering("3", 0.7),
    };
    const { text, kinds } = said("corner", seen(compared(result, at(5))));
    expect(text).toContain("Even in its corner it is wrong: “8” (40% sure).");
    expect(text).toContain("it is not blind: drag on");
    expect(text).toContain(
      "Here the 3 changes fewer cells of layer 2 (yellow), 3 of 20: near the canvas",
    );
    expect(kinds).toEqual(["fails", "fails", "fails"]);
  });

  test("waits until the object has left the corner completely", () => {
    const given = seen(compared({ layers, outputs_a, outputs_b: outputs_a }, at(3)));
    expect(said("corner", given)).toMatchObject({ kinds: ["holds", "waiting"], done: false });
  });
});
