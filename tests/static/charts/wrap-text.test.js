import { describe, expect, test } from "vitest";
import { wrap } from "../../../static/charts/wrap-text.js";

describe("wrap", () => {
  const wide = (/** @type {string} */ text) => text.length;

  test("breaks between words and loses nothing", () => {
    expect(wrap("one two three four", 9, wide)).toEqual(["one two", "three", "four"]);
  });

  test("breaks between characters in scripts without spaces, and within words that are too wide", () => {
    expect(wrap("一二三四五", 2, wide)).toEqual(["一二", "三四", "五"]);
    expect(wrap("abcdefgh i", 3, wide).join("")).toBe("abcdefghi");
  });
});
