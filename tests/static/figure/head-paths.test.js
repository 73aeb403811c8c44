import { expect, test } from "vitest";
import { headPaths } from "../../../static/figure/head-paths.js";
import { card, comparison } from "../examples.js";

/** @import { Verdict } from "../../../static/network/verdict.js" */
/** @import { Contribution } from "../../../static/types/lab.js" */

const small = card();
const frame = {
  seq: 1,
  model: "small",
  volumes: new Map(),
  head: new Map(),
  scores: Float32Array.from([0.9, 0.1]),
  expected: null,
  links: [{ channel: 0, row: 1, col: 2, unit: 3, contribution: 4 }],
};

/** @type {Verdict} */
const right = { kind: "right", answer: "face", score: 0.9, expected: "face" };

/** @param {number} row @returns {Contribution} */
const at = (row) => ({
  ...{ layer: "pool1", channel: 1, row, col: 0 },
  ...{ value: 1, weight: 2, contribution: 2, unit: 5 },
});

/** @param {string} output */
function compared(output, model = "small") {
  const way = { logit: 1, bias: 0, total: 1 };
  const path = { output, overlap: 0, cosine: 0, a: { ...way, top: [at(1)] } };
  const result = comparison({ path: { ...path, b: { ...way, top: [at(2)] } } });
  const scene = { objects: [] };
  return { model, a: scene, b: scene, result, failure: null };
}

test("without a comparison the frame's own path is drawn", () => {
  expect(headPaths(frame, right, null, small)).toEqual({
    live: { output: 0, links: frame.links },
    pinned: null,
  });
  expect(headPaths(null, null, null, small)).toEqual({ live: null, pinned: null });
});

test("with a comparison, A's path is drawn beside the frame's, to the same output", () => {
  const { live, pinned } = headPaths(frame, right, compared("face"), small);
  expect(live).toEqual({ output: 0, links: frame.links });
  expect(pinned).toEqual({
    output: 0,
    links: [{ channel: 1, row: 1, col: 0, unit: 5, contribution: 2 }],
  });
});

test("if B's strongest output is another, B's path to the compared output is drawn", () => {
  const { live, pinned } = headPaths(frame, right, compared("nothing"), small);
  expect([live?.output, pinned?.output]).toEqual([1, 1]);
  expect(live?.links[0]?.row).toBe(2);
});

test("the comparison of another network is not drawn", () => {
  expect(headPaths(frame, right, compared("face", "other"), small).pinned).toBeNull();
});

test("where there is nothing to read, no live path leads to an answer", () => {
  /** @type {Verdict} */
  const empty = { ...right, kind: "empty", expected: null };
  expect(headPaths(frame, empty, null, small).live).toBeNull();
  for (const output of ["face", "nothing"]) {
    const { live, pinned } = headPaths(frame, empty, compared(output), small);
    expect(live).toBeNull();
    expect(pinned?.links).toHaveLength(1);
  }
});
