import { nothing, render } from "lit";
import { describe, expect, test } from "vitest";
import { STEPS, inOrder } from "../../../static/tour/steps.js";
import { card, moved } from "../examples.js";
import {
  answering,
  compared,
  faces,
  frame,
  said,
  seen,
  step,
  second,
  swept,
} from "./tour-states.js";

/** @import { ConsistencyResult } from "../../../static/types/lab.js" */
/** @import { Card, Scene } from "../../../static/types/api.js" */

/** @param {[string, number, number][]} objects @returns {Scene} */
const scene = (...objects) => ({
  objects: objects.map(([object, row, col]) => ({ object, row, col })),
});
const face = scene(["face", 0, 0]);

describe("the registry", () => {
  test("has the steps in the order of their files, without duplicates", () => {
    const ids = STEPS.map(({ id }) => id);
    const argument = [
      "corner",
      "head",
      "volumes",
      "move",
      "pooling",
      "everywhere",
      "lattice",
      "global",
      "steady",
    ];
    expect(ids.filter((id) => argument.includes(id))).toEqual(argument);
    expect(new Set(ids).size).toBe(ids.length);
    const [one] = STEPS;
    if (!one) throw new Error("no steps");
    expect(() => inOrder({ "a.js": one, "b.js": one })).toThrow("expected one step called corner");
  });

  test.each(STEPS.map((each) => [each.id, each]))(
    "%s claims nothing before anything was measured, and is short",
    (_, { id }) => {
      const { text, kinds, done, front, result } = said(id, seen({}));
      expect(kinds.length).toBeGreaterThan(0);
      expect(kinds.every((kind) => kind === "waiting")).toBe(true);
      expect(text.split(" ").length).toBeLessThanOrEqual(70);
      expect(front).toBeGreaterThan(0);
      expect(front).toBeLessThanOrEqual(2);
      expect(result).toBeNull();
      expect(text).not.toMatch(/\d\.\d/);
      expect(done).toBe(false);
    },
  );
});

