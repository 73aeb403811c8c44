import { describe, expect, it } from "vitest";
import { named, preferred, speak } from "../../../static/i18n/locale.js";

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

  it("has the server's names in English until there is another", async () => {
    await speak("en");
    expect(named("human body")).toBe("human body");
  });
});
