import { expect, test } from "vitest";
import { registry, unique } from "../../../static/state/glob-registry.js";

test("entries come in the order of their files' names", () => {
  expect(registry({ "./2-b.js": "b", "./1-a.js": "a" }, "letter")).toEqual(["a", "b"]);
});

test("a registry is closed", () => {
  expect(Object.isFrozen(registry({ "./a.js": 1 }, "number"))).toBe(true);
});

test("a file that exports no entry is named", () => {
  expect(() => registry({ "./a.js": undefined }, "tab")).toThrow("expected ./a.js to export a tab");
});

test("the first name that two entries share is named", () => {
  expect(() => unique(["a", "b", "b"], "tab")).toThrow("expected one tab called b; got two");
  expect(() => unique(["a", "b"], "tab")).not.toThrow();
});
