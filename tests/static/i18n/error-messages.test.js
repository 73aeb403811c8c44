import { render } from "lit";
import { afterEach, expect, test } from "vitest";
import { errorText } from "../../../static/i18n/error-messages.js";
import { speak } from "../../../static/i18n/locale.js";

/** @param {string|null} code */
function shown(code) {
  const box = document.createElement("p");
  render(errorText({ code, message: "expected a PNG" }), box);
  return box;
}

afterEach(() => speak("en"));

test("in English the message stands alone, except for a failed connection", () => {
  expect(shown("invalid_input").textContent).toBe("expected a PNG");
  expect(shown("localised").textContent).toBe("expected a PNG");
  expect(shown(null).textContent).toBe("expected a PNG");
  expect(shown("unreachable").textContent).toBe("The server cannot be reached.");
});

test("in another language a sentence precedes the message, which is marked as English", async () => {
  await speak("zh-Hans");
  const box = shown("busy");
  expect(box.querySelector("[lang=en]")?.textContent).toBe("expected a PNG");
  expect(box.textContent).toMatch(/^\p{Script=Han}/u);
  expect(shown("localised").textContent).toBe("expected a PNG");
  expect(shown("unreachable").textContent).not.toContain("expected");
});
