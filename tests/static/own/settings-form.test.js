import { expect, test } from "vitest";
import { changedOptions, fieldOf, formOf, problemsOf } from "../../../static/own/settings-form.js";
import { settingsText } from "../../../static/own/settings-text.js";
import { card as cardOf } from "../examples.js";

const range = /** @type {[number, number]} */ ([0, 1]);
const file = { format: /** @type {const} */ ("onnx"), bytes: 1, sha256: "", ranges: "", notes: [] };
const card = cardOf({
  title: "net",
  outputs: ["cat", "dog"],
  input: { range, mean: [0.5], std: [0.25] },
  origin: { ...file, reduce: null, named: true },
});
const sent = { title: "net", classes: ["cat", "dog"], input: { mean: [0.5], std: [0.25] } };

test("a form that nobody changed changes nothing, in whichever way the settings were written", () => {
  expect(problemsOf(formOf(card), card)).toEqual([]);
  expect(changedOptions(sent, card, formOf(card))).toEqual(sent);
});

test("only what was changed is sent anew", () => {
  const form = { ...formOf(card), title: " other ", mean: "1, 2, 3" };
  expect(changedOptions(sent, card, form)).toEqual({
    title: "other",
    classes: ["cat", "dog"],
    input: { range, mean: [1, 2, 3], std: [0.25], invert: false, order: "rgb" },
  });
});

test("names of classes can be taken away", () => {
  const options = changedOptions(sent, card, { ...formOf(card), classes: "" });
  expect(options).toEqual({ title: "net", input: sent.input });
  const numbered = cardOf({
    outputs: ["0", "1"],
    origin: { ...file, reduce: null, named: false },
  });
  expect(formOf(numbered).classes).toBe("");
});

test("how a map becomes one answer can be changed", () => {
  const map = cardOf({ title: "net", origin: { ...file, reduce: "max" } });
  const options = { title: "net", reduce: /** @type {const} */ ("max") };
  expect(changedOptions(options, map, { ...formOf(map), reduce: "mean" })).toEqual({
    title: "net",
    reduce: "mean",
  });
});

/**
 * The fields of a changed form that are wrong, each with its text.
 *
 * @param {Partial<import("../../../static/own/settings-form.js").SettingsForm>} changes
 */
function wrong(changes, of = card) {
  const problems = problemsOf({ ...formOf(of), ...changes }, of);
  return Object.fromEntries(problems.map(({ field, text }) => [field, text]));
}

test("mean and deviation are none, one for all, or one a channel", () => {
  for (const mean of ["", "0.5", "1, 2, 3"]) expect(wrong({ mean })).toEqual({});
  for (const mean of ["1, 2", "1 2 3 4", "x"]) {
    expect(wrong({ mean })).toEqual({ mean: expect.stringContaining("none, 1 or 3") });
  }
  for (const std of ["0", "1, -1, 1", "x", "1, 2"])
    expect(wrong({ std })).toEqual({ std: expect.stringContaining("above 0") });
  const gray = cardOf({ input_shape: [1, 8, 8] });
  expect(wrong({ mean: "1, 2" }, gray)).toEqual({ mean: expect.stringContaining("none or 1") });
});

test("everything that is wrong names its field, in the order of the form", () => {
  for (const range of ["", "1", "1, 0", "1, 1", "0, 1, 2"])
    expect(Object.keys(wrong({ range }))).toEqual(["range"]);
  expect(wrong({ classes: "cat" })).toEqual({ classes: "expected 2 names of classes, got 1" });
  // A line's number is its output's: no name may move up.
  expect(wrong({ classes: "cat\n\ndog" })).toEqual({
    classes: expect.stringContaining("line 2 is empty"),
  });
  const all = wrong({ volumes: [], classes: "a", std: "0", mean: "x", range: "", title: " " });
  expect(Object.keys(all)).toEqual(["title", "range", "mean", "std", "classes", "volumes"]);
});

test("an error of the server is about the field that it names", () => {
  expect(fieldOf("options.title")).toBe("title");
  expect(fieldOf("options.input.range.1")).toBe("range");
  expect(fieldOf("options.input.order")).toBe("order");
  expect(fieldOf("options.volumes.3")).toBe("volumes");
  for (const where of [undefined, "file", "options", "options.other", "conv1.title"])
    expect(fieldOf(where)).toBeNull();
});

test("networks of one file are told apart by their settings", () => {
  expect(settingsText({})).toBe("0 to 1");
  expect(settingsText({ input: { mean: [0.5] }, reduce: "max" })).toBe(
    "0 to 1, minus 0.5, largest value of a map",
  );
  expect(settingsText({ classes: ["a", "b", "c", "d", "e"], volumes: ["relu1"] })).toBe(
    "0 to 1, classes a, b, c and 2 others, volumes relu1",
  );
});
