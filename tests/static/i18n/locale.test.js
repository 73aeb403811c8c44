import { describe, expect, it } from "vitest";
import { fileSize, named, preferred, speak } from "../../../static/i18n/locale.js";

describe("the language of the page", () => {
  it.each([
    [["zh-CN", "en"], "zh-Hans"],
    [["de", "zh"], "zh-Hans"],
    [["fr-FR", "en-GB", "zh"], "en"],
    [["fr"], "en"],
    [[], "en"],
  ])("is, for a browser that wants %j, %s", (wanted, expected) => {
    expect(preferred(wanted)).toBe(expected);
  });

  it("uses the server's English names without translations", async () => {
    await speak("en");
    expect(named("human body")).toBe("human body");
  });
});

describe("the size of a file", () => {
  it.each([
    [1000, "1 kB"],
    [999_999, "999.999 kB"],
    [5_000_000, "5 MB"],
    [5_242_880, "5.242 MB"],
  ])("of %d bytes is never more than it is", async (bytes, text) => {
    await speak("en");
    expect(fileSize(bytes)).toBe(text);
  });
});
