import { expect, test } from "vitest";
import { pairText, sentences } from "../../../static/lab/comparison-sentences.js";
import { comparison, moved } from "../examples.js";

test("the tour's example: the same counts, at another place, by another path", () => {
  const [counts, movement, prediction, path] = sentences(comparison());
  expect(counts).toBe("The same counts in every slice: the objects change 3 green cells.");
  expect(movement).toBe(
    "Layer 1 (green) has moved 1 cell right, with an equivariance error of 0.000.",
  );
  expect(prediction).toBe("The answer is the same, face: 0.900 at A, 0.900 at B.");
  expect(path).toBe("The path to face through the head is another altogether: overlap 0.");
});

test("different counts are listed by volume", () => {
  const layers = [
    moved(),
    moved({
      name: "pool2",
      role: "volume",
      stage: 2,
      responding_a: [1, 4, 2],
      responding_b: [1, 5, 0],
      responding_equal: false,
    }),
  ];
  expect(sentences(comparison({ layers }))[0]).toBe(
    "2 of 3 yellow slices differ in count: the objects change 7 cells at A, 6 at B.",
  );
});

test("a volume without a stage has its layer's name", () => {
  const layers = [moved({ name: "pool9", stage: null })];
  const [counts, movement] = sentences(comparison({ layers }));
  expect(counts).toBe("The same counts in every slice: the objects change 3 pool9 cells.");
  expect(movement).toContain("pool9 has moved");
});

test("off the lattice the displacement with the least error is stated", () => {
  const off = moved({
    displacement: { row: 0, col: 0.5 },
    best: { row: 0, col: 1 },
    on_lattice: false,
    error: { whole: 0.3456, interior: 0.3 },
  });
  expect(sentences(comparison({ layers: [off], shift: { row: 0, col: 1 } }))[1]).toBe(
    "Off the lattice of 2 px: layer 1 (green) should move 0.5 cells right; the whole move with the least error, 1 cell right, leaves an error of 0.346.",
  );
});

test("without a common shift of all objects there is no displacement", () => {
  const layers = [moved({ displacement: null, best: null, on_lattice: null, error: null })];
  expect(sentences(comparison({ layers, shift: null }))[1]).toContain("not one shift apart");
});

test("a different output is stated with both scores", () => {
  const outputs_b = [
    { name: "face", score: 0.2, logit: 0 },
    { name: "nothing", score: 0.8, logit: 1 },
  ];
  expect(sentences(comparison({ outputs_b }))[2]).toBe(
    "The answer has changed from face (0.900) to nothing (0.800).",
  );
});

test("paths are described by their overlap, whatever it is", () => {
  const { path } = comparison();
  const told = (/** @type {number|null} */ overlap) =>
    sentences(comparison({ path: { ...path, overlap } }))[3];
  expect(told(1)).toBe("The path to face through the head is the same: overlap 1.");
  expect(told(0.25)).toBe("The path to face through the head is partly another: overlap 0.25.");
  expect(told(null)).toBeUndefined();
});

test("an undefined error is omitted", () => {
  const none = moved({ error: { whole: null, interior: null } });
  const told = sentences(comparison({ layers: [none] }));
  expect(told).toHaveLength(3);
  expect(told.join(" ")).not.toContain("volume");
});

test("layers without a role are omitted", () => {
  const layers = [moved({ name: "conv1", role: null, responding_equal: false }), moved()];
  expect(sentences(comparison({ layers }))[0]).toContain("The same counts");
});

test("A compared with itself gives one sentence that says so", () => {
  const told = sentences(comparison({ shift: { row: 0, col: 0 } }));
  expect(told).toEqual(["B is where A is. Drag an object on."]);
});

test("displacements as text", () => {
  expect(pairText({ row: 0, col: 5 })).toBe("5 cells right");
  expect(pairText({ row: -1, col: 0 })).toBe("1 cell up");
  expect(pairText({ row: 2.5, col: -3 })).toBe("3 cells left and 2.5 down");
  expect(pairText({ row: 0, col: 0 })).toBe("not at all");
});
