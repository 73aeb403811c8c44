import { expect, test } from "vitest";
import { fileName } from "../../../static/ui/save-file.js";

test.each([
  [["ludic", "2x"], "png", "shiftscope-ludic-2x.png"],
  [["../../etc", "a b/c"], "npz", "shiftscope-etc-a-b-c.npz"],
  [["正确", "A×B"], "svg", "shiftscope-正确-a-b.svg"],
  [["x".repeat(300)], "svg", `shiftscope-${"x".repeat(69)}.svg`],
])("%j as a file's name", (parts, ending, name) => {
  expect(fileName(parts, ending)).toBe(name);
});
