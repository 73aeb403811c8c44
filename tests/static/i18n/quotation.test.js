import { expect, test } from "vitest";
import { fileName, quoted, quotedAround } from "../../../static/i18n/quotation.js";

test("short input is quoted as it is, long input is cut", () => {
  expect(quoted("a b")).toBe("“a b”");
  expect(quoted("a".repeat(40))).toBe(`“${"a".repeat(40)}”`);
  expect(quoted("a".repeat(41))).toBe(`“${"a".repeat(40)}…”`);
});

test("long input is quoted around what is wrong in it", () => {
  expect(quotedAround("a!b", 1)).toBe("“a!b”");
  const long = "a".repeat(100);
  for (const at of [0, 1, 19, 20, 21, 50, 79, 80, 81, 99]) {
    const got = quotedAround(`${long.slice(0, at)}!${long.slice(at + 1)}`, at);
    expect(got).toContain("!");
    expect(got.replaceAll("…", "")).toHaveLength(42);
    expect([got[1] === "…", got.at(-2) === "…"]).toEqual([at > 20, at < 80]);
  }
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
