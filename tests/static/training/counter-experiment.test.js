import { render } from "lit";
import { expect, test } from "vitest";
import {
  counterForm,
  counterOf,
  counterText,
  countersOf,
  headVerdict,
  otherHeadTexts,
  sharesIn,
} from "../../../static/training/counter-experiment.js";
import { boxesOf } from "../../../static/training/region.js";
import { configOf } from "../../../static/training/training-config.js";
import { palette, training, trainingForm } from "../examples.js";

/** A map of digits at 12 by 12 places, 4 px apart: a share in the corner's nine places, another elsewhere. */
function map(/** @type {number} */ inside, /** @type {number} */ outside) {
  const places = Array.from({ length: 12 }, (_, i) => 4 * i);
  const correct = places.map((row) =>
    places.map((col) => (row <= 8 && col <= 8 ? inside : outside)),
  );
  return { step: 400, rows: places, cols: places, correct, samples: 10 };
}

/** @param {number} inside @param {number} outside @param {object} [fields] */
const done = (inside, outside, fields = {}) =>
  training({
    status: "done",
    maps: [map(inside, outside)],
    snapshots: [{ step: 400, model: "own-0000000000000001" }],
    ...fields,
  });

const first = done(0.95, 0.12);
const head = done(0.9, 0.85, { form: counterForm(first, "head") });
const whole = done(0.9, 0.88, { form: counterForm(first, "everywhere") });

test("a counter-experiment differs from the training in its region, and a new head in the layers too", () => {
  const { painted, ...same } = counterForm(first, "everywhere");
  expect(boxesOf(painted)).toEqual([[0, 0, 64, 64]]);
  expect({ ...first.form, ...same }).toEqual({ ...first.form, convolutions: undefined });
  expect(configOf(counterForm(first, "head"))).toMatchObject({
    convolutions: "own-0000000000000001",
    region: [[0, 0, 64, 64]],
    seed: first.form.seed,
    steps: first.form.steps,
  });
  expect(JSON.stringify(configOf(counterForm(first, "everywhere")))).not.toContain("convolutions");
});

test("the other kind of head is trained in the same region, with the same budget", () => {
  expect(countersOf(first.form)).toContain("gap");
  for (const head of /** @type {const} */ (["gap", "gmp"]))
    expect(countersOf(trainingForm({ head }))).toEqual(["head", "everywhere", "fc"]);
  expect(configOf(counterForm(first, "gap"))).toEqual({ ...configOf(first.form), head: "gap" });
});

test("the sentence on the other head has its numbers, and claims a difference only where it is clear", () => {
  const of = (/** @type {number} */ inside, /** @type {number} */ outside) => ({ inside, outside });
  const more = otherHeadTexts(of(0.95, 0.12), of(0.8, 0.79), 0.1, "gap");
  expect(more.join(" ")).toMatch(
    /at 12% .* 95% inside; .*global average.* at 79% outside and 80% /,
  );
  expect(more.at(-1)).toMatch(/reads more outside/);
  const less = otherHeadTexts(of(0.8, 0.79), of(0.95, 0.12), 0.1, "fc");
  expect(less.at(-1)).toMatch(/reads less outside/);
  expect(otherHeadTexts(of(0.8, 0.3), of(0.9, 0.12), 0.1, "fc").at(-1)).toMatch(/not clear/);
});

test("a training is known as the counter-experiment of another, and no other one", () => {
  expect(counterOf(first, head)).toBe("head");
  expect(counterOf(first, whole)).toBe("everywhere");
  expect(counterOf(first, done(1, 1, { form: trainingForm({ seed: 7 }) }))).toBeNull();
  expect(counterOf(first, done(1, 1, { form: counterForm(first, "gap") }))).toBe("gap");
  // After a reload the form was read back.
  const form = JSON.parse(JSON.stringify(head.form));
  expect(counterOf(first, done(1, 1, { form: { ...form, painted: head.form.painted } }))).toBe(
    "head",
  );
});

test("shares are those inside and outside the first training's region, whichever was trained", () => {
  const of = sharesIn(head, first.form, palette);
  expect(of?.inside).toBeCloseTo(0.9);
  expect(of?.outside).toBeCloseTo(0.85);
  expect(sharesIn(head, head.form, palette)?.outside).toBeNull();
  expect(sharesIn(training(), first.form, palette)).toBeNull();
});

test("the sentence has both shares outside, and says which part is blind", () => {
  expect(counterText(first, training({ form: head.form }), palette)).toBeNull();
  const said = (/** @type {typeof head} */ second) => {
    const box = document.createElement("div");
    render(counterText(first, second, palette), box);
    return box.textContent.replaceAll(/\s+/g, " ").trim();
  };
  expect(said(head)).toBe(
    "Outside your region the first network is right at 12%. On the same layers, a head trained everywhere " +
      "is right there at 85%. Guessing would give 10%. The head went blind; the layers did not.",
  );
  expect(said(whole)).toMatch(/at 12%; .* at 88%\. .* the place of training decides\.$/);
  expect(said(done(0.9, 0.7, { form: counterForm(first, "gap") }))).toContain("reads more outside");
  expect(said(done(0.9, 0.3, { form: whole.form }))).toMatch(/not clear/);
});

test("every outcome of the heads has its verdict", () => {
  expect(headVerdict(0.12, 0.85, 0.1)).toBe("The head went blind; the layers did not.");
  expect(headVerdict(0.4, 0.85, 0.1)).toMatch(/less there, but is not blind/);
  expect(headVerdict(0.7, 0.85, 0.1)).toMatch(/not clear/);
  expect(headVerdict(0.99, 0.15, 0.1)).toMatch(/reads less there than yours/);
  expect(headVerdict(0.1, 0.15, 0.1)).toMatch(/layers are blind/);
});
