import { expect, test } from "vitest";
import { ErrorList } from "../../../static/embed/error-list.js";

test("errors of attributes and of the server are shown, and are new once", () => {
  const errors = new ErrorList();
  errors.attributes = ["spread: expected a number"];
  errors.server = { code: null, message: "too many visitors" };
  expect(errors.show()).toBe("spread: expected a number · too many visitors");
  expect(errors.element.querySelectorAll("span")).toHaveLength(2);
  expect(errors.element.hidden).toBe(false);
  expect(errors.show()).toBeNull();
});

test("without errors the paragraph is hidden", () => {
  const errors = new ErrorList();
  errors.attributes = ["x"];
  errors.show();
  errors.clear();
  expect(errors.show()).toBeNull();
  expect(errors.element.hidden).toBe(true);
});

test("a notice is shown below the errors, and is none", () => {
  const errors = new ErrorList();
  errors.notice = "more slowly";
  expect(errors.show()).toBeNull();
  expect(errors.element.hidden).toBe(false);
  errors.attributes = ["x"];
  expect(errors.show()).toBe("x");
  const lines = [...errors.element.querySelectorAll("span")].map((line) => line.textContent);
  expect(lines).toEqual(["x", "more slowly"]);
  errors.clear();
  errors.show();
  expect(errors.element.hidden).toBe(true);
});
