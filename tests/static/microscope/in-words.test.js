import { expect, test } from "vitest";
import { foundInWords, inWords } from "../../../static/microscope/in-words.js";

import { card } from "../examples.js";

/** @type {any} */
const layer = { name: "pool1", role: "volume", slices: ["eye"], range: [0, 1] };

/** @param {number} channel @param {number} value @param {string} [form] @returns {any} */
const cell = (channel, value, form = "patch") => ({
  model: "small",
  layer: "pool1",
  place: { channel, row: 1, col: 2 },
  steps: [{ how: { form } }],
  value,
});

test("says what a filter looks for and whether it found it", () => {
  expect(foundInWords(layer, cell(0, 1), cell(0, 0))).toBe(
    "It looks for “eye” and found it here: 1 (0 on an empty canvas).",
  );
  expect(foundInWords(layer, cell(0, 0), cell(0, 0))).toBe(
    "It looks for “eye” and did not find it here: 0.",
  );
  expect(foundInWords(layer, cell(7, 0.67321), cell(7, 0.1))).toBe(
    "It looks for the pattern of slice 7 and found it here: 0.673 (0.1 on an empty canvas).",
  );
});

test("a response below a tenth of its layer's range is weak", () => {
  expect(foundInWords({ ...layer, range: [0, 4.9512] }, cell(7, 0.180927), cell(7, 0))).toBe(
    "It looks for the pattern of slice 7 and responds weakly here: 0.181 (0 on an empty canvas), below 10% of its layer's range, 0 to 4.95.",
  );
});

test("a cell that is as active on an empty canvas, or more, has found nothing", () => {
  expect(foundInWords(layer, cell(1, 0.0401), cell(1, 0.040100001))).toBe(
    "It looks for the pattern of slice 1. It gives the same on an empty canvas (0.0401), so nothing was found here.",
  );
  expect(foundInWords(layer, cell(1, 0.436607), cell(1, 0.43668))).toBe(
    "It looks for the pattern of slice 1. It gives the same on an empty canvas (0.437), so nothing was found here.",
  );
  expect(foundInWords(layer, cell(0, 0.2), cell(0, 0.3))).toBe(
    "It looks for “eye” and did not find it here: 0.2 (0.3 on an empty canvas).",
  );
});

test("claims nothing before the same cell is known on an empty canvas", () => {
  for (const blank of [null, cell(1, 0), { ...cell(0, 0), model: "other" }])
    expect(foundInWords(layer, cell(0, 1), blank)).toBe("It looks for “eye”.");
});

test("says nothing of a cell that no filter computed", () => {
  const none = null;
  expect(foundInWords({ ...layer, role: "input" }, { ...cell(0, 1), steps: [] }, none)).toBeNull();
  expect(foundInWords(layer, cell(0, 1, "shares"), none)).toBeNull();
  expect(foundInWords(layer, { ...cell(0, 1), place: { unit: 3 } }, none)).toBeNull();
});

test("a mean is no weighing, and what stays as it is was not changed", () => {
  const how = { form: "shares", weighed: 16, winner: null };
  const mean = { layer: "gap1", input: "pool1", kind: "gap", value: 2, how };
  const same = (/** @type {string} */ form, /** @type {object} */ rest) => ({
    layer: "relu2",
    input: "gap1",
    kind: form,
    value: 2,
    how: { form, before: 2, ...rest },
  });
  const said = (/** @type {object[]} */ ...steps) =>
    inWords(card(), /** @type {any} */ ({ value: 2, steps: steps.toReversed() }));
  expect(said(mean)).toBe("This cell takes the mean of 16 numbers of layer 1 (green): 2.");
  expect(said(mean, same("scale", { factor: 1, offset: 0 }))).toContain("then leaves it as it is");
  expect(said(mean, same("function", {}))).toContain("then leaves it as it is");
});
