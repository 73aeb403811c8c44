import { expect, test } from "vitest";
import { sameForm } from "../../../static/training/same-form.js";
import { trainingForm } from "../examples.js";

test("forms are the same by what they ask for, in whatever order it was chosen", () => {
  const form = trainingForm({ painted: new Set([3, 20]) });
  expect(sameForm(form, { ...form, painted: new Set([20, 3]), convolutions: undefined })).toBe(
    true,
  );
  for (const change of [{ painted: new Set([3]) }, { steps: 999 }, { convolutions: "own-1" }])
    expect(sameForm(form, { ...form, ...change })).toBe(false);
});

test("classes of one's own count only if they are trained", () => {
  const classes = [{ name: "star", pictures: ["…"] }];
  const form = trainingForm({ data: "digits" });
  expect(sameForm(form, { ...form, classes })).toBe(true);
  expect(sameForm({ ...form, data: "own" }, { ...form, data: "own", classes })).toBe(false);
});
