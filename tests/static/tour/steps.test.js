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
      "volumes",
      "move",
      "pooling",
      "everywhere",
      "corner",
      "head",
      "lattice",
      "global",
      "steady",
    ];
    expect(ids.filter((id) => argument.includes(id))).toEqual(argument);
    expect(new Set(ids).size).toBe(ids.length);
    const [one] = STEPS;
    if (!one) throw new Error("no steps");
    expect(() => inOrder({ "a.js": one, "b.js": one })).toThrow("expected one step called volumes");
  });

  test.each(STEPS.map((each) => [each.id, each]))(
    "%s claims nothing before anything was measured, and is short",
    (_, { id }) => {
      const { text, kinds, done } = said(id, seen({}));
      expect(kinds.length).toBeGreaterThan(0);
      expect(kinds.every((kind) => kind === "waiting")).toBe(true);
      expect(text.split(" ").length).toBeLessThanOrEqual(70);
      expect(text).not.toMatch(/\d\.\d/);
      expect(done).toBe(false);
    },
  );
});

describe("step 1: a face, and the network's response", () => {
  test("quotes the counts and the prediction of the live frame", () => {
    const given = seen({ scene: face, model: faces, frame: frame([2, 1], [1], [0.25, 0.75]) });
    const { text, kinds, done } = said("volumes", given);
    expect(text).toContain("2 cells see an eye, 1 a nose, and in yellow 1 a face.");
    expect(text).toContain("Its answer is face (score 0.750 of 1).");
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(false);
  });

  test("says so if the counts or the prediction differ from the expected ones", () => {
    const given = seen({ scene: face, model: faces, frame: frame([3, 1], [1], [0.75, 0.25]) });
    const { text, kinds } = said("volumes", given);
    expect(text).toContain(
      "3 cells see an eye, 1 a nose and 1 a face. That is not two, one and one",
    );
    expect(text).toContain("Here it errs: its answer is human body (score 0.750 of 1).");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  test("is done when arms and legs are added and the network has responded", () => {
    const body = scene(["face", 0, 0], ["arm", 0, 0], ["leg", 0, 0]);
    const now = frame([2, 1], [1], [0.75, 0.25]);
    expect(said("volumes", seen({ scene: body, model: faces })).done).toBe(false);
    const { kinds, done } = said("volumes", seen({ scene: body, model: faces, frame: now }));
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(true);
  });
});

describe("step 2: the face moves", () => {
  const far = { shift: { row: 30, col: 28 } };

  test("has the same counts, moved, the same prediction, and another path", () => {
    const layers = [moved(), second({ best: { row: 7, col: 6 } })];
    const { text, kinds, done } = said("move", seen(compared({ ...far, layers })));
    expect(text).toContain("In both places 3 green and 1 yellow cells respond");
    expect(text).toContain("moved 7 cells down and 6 to the right");
    expect(text).toContain("(error 0.000)");
    expect(text).toContain("The answer has stayed: face (0.900).");
    expect(text).toContain("by other connections of the last layer: overlap 0.000");
    expect(kinds).toEqual(["holds", "holds", "holds", "holds"]);
    expect(done).toBe(true);
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
    expect(text).toContain("The counts differ: 3 green and 1 yellow cells responded at A, 2 and 1");
    expect(text).toContain("an error of 0.250 is left");
    expect(text).toContain("The answer has changed from face to arm (0.600).");
    expect(text).toContain(
      "It comes partly by the same connections of the last layer: overlap 0.500",
    );
    expect(kinds).toEqual(["fails", "fails", "fails", "fails"]);
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

describe("step 3: is it the pooling?", () => {
  const twin = { ...faces, id: "twin", axes: { pooling: "none" } };
  const wide = faces.layers.map((each) =>
    each.stage === 2 ? { ...each, shape: [1, 8, 8] } : each,
  );
  const both = { model: faces, frame: frame([2, 1], [1], [0.2, 0.8]) };

  test("is a face with and without pooling, only with a smaller score", () => {
    const without = frame([2, 1], [4], [0.3, 0.7]);
    const given = seen({ ...both, twin: { ...twin, layers: wide }, twinFrame: without });
    const { text, kinds, done } = said("pooling", given);
    expect(text).toContain("With pooling 1 cell of the face slice is lit, without it 4");
    expect(text).toContain("2 cells wide, without it 8.");
    expect(text).toContain("Both answer face (0.800 and 0.700).");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
  });

  test("states that it is no face without pooling, not smaller, or another prediction", () => {
    const without = frame([2, 1], [0], [0.9, 0.1]);
    const { text, kinds } = said("pooling", seen({ ...both, twin, twinFrame: without }));
    expect(text).toContain("here they do not agree that there is a face");
    expect(text).toContain("It did not even compress: the yellow volume is 2 cells wide");
    expect(text).toContain("But the answers differ: face (0.800) and human body (0.900).");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
  });

  test("is not done with another network beside the first", () => {
    const other = { ...twin, axes: { pooling: "avg" } };
    const given = seen({ ...both, twin: other, twinFrame: frame([2, 1], [1], [0, 1]) });
    expect(said("pooling", given).done).toBe(false);
  });
});

describe("step 4: a face everywhere", () => {
  test("is correct at all positions, or at fewer", () => {
    const all = said("everywhere", seen({ sweeps: [swept("small", [1, 1, 1])] }));
    expect(all.text).toContain("right at 3 of 3 places; guessing would be right at 0.10");
    expect(all).toMatchObject({ kinds: ["holds"], done: true });
    const few = said("everywhere", seen({ sweeps: [swept("small", [1, 0, 1])] }));
    expect(few.text).toContain("right at 2 of 3 places only");
    expect(few).toMatchObject({ kinds: ["fails"], done: true });
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

describe("step 5: trained in one corner", () => {
  const model = card({ region: [0, 0, 4, 4] });
  const at = (/** @type {number} */ col) => ({ model, scene: scene(["digit-3-1", 0, col]) });
  const layers = [moved(), second({ responding_a: [20], responding_b: [18] })];
  const outputs_a = answering("3", 0.9);

  test("is blind outside, where the volumes respond as before", () => {
    const result = { layers, outputs_a, outputs_b: answering("1", 0.5) };
    const { text, kinds, done } = said("corner", seen(compared(result, at(5))));
    expect(text).toContain("In its corner it answers 3 (0.900). Here it answers 1 (0.500)");
    expect(text).toContain("20 yellow cells responded there, 18 do here.");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
  });

  test("states that it is wrong at home, correct outside, or has fewer cells", () => {
    const fewer = [moved(), second({ responding_a: [20], responding_b: [3] })];
    const result = {
      layers: fewer,
      outputs_a: answering("8", 0.4),
      outputs_b: answering("3", 0.7),
    };
    const { text, kinds } = said("corner", seen(compared(result, at(5))));
    expect(text).toContain("Even in its corner it errs: 8 (0.400).");
    expect(text).toContain("it is not blind: drag on");
    expect(text).toContain("Fewer yellow cells respond, too: 3 here, 20 there.");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
  });

  test("waits until the object has left the corner completely", () => {
    const given = seen(compared({ layers, outputs_a, outputs_b: outputs_a }, at(3)));
    expect(said("corner", given)).toMatchObject({ kinds: ["holds", "waiting"], done: false });
  });
});

describe("step 6: which part went blind?", () => {
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
    const { text, kinds, done } = said(
      "head",
      given({
        corner: [1, 0, 0, 0, 0],
        lent: [1, 1, 0, 0, 0],
        given: [1, 1, 1, 1, 0],
        everywhere: [1, 1, 1, 1, 1],
      }),
    );
    expect(text).toContain("right at 0.00 of the places on convolutions from the corner, at 0.25");
    expect(text).toContain("everywhere at 0.75 and 1.00 (guessing: 0.10)");
    expect(text).toContain("At least 0.50 apart: the head went blind");
    expect(kinds).toEqual(["holds"]);
    expect(done).toBe(true);
  });

  test("names neither, if they do not", () => {
    const alike = [1, 1, 0, 1, 0];
    const { text, kinds } = said(
      "head",
      given({ corner: alike, lent: alike, given: alike, everywhere: alike }),
    );
    expect(text).toContain("Only 0.00 apart");
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
    const { text, kinds, done } = nudged(
      { on_lattice: false, error: { whole: 0.3, interior: 0.29 } },
      { error: { whole: 0.008, interior: 0 } },
    );
    expect(text).toContain(
      "Without pooling the yellow volume has moved and nothing else: error 0.000",
    );
    expect(text).toContain("an error of 0.290 is left: a cell stands for 4 pixels");
    expect(text).toContain("At the border even the first errs, by 0.008");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
  });

  test("has wordings for the other outcomes", () => {
    const { text, kinds } = nudged(
      { on_lattice: false, error: { whole: 0, interior: 0 } },
      { error: { whole: 0, interior: 0.1 } },
    );
    expect(text).toContain("has not simply moved: error 0.100");
    expect(text).toContain("With it, the same: error 0.000, though a cell stands for 4 pixels.");
    expect(text).toContain("At the border nothing stays behind either: error 0.000.");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
  });

  test("is not done on the lattice, where pooling moves too", () => {
    const { text, kinds, done } = nudged(
      { on_lattice: true, error: { whole: 0.1, interior: 0 } },
      { error: { whole: 0.1, interior: 0 } },
      { row: 0, col: 4 },
    );
    expect(text).toContain("The move is a whole number of its cells, 4 pixels each.");
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
    expect(blind.text).toContain("fully connected head: 3 (0.900) in the corner, 1 (0.500) here.");
    expect(blind).toMatchObject({ kinds: ["holds", "waiting"], done: false });
    const sees = said("global", seen(compared(right, fields("fc"))));
    expect(sees.text).toContain("is not blind at this place: 3 (0.900)");
    expect(sees.kinds).toEqual(["fails", "waiting"]);
  });

  test("states whether the global head is blind", () => {
    const sees = said("global", seen(compared(right, fields("gmp"))));
    expect(sees.text).toContain("3 (0.900) in the corner, 3 (0.800) here, where it was never");
    expect(sees).toMatchObject({ kinds: ["holds"], done: true });
    const blind = said("global", seen(compared(wrong, fields("gmp"))));
    expect(blind.text).toContain("1 (0.500) here. At this place it does not help.");
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
      ...fields,
    });
    return said("steady", seen({ consistency: { busy: false, results: [result], failure: null } }));
  };

  test("is steady and wrong", () => {
    const { text, kinds, done } = measured({});
    expect(text).toContain("the same answer to 1.000 of the pairs, and the right one to 0.500");
    expect(text).toContain("It did not give one answer for everything");
    expect({ kinds, done }).toEqual({ kinds: ["holds", "holds"], done: true });
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