describe("step 3: a face, and the network's response", () => {
  test("quotes the counts and the prediction of the live frame", () => {
    const given = seen({
      scene: face,
      model: faces,
      frame: frame([2, 1, 0, 0], [1, 0, 0], [0.25, 0.75]),
    });
    const { text, kinds, done } = said("volumes", given);
    expect(text).toContain(
      "Layer 1 found eyes: 2, hands: 0 and feet: 0; layer 2 put parts together: faces: 1, arms: 0, legs: 0.",
    );
    expect(text).toContain("the head makes its answer: “face” (75% sure).");
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(false);
  });

  test("says so if the counts or the prediction differ from the expected ones", () => {
    const given = seen({
      scene: face,
      model: faces,
      frame: frame([3, 1, 0, 0], [1, 0, 0], [0.75, 0.25]),
    });
    const { text, kinds } = said("volumes", given);
    expect(text).toContain(
      "Layer 1 found eyes: 3, hands: 0 and feet: 0; layer 2 found faces: 1, arms: 0, legs: 0. That is not what is in the scene",
    );
    expect(text).toContain("the head makes an error: “human body” (75% sure).");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  test("is done when arms and legs are added and the network has responded to them", () => {
    const body = scene(["face", 0, 0], ["arm", 0, 0], ["leg", 0, 0]);
    const now = frame([2, 1, 1, 1], [1, 1, 1], [0.75, 0.25], body);
    expect(said("volumes", seen({ scene: body, model: faces })).done).toBe(false);
    // The answer to the earlier scene is still shown.
    const before = frame([2, 1], [1], [0.25, 0.75], face);
    expect(said("volumes", seen({ scene: body, model: faces, frame: before })).done).toBe(false);
    const given = seen({ scene: body, model: faces, frame: now });
    const { kinds, done, found, result } = said("volumes", given);
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(true);
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toEqual({
      eye: 2,
      hand: 1,
      foot: 1,
      face: 1,
      arm: 1,
      leg: 1,
      answer: "human body",
      score: 0.75,
    });
  });
});

describe("step 4: the face moves", () => {
  const far = { shift: { row: 30, col: 28 } };

  test("has the same counts, moved, the same prediction, and another path", () => {
    const layers = [moved(), second({ best: { row: 7, col: 6 } })];
    const { text, kinds, done, found, result } = said("move", seen(compared({ ...far, layers })));
    expect(text).toContain(
      "As many cells are lit as before: 3 in layer 1 (eye × 2 and nose) and 1 in layer 2.",
    );
    expect(text).toContain("moved 7 cells down and 6 to the right, and nothing else has changed");
    expect(text).toContain("(0% of it)");
    expect(text).toContain(
      "The answer stays “face” (90% sure), but comes another way: solid lines now, dashed before",
    );
    expect(text).toContain("dashed before, 0% in common.");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toMatchObject({ row: 7, col: 6, error: 0, before: "face", after: "face" });
  });

  test("states each of these that is otherwise", () => {
    const layers = [
      moved({ responding_b: [2, 0], responding_equal: false }),
      second({ error: { whole: 0.25, interior: 0.2 } }),
    ];
    const way = { logit: 1, bias: 0, total: 1, top: [] };
    const path = { output: "face", overlap: 0.5, cosine: 0, a: way, b: way };
    const result = { ...far, layers, path, outputs_b: answering("arm", 0.6) };
    const { text, kinds } = said("move", seen(compared(result)));
    expect(text).toContain(
      "The counts differ: 3 cells of layer 1 and 1 of layer 2 were lit at A, 2 and 1 are here.",
    );
    expect(text).toContain("25% of it has changed");
    expect(text).toContain("The answer has changed from “face” to “arm” (60% sure).");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
    const same = { ...result, outputs_b: answering("face", 0.6) };
    expect(said("move", seen(compared(same))).text).toContain(
      "and comes partly the same way: solid lines now, dashed before, 50% in common.",
    );
  });

  test("waits for A, for a displacement, and for the newest comparison", () => {
    expect(said("move", seen({})).text).toContain("Waiting for a scene A");
    const still = seen(compared({ shift: { row: 0, col: 0 } }));
    expect(said("move", still).text).toContain("Waiting for the face to move.");
    const late = seen({ ...compared(far), scene: face });
    expect(said("move", late)).toMatchObject({ late: true, done: false });
    const near = seen(compared({ shift: { row: 0, col: 19 } }));
    expect(said("move", near).done).toBe(false);
  });
});

describe("step 5: is it the pooling?", () => {
  const twin = { ...faces, id: "twin", axes: { pooling: "none" } };
  const wide = faces.layers.map((each) =>
    each.stage === 2 ? { ...each, shape: [1, 8, 8] } : each,
  );
  const both = { model: faces, frame: frame([2, 1], [1], [0.2, 0.8]) };

  test("is a face with and without pooling", () => {
    const without = frame([2, 1], [4], [0.3, 0.7]);
    const given = seen({ ...both, twin: { ...twin, layers: wide }, twinFrame: without });
    const { text, kinds, done, found, result } = said("pooling", given);
    expect(text).toContain("the face is found and the answer is “face”: so it is not the pooling.");
    expect(text).toContain(
      "Pooling only compresses: with it layer 2 is 2 cells wide, without it 8.",
    );
    expect(text).toContain("Lit cells of the face slice: 1 with pooling, 4 without.");
    expect(text).toContain("How sure the answers are: 80% and 70%.");
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(true);
    expect(step("pooling").background?.(given)).toBe(nothing);
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toMatchObject({ "side-1": 2, "side-2": 8, "answer-2": "face" });
  });

  test("states that it is no face without pooling, not smaller, or another prediction", () => {
    const without = frame([2, 1], [0], [0.9, 0.1]);
    const { text, kinds } = said("pooling", seen({ ...both, twin, twinFrame: without }));
    expect(text).toContain(
      "The answers are “face” with pooling and “human body” without it: here they do not agree.",
    );
    expect(text).toContain("Pooling does not even compress: with it layer 2 is 2 cells wide");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  const quartet = (/** @type {number[]} */ ...means) =>
    ["max", "none"].flatMap((pooling, row) =>
      ["corner", "everywhere"].map((trained, col) =>
        card({
          axes: { head: "fc", pooling, trained },
          metrics: { ...card().metrics, samples: 100, mean: means[2 * row + col] ?? 0 },
        }),
      ),
    );

  test("shows what trained networks can do, which their training decides", () => {
    const fields = { ...both, twin, twinFrame: frame([2, 1], [1], [0.3, 0.7]) };
    const given = seen(fields, quartet(0.17, 0.96, 0.13, 0.95));
    const { text, kinds, found } = said("pooling", given);
    expect(text).toContain("the place of training decides, not the pooling.");
    expect(text).toContain("100 of each digit");
    expect(kinds.at(-1)).toBe("holds");
    expect(found).toBeLessThanOrEqual(2);
    const box = document.createElement("div");
    render(step("pooling").background?.(given), box);
    const rows = [...box.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("td b")].map((share) => share.textContent),
    );
    expect(rows).toEqual([
      ["96%", "17%"],
      ["95%", "13%"],
    ]);
    const pooled = said("pooling", seen(fields, quartet(0.17, 0.96, 0.13, 0.6)));
    expect(pooled.text).toContain("the pooling decides too.");
    expect(pooled.kinds.at(-1)).toBe("fails");
  });

  test("is not done with another network beside the first", () => {
    const other = { ...twin, axes: { pooling: "avg" } };
    const given = seen({ ...both, twin: other, twinFrame: frame([2, 1], [1], [0, 1]) });
    expect(said("pooling", given).done).toBe(false);
  });
});

describe("step 6: a face everywhere", () => {
  test("is correct at all positions, or at fewer", () => {
    const all = said("everywhere", seen({ sweeps: [swept("small", [1, 1, 1])] }));
    expect(all.text).toContain("right at 3 of 3 places, all where the whole face fits: a lit cell");
    expect(all.text).toContain("Guessing would be right at 10% of the places.");
    expect(all).toMatchObject({ kinds: ["holds"], done: true, found: 1 });
    expect(all.result).toEqual({ right: 3, total: 3, chance: 0.1 });
    const few = said("everywhere", seen({ sweeps: [swept("small", [1, 0, 1])] }));
    expect(few.text).toContain("right at only 2 of 3 places");
    expect(few).toMatchObject({ kinds: ["fails"], done: true });
  });

  test("its number comes with the last of the map's tiles", () => {
    const sweeps = [swept("small", [1, 1, 1])];
    const { text, done } = said("everywhere", seen({ sweeps, tilesShown: 2 }));
    expect(text).toContain("Sweeping: 2 of 3 places.");
    expect(done).toBe(false);
  });

  test.each([
    [{ status: "running", done: 2 }, "Sweeping: 2 of 3 places."],
    [{ status: "cancelled" }, "The sweep was cancelled"],
    [
      { status: "failed", failure: { code: null, message: "no room" } },
      "The sweep failed: no room",
    ],
  ])("a sweep that is not done claims nothing: %j", (fields, words) => {
    const sweep = swept("small", [1, 1, 1], /** @type {any} */ (fields));
    const { text, kinds, done } = said("everywhere", seen({ sweeps: [sweep] }));
    expect(text).toContain(words);
    expect({ kinds, done }).toEqual({ kinds: ["waiting"], done: false });
  });
});

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
      "The one that learned in one corner now answers “1” (50% sure): out here it is blind.",
    );
    expect(text).toContain(
      "it changed 20 cells of layer 2 (yellow) in the corner, and 18 here. So it is not the layers",
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

describe("step 2: which part went blind?", () => {
  /**
   * @param {string} id
   * @param {Card["region"]} region
   * @param {string|null} convolutions
   */
  const network = (id, region, convolutions = null) => card({ id, region, convolutions });
  const cards = [
    network("corner", [0, 0, 4, 4]),
    network("everywhere", [0, 0, 8, 8]),
    network("lent", [0, 0, 4, 4], "everywhere"),
    network("given", [0, 0, 8, 8], "corner"),
  ];
  /** @param {Record<string, number[]>} right  by network; the first position is in the corner */
  const given = (right) =>
    seen({ transplantSweeps: Object.entries(right).map(([id, each]) => swept(id, each)) }, cards);

  test("names the head, if the numbers say so", () => {
    const { text, kinds, done, found, result } = said(
      "head",
      given({
        corner: [1, 0, 0, 0, 0],
        lent: [1, 1, 0, 0, 0],
        given: [1, 1, 1, 1, 0],
        everywhere: [1, 1, 1, 1, 1],
      }),
    );
    expect(text).toContain(
      "Of 5 places, a head that learned everywhere reads the 3 at 100% and 80%, a head from the corner only at 40% and 20%. So the head went blind, not the layers.",
    );
    expect(text).toContain("Guessing would be right at 10% of them.");
    expect(kinds).toEqual(["holds"]);
    expect(done).toBe(true);
    expect(found).toBe(2);
    expect(result).toEqual({ own: 0.2, lent: 0.4, given: 0.8, both: 1, chance: 0.1, places: 5 });
  });

  test("names neither, if they do not", () => {
    const alike = [1, 1, 0, 1, 0];
    const { text, kinds } = said(
      "head",
      given({ corner: alike, lent: alike, given: alike, everywhere: alike }),
    );
    expect(text).toContain("This digit does not tell which part went blind.");
    expect(kinds).toEqual(["fails"]);
  });

  test("waits for the fourth sweep", () => {
    const three = given({ corner: [1], lent: [1], given: [1] });
    expect(said("head", three)).toMatchObject({ kinds: ["waiting"], done: false });
  });
});

describe("step 7: one pixel aside", () => {
  /**
   * @param {Parameters<typeof second>[0]} pooled
   * @param {Parameters<typeof second>[0]} bare
   * @param {{ row: number, col: number }} [shift]
   */
  function nudged(pooled, bare, shift = { row: 0, col: 1 }) {
    const given = compared({ shift, layers: [second({ stride: 4, ...pooled })] });
    const twin = card({ id: "bare" });
    const twinComparison = /** @type {any} */ ({
      ...given.comparison,
      model: "bare",
      result: { shift, layers: [second({ stride: 1, ...bare })] },
    });
    return said("lattice", seen({ ...given, twin, twinComparison }));
  }

  test("convolution moves, pooling errs, the border leaks", () => {
    const { text, kinds, done, found, result } = nudged(
      { on_lattice: false, error: { whole: 0.3, interior: 0.29 } },
      { error: { whole: 0.018, interior: 0 } },
    );
    expect(text).toContain("Without pooling it only moved along, and 0% changed");
    expect(text).toContain("cannot move by less than a cell (4 pixels), so 29% of it changed.");
    expect(text).toContain("With the canvas's edge, 2% changed even without pooling");
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toEqual({ pooled: 0.29, bare: 0, stride: 4 });
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
  });

  test("has wordings for the other outcomes", () => {
    const { text, kinds } = nudged(
      { on_lattice: false, error: { whole: 0, interior: 0 } },
      { error: { whole: 0, interior: 0.1 } },
    );
    expect(text).toContain("Without pooling it did not only move either: 10% changed.");
    expect(text).toContain(
      "layer 2 only moved (0% of it changed), though a cell is 4 pixels wide.",
    );
    expect(text).toContain("At the canvas's edge nothing stays behind either: 0% changed.");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
  });

  test("is not done on the lattice, where pooling moves too", () => {
    const { text, kinds, done } = nudged(
      { on_lattice: true, error: { whole: 0.1, interior: 0 } },
      { error: { whole: 0.1, interior: 0 } },
      { row: 0, col: 4 },
    );
    expect(text).toContain("the move is a whole number of its cells, 4 pixels each.");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(false);
  });
});

describe("step 8: a pooling that forgets the position", () => {
  const fields = (/** @type {string} */ head) => ({
    model: card({ axes: { head } }),
    scene: scene(["digit-3-1", 5, 5]),
  });
  const right = { outputs_a: answering("3", 0.9), outputs_b: answering("3", 0.8) };
  const wrong = { ...right, outputs_b: answering("1", 0.5) };

  test("states whether the fully connected head is blind", () => {
    const blind = said("global", seen(compared(wrong, fields("fc"))));
    expect(blind.text).toContain(
      "Without global pooling: “3” (90% sure) in the corner, “1” (50% sure) here.",
    );
    expect(blind).toMatchObject({ kinds: ["holds", "waiting"], done: false });
    const sees = said("global", seen(compared(right, fields("fc"))));
    expect(sees.text).toContain("is not blind at this place: “3” (90% sure)");
    expect(sees.kinds).toEqual(["fails", "waiting"]);
  });

  test("states whether the global head is blind", () => {
    const sees = said("global", seen(compared(right, fields("gmp"))));
    expect(sees.text).toContain(
      "“3” (90% sure) in the corner and “3” (80% sure) out here, where it never learned.",
    );
    expect(sees.text).toContain("The column Maximum, one number a sheet, no longer knows");
    expect(sees).toMatchObject({ kinds: ["holds"], done: true, found: 2 });
    expect(sees.result).toEqual({ right: "3", home: "3", here: "3", score: 0.8 });
    const blind = said("global", seen(compared(wrong, fields("gmp"))));
    expect(blind.text).toContain(
      "“1” (50% sure) here: at this place global pooling does not help.",
    );
    expect(blind.kinds).toEqual(["fails"]);
  });
});

describe("step 9: steady is not right", () => {
  /** @param {Partial<ConsistencyResult>} fields */
  const measured = (fields) => {
    const result = /** @type {ConsistencyResult} */ ({
      model: "small",
      consistency: { mean: 1, spread: 0 },
      accuracy: 0.5,
      chance: 0.1,
      constant: false,
      samples: 40,
      radius: 8,
      pairs: 128,
      ...fields,
    });
    return said("steady", seen({ consistency: { busy: false, results: [result], failure: null } }));
  };

  test("is steady and wrong", () => {
    const { text, kinds, done, found, result } = measured({});
    expect(text).toContain(
      "Of 128 pairs, 100% got the same answer twice, but only 50% of the answers were right",
    );
    expect(text).toContain("It did not give one answer for everything");
    expect(text).toContain("Its model card says 100%: of 1 of each digit at 0 places");
    expect(text).toContain("here it was 40 of them, each at two places within 8 pixels");
    expect({ kinds, done }).toEqual({ kinds: ["holds", "holds"], done: true });
    expect(found).toBe(2);
    expect(result).toEqual({ same: 1, right: 0.5, chance: 0.1 });
  });

  test("says how the pair on the canvas is read", () => {
    const fields = { scene: scene(["digit-3-1", 1, 1]) };
    const pair = (/** @type {string} */ b) =>
      said(
        "steady",
        seen(compared({ outputs_a: answering("5", 0.9), outputs_b: answering(b, 0.8) }, fields)),
      );
    expect(pair("5").text).toContain("The 3 on the canvas is read as “5” at both places.");
    expect(pair("7").text).toContain("The 3 on the canvas is read as “5” and as “7”.");
    expect(pair("5").front).toBe(2);
  });

  test("is steady and right, or a constant prediction", () => {
    const { text, kinds } = measured({ accuracy: 0.98, constant: true });
    expect(text).toContain("Here the two do not lie far apart.");
    expect(text).toContain("so its consistency means nothing");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  test("ignores another network's result, a failure and a running measurement", () => {
    expect(measured({ model: "other" })).toMatchObject({ kinds: ["waiting"], done: false });
    const failed = { busy: false, results: [], failure: { code: null, message: "too many" } };
    expect(said("steady", seen({ consistency: failed })).text).toContain("too many");
    expect(step("steady").done(seen({}))).toBe(false);
  });
});
