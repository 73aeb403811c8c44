import { render } from "lit";
import { expect, test } from "vitest";
import { stepOf } from "../../../static/tour/steps.js";
import { CLAIMS, FINE_PRINT, found, heading, headline } from "../../../static/tour/summary.js";

/** @import { StepResult } from "../../../static/types/state.js" */

/** @type {Record<string, StepResult>} */
const RESULTS = {
  volumes: { eye: 2, hand: 2, face: 1, arm: 2, answer: "human body", score: 0.98 },
  move: {
    row: 9,
    col: 8,
    error: 0,
    before: "face",
    after: "face",
    overlap: 0,
    "second-a": 5,
    "second-b": 5,
  },
  pooling: { "side-1": 16, "side-2": 64, "answer-1": "face", "answer-2": "face" },
  lattice: { pooled: 0.29, bare: 0, stride: 4 },
  everywhere: { right: 1936, total: 1936, chance: 0.2 },
  corner: { right: "3", home: "3", here: "1" },
  head: { own: 0.03, lent: 0.04, given: 0.99, both: 1, chance: 0.1 },
  train: { inside: 0.95, outside: 0.12, chance: 0.1 },
};

/** @param {unknown} text */
function read(text) {
  const place = document.createElement("div");
  render(text, place);
  return (place.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {Record<string, StepResult>} results */
const all = (results) =>
  CLAIMS.map((claimed) => {
    const { sentence, missing } = found(claimed, results);
    return { kind: sentence.kind, missing, text: read(sentence.text) };
  });

test("there are seven claims, each measured by steps of the tour", () => {
  expect(CLAIMS).toHaveLength(7);
  for (const { steps } of CLAIMS) {
    expect(steps.length).toBeGreaterThan(0);
    for (const id of steps) expect(stepOf(id)).toBeDefined();
  }
});

test("each quotes what the reader measured", () => {
  const claims = all(RESULTS);
  expect(claims.map(({ kind }) => kind)).toEqual(Array(7).fill("holds"));
  expect(claims.map(({ text }) => text)).toEqual([
    "Out there this “3” became “1”. Places where it is read: by heads from the corner only 4% and 3%, from everywhere 100% and 99%.",
    "Right at 95% where you painted, only at 12% elsewhere.",
    "The face's cells of layer 2 moved 9 down and 8 right; beside this move, the layer changed by 0%.",
    "Eyes: 2, hands: 2; then faces: 1, arms: 2; answer: “human body”.",
    "“face” at both places, by connections of the head that have 0% in common.",
    "Hand-made network: 16 cells wide, 64 without; same answer. Learned one, a pixel aside: layer 2 changed by 29% beside moving, 0% without.",
    "Right at 1936 of 1936 places, the face alone.",
  ]);
});

test("each says so if the measurement went against it", () => {
  const claims = all({
    volumes: { ...RESULTS.volumes, answer: "face" },
    move: { ...RESULTS.move, error: 0.3, after: "arm" },
    pooling: { ...RESULTS.pooling, "answer-2": "arm" },
    lattice: { pooled: 0.29, bare: 0, stride: 4 },
    everywhere: { right: 400, total: 1936, chance: 0.2 },
    corner: { right: "3", home: "3", here: "3" },
    head: { own: 0.5, lent: 0.5, given: 0.6, both: 0.6, chance: 0.1 },
    train: { inside: 0.9, outside: 0.8, chance: 0.1 },
  });
  expect(claims.map(({ kind }) => kind)).toEqual(Array(7).fill("fails"));
  expect(claims[2]?.text).toContain("but beside this move, the layer changed by 30%");
  expect(claims[4]?.text).toContain(
    "“face”, then “arm”, by connections of the head that have 0% in common.",
  );
  expect(claims[5]?.text).toContain("another answer");
  const exact = all({ ...RESULTS, lattice: { pooled: 0, bare: 0, stride: 1 } })[5];
  expect(exact?.kind).toBe("fails");
  expect(exact?.text).toContain("same answer");
  expect(exact?.text).toContain("layer 2 changed by 0% beside moving, 0% without");
  expect(claims[6]?.text).toBe("Right at only 400 of 1936 places.");
});

test("what was not measured names the step that measures it", () => {
  expect(all({}).map(({ text }) => text)).toEqual(Array(7).fill("Not measured yet."));
  expect(all({}).map(({ missing }) => missing)).toEqual(CLAIMS.map(({ steps }) => steps[0]));
  const [first] = all({ corner: { right: "3", here: "1" } });
  expect(first).toMatchObject({ kind: "plain", missing: "head" });
});

test("a claim is a question until the measurement agrees with it", () => {
  /** @param {Record<string, StepResult>} results */
  const headings = (results) =>
    [...CLAIMS, ...FINE_PRINT].map((each) => String(heading(each, found(each, results).sentence)));
  for (const text of headings({})) expect(text).toMatch(/\?$/);
  const held = { global: { right: "3", home: "3", here: "3" }, steady: { same: 1, right: 0.5 } };
  for (const text of headings({ ...RESULTS, ...held })) expect(text).toMatch(/\.$/);
  const wrong = headings({ ...RESULTS, everywhere: { right: 400, total: 1936 } });
  expect(wrong[6]).toBe("Does the hand-made network read the face as a face, wherever it is?");
});

test("the fine print is what was measured of the claims' limits", () => {
  const said = (/** @type {Record<string, StepResult>} */ results) =>
    FINE_PRINT.map((each) => found(each, results)).map(({ sentence, missing }) =>
      missing === null ? `${sentence.kind}: ${read(sentence.text)}` : missing,
    );
  expect(said({})).toEqual(["global", "steady"]);
  const global = { right: "3", home: "3", here: "3", score: 0.4 };
  expect(said({ global, steady: { same: 1, right: 0.51, chance: 0.1 } })).toEqual([
    "holds: “3” was read “3” far from the corner, too.",
    "holds: Near the centre: same answer to 100% of the pairs, but only 51% right.",
  ]);
  expect(
    said({ global: { ...global, here: "1" }, steady: { same: 0.9, right: 0.9, chance: 0.1 } }),
  ).toEqual([
    "fails: Even so, “3” was read “1” far from the corner.",
    "fails: Near the centre: same answer to 90% of the pairs, and 90% right.",
  ]);
});

test("the headline is of the reader's own numbers, as far as they go", () => {
  expect(headline({})).toBeNull();
  expect(headline({ corner: { right: "3", here: "1" } })).toContain(
    "read my “3” outside it as “1”",
  );
  expect(headline(RESULTS)).toContain(
    "learned in one corner, a neural network read my 3 at 3% of all places; with a head that learned everywhere, at 99%",
  );
});
