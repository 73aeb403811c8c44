import { describe, expect, it, vi } from "vitest";
import {
  browserLanguages,
  fileSize,
  named,
  preferred,
  speak,
} from "../../../static/i18n/locale.js";

describe("the language of the page", () => {
  it.each([
    [["zh-CN", "en"], "zh-Hans"],
    [["de", "zh"], "zh-Hans"],
    [["fr-FR", "en-GB", "zh"], "en"],
    [["fr"], "en"],
    [["C"], "en"],
    [["not a tag", "zh"], "zh-Hans"],
    [[], "en"],
  ])("is, for a browser that wants %j, %s", (wanted, expected) => {
    expect(preferred(wanted)).toBe(expected);
  });

  it("is read from a browser that gives its system's names, or none", () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["C", "zh_CN.UTF-8"]);
    expect(browserLanguages()).toEqual(["C", "zh-CN"]);
    expect(preferred()).toBe("zh-Hans");
    vi.spyOn(navigator, "languages", "get").mockReturnValue([]);
    vi.spyOn(navigator, "language", "get").mockReturnValue("C");
    expect(preferred()).toBe("en");
    vi.restoreAllMocks();
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

  it.each([
    [4_321, "4.3 kB"],
    [46_827_123, "46.8 MB"],
  ])("of %d bytes can be told with one digit after the point", async (bytes, text) => {
    await speak("en");
    expect(fileSize(bytes, 1)).toBe(text);
  });
});
