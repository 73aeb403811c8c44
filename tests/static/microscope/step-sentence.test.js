import { expect, test } from "vitest";
import { html, render } from "lit";
import { stepSentence } from "../../../static/microscope/step-sentence.js";
import { card } from "../examples.js";

/** @import { CellStep } from "../../../static/types/api.js" */
/** @import { PhaseName } from "../../../static/microscope/phases.js" */

/**
 * @param {PhaseName} name
 * @param {object} step
 */
function said(name, step) {
  const root = document.createElement("div");
  const given = /** @type {CellStep} */ (/** @type {unknown} */ ({ after: null, ...step }));
  render(html`${stepSentence(card(), given, { name, path: "steps.0" })}`, root);
  const numbers = [...root.querySelectorAll("[data-number]")].map((each) => [
    each.getAttribute("data-number"),
    each.getAttribute("data-exact"),
  ]);
  return { text: root.textContent?.replace(/\s+/g, " ").trim(), numbers };
}

const three = [1, 2, 3];
const patch = {
  layer: "conv2",
  kind: "conv",
  input: "pool1",
  value: 1,
  after: { layer: "relu2", value: 1 },
  how: {
    form: "patch",
    rows: three,
    cols: three,
    first: 0,
    kernel: [[], []],
    sums: [1, 3],
    sum: 4,
    bias: -3,
    strongest: { channel: 1, row: 1, col: 1 },
  },
};

test("a convolution says where the kernel lies, and what it makes", () => {
  expect(said("window", patch).text).toBe(
    "The filter (kernel 3 × 3) lies over the framed part of layer 1 (green). Shown: nose, one of 2 slices.",
  );
  expect(said("window", { ...patch, input: "input" }).text).toContain("of the picture.");
  const products = said("products", patch);
  expect(products.text).toContain("All 18 products, from 2 slices, add up to 4.");
  expect(products.numbers).toEqual([["steps.0.how.sum", "4"]]);
  const sum = said("sum", patch);
  expect(sum.text).toBe("Products 4 plus bias -3 make 1, the value before ReLU (pre-activation).");
  expect(sum.numbers).toEqual([
    ["steps.0.how.sum", "4"],
    ["steps.0.how.bias", "-3"],
    ["steps.0.value", "1"],
  ]);
});

test("the ReLU says what it does with this value", () => {
  const step = { layer: "relu2", kind: "relu", input: "conv2" };
  const below = { ...step, value: 0, how: { form: "cut", before: -3, cut: true } };
  expect(said("relu", below).text).toContain("zero: -3 becomes 0.");
  const above = { ...step, value: 2, how: { form: "cut", before: 2, cut: false } };
  expect(said("relu", above).text).toContain("2 is not negative and stays.");
});

test("each pooling says which of its values go on", () => {
  const winner = { channel: 0, row: 0, col: 0 };
  const how = { form: "pool", rows: [0, 1], cols: [0, 1], winner: null, phase: null };
  const pool = (/** @type {string} */ kind, /** @type {object} */ given) =>
    said("pool", { layer: "pool1", input: "relu1", kind, value: 0.5, how: { ...how, ...given } })
      .text;
  expect(pool("maxpool", { winner })).toBe("Of 4 neighbours the largest, framed, goes on: 0.5.");
  expect(pool("avgpool", {})).toBe("The mean of 4 neighbours goes on: 0.5.");
  expect(pool("blurpool", {})).toBe("4 neighbours, each times its weight, add up to 0.5.");
  expect(pool("subsample", { winner })).toBe("Of all neighbours only this one goes on: 0.5.");
  expect(pool("apspool", { winner, phase: [0, 1] })).toContain("Phase (0, 1) has the most energy");
});

test("a unit says what it weighs; an output, what it is for", () => {
  const how = { form: "shares", weighed: 5, sum: 2, bias: 0.5, winner: null };
  const unit = { layer: "fc2", kind: "fc", input: "pool1", value: 2.5, how };
  expect(said("products", unit).text).toBe(
    "5 numbers of layer 1 (green), each times its weight, add up to 2.",
  );
  expect(said("sum", unit).text).toBe(
    "Products 2 plus bias 0.5 make 2.5. The output with the largest number is the answer.",
  );
  const mean = { ...unit, layer: "global", kind: "gap" };
  expect(said("global", mean).text).toBe("The mean of the slice's 16 numbers goes on: 2.5.");
  expect(said("global", { ...mean, kind: "mean" }).text).toBe(
    "The mean of 5 numbers goes on: 2.5.",
  );
  const most = { ...mean, kind: "gmp", how: { ...how, winner: { channel: 0, row: 0, col: 0 } } };
  expect(said("global", most).text).toBe("Of the slice's 16 numbers the largest goes on: 2.5.");
});

test("steps that add, multiply, scale, bend or copy say what they make", () => {
  const place = { channel: 0, row: 1, col: 2 };
  const step = (/** @type {string} */ kind, /** @type {object} */ how) => ({
    layer: "relu1",
    kind,
    input: "conv1",
    value: 6,
    how: { strongest: place, total: 6, ...how },
  });
  const of = (
    /** @type {PhaseName} */ name,
    /** @type {string} */ kind,
    /** @type {object} */ how,
  ) => said(name, step(kind, { form: name, ...how })).text;
  expect(of("terms", "add", { values: [4, 2] })).toBe(
    "2 numbers, one of each input, add up to 6. The steps before are of conv1; the other has steps of its own, at a press.",
  );
  expect(of("terms", "add", { values: [4, 1, 1] })).toContain("are of conv1; the others have");
  expect(of("factors", "multiply", { values: [3, 2] })).toBe(
    "2 numbers, one of each input, multiplied, make 6.",
  );
  expect(of("scale", "batchnorm", { before: 2, factor: 2.5, offset: 1 })).toBe(
    "2 times 2.5, plus 1, makes 6.",
  );
  expect(of("scale", "leakyrelu", { before: 12, factor: 0.5, offset: 0 })).toBe(
    "12 times 0.5 makes 6.",
  );
  expect(of("scale", "prelu", { before: 6, factor: 1, offset: 0 })).toBe("6 stays as it is.");
  expect(of("function", "clip", { before: 6 })).toBe("The function (ReLU) leaves 6 as it is.");
  expect(of("function", "silu", { before: 6.1 })).toBe("The function (ReLU) turns 6.1 into 6.");
  expect(of("copy", "concat", {})).toBe("The number goes on as it is: 6.");
  expect(of("copy", "pad", { strongest: null })).toBe("Padding lies here: 6.");
});

test("the numbers of the new steps are those of the response", () => {
  const how = { form: "scale", before: 2, factor: 2.5, offset: 1, total: 6, strongest: null };
  expect(said("scale", { layer: "b", kind: "affine", input: "a", value: 6, how }).numbers).toEqual([
    ["steps.0.how.before", "2"],
    ["steps.0.how.factor", "2.5"],
    ["steps.0.how.offset", "1"],
    ["steps.0.value", "6"],
  ]);
});
