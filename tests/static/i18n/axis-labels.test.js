import { expect, test } from "vitest";
import { alsoText, axisTitle, valueText, valueTitle } from "../../../static/i18n/axis-labels.js";

const networks = [{ id: "digits-max", title: "Digits, everywhere" }];

test("values are spelled out, with a line on what they do", () => {
  expect(valueTitle("head", "gmp", networks)).toBe("global max pooling (GMP)");
  expect(valueText("head", "gmp", networks)).toBe(
    "Takes each slice's largest value, wherever it is.",
  );
  expect(axisTitle("trained")).toBe("training region");
});

test("a network whose convolutions were reused is named by its title", () => {
  expect(valueTitle("convolutions", "of digits-max", networks)).toBe("those of Digits, everywhere");
  expect(valueText("convolutions", "of digits-max", networks)).toContain("only the head");
});

test("what the page does not know has the server's name and no explanation", () => {
  expect(axisTitle("depth")).toBe("depth");
  expect(valueTitle("pooling", "median", networks)).toBe("median");
  expect(valueText("pooling", "median", networks)).toBe("");
});

test("a switch says what else it changes", () => {
  expect(alsoText({ pooling: "max", head: "fc" }, networks)).toBe(
    "Also changes pooling to max pooling and head to fully connected (FC).",
  );
});

test("a switch says which conditions of the training it changes", () => {
  expect(alsoText({ kernel: "3×3", steps: "3000", batch: "128", peak: "0.003" }, networks)).toBe(
    "Also changes kernels to 3×3, training steps to 3000, pictures per step to 128 and highest learning rate to 0.003.",
  );
  expect(axisTitle("decay")).toBe("weight decay");
});
