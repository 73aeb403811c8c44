import { expect, test } from "vitest";
import { fileName, quoted } from "../../../static/i18n/quotation.js";

test("short input is quoted as it is, long input is cut", () => {
  expect(quoted("a b")).toBe("“a b”");
  expect(quoted("a".repeat(40))).toBe(`“${"a".repeat(40)}”`);
  expect(quoted("a".repeat(41))).toBe(`“${"a".repeat(40)}…”`);
});

test("a long file name keeps its start and its type", () => {
  expect(fileName("cat.png")).toBe("cat.png");
  const name = fileName(`${"n".repeat(10_000)}.png`);
  expect(name).toMatch(/^n{32}…n{4}\.png$/);
});

test("characters that are not seen, or turn the text round, are replaced", () => {
  expect(quoted("a b\u00a0c\u202ed\u200be\nf\u0000")).toBe("“a b�c�d�e�f�”");
  expect(fileName("\u{202e}gnp.exe\n.png")).toBe("�gnp.exe�.png");
});
