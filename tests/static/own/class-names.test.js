import { expect, test } from "vitest";
import { classNames, problemOfNames, readNames } from "../../../static/own/class-names.js";

/** @param {BlobPart} content */
const file = (content) => new File([content], "classes.txt");

test("names of classes are lines, without the empty ones at the end", () => {
  expect(classNames("\uFEFFcat\r\n dog \r\n\r\n")).toEqual(["cat", "dog"]);
  expect(classNames("a\n\nb\n")).toEqual(["a", "", "b"]);
  expect(classNames("")).toEqual([]);
});

test("an empty line before a name is told, and shifts no name", () => {
  expect(problemOfNames(["a", "b"])).toBeNull();
  expect(problemOfNames([])).toBeNull();
  expect(problemOfNames(classNames("a\r\n \r\nb"))).toMatch(/^line 2 is empty/);
  expect(problemOfNames(classNames("\ncat"))).toMatch(/^line 1 is empty/);
});

test("a file of names is read as it is written everywhere, and refused by its name and what is wrong", async () => {
  expect(await readNames(file("\uFEFFcat\r\ndog\r\n"))).toEqual(["cat", "dog"]);
  expect(await readNames(file("cat\rdog"))).toEqual(["cat", "dog"]);
  expect(await readNames(file("caf\u00e9\n"))).toEqual(["caf\u00e9"]);
  await expect(readNames(file("cat\n\ndog"))).rejects.toThrow(/^classes.txt: line 2 is empty/);
  await expect(readNames(file("\n\n"))).rejects.toThrow("classes.txt: expected names, got none");
  // Latin-1, and UTF-16 of old editors.
  for (const bytes of [
    [0x63, 0xe9],
    [0xff, 0xfe, 0x63, 0x00],
  ])
    await expect(readNames(file(Uint8Array.from(bytes)))).rejects.toThrow("expected text in UTF-8");
  await expect(readNames(file("a\n".repeat(2 ** 20)))).rejects.toThrow("too large");
});
