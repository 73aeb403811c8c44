import { expect, test } from "vitest";
import { registry, unique } from "../../../static/state/glob-registry.js";

test("entries are in the order of their file names", () => {
  expect(registry({ "./2-b.js": "b", "./1-a.js": "a" }, "letter")).toEqual(["a", "b"]);
});

test("a registry is immutable", () => {
  expect(Object.isFrozen(registry({ "./a.js": 1 }, "number"))).toBe(true);
});

test("the error names a file that exports no entry", () => {
  expect(() => registry({ "./a.js": undefined }, "tab")).toThrow("expected ./a.js to export a tab");
});

test("the error names the first duplicate", () => {
  expect(() => unique(["a", "b", "b"], "tab")).toThrow("expected one tab called b; got two");
  expect(() => unique(["a", "b"], "tab")).not.toThrow();
});
