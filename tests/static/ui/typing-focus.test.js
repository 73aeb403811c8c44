import { expect, test } from "vitest";
import { isTyping } from "../../../static/ui/typing-focus.js";

/**
 * @param {string} markup  of the focused element
 * @param {KeyboardEventInit} [init]
 */
function typed(markup, init) {
  document.body.innerHTML = markup;
  let found = false;
  const listener = (/** @type {KeyboardEvent} */ event) => (found = isTyping(event));
  addEventListener("keydown", listener, { once: true });
  document.body.firstElementChild?.dispatchEvent(
    new KeyboardEvent("keydown", { key: "n", bubbles: true, composed: true, ...init }),
  );
  return found;
}

test.each(["<input>", "<input type=number>", "<select></select>", "<dialog></dialog>"])(
  "a key in %s belongs to the element",
  (markup) => expect(typed(markup)).toBe(true),
);

test.each(["<button></button>", "<input type=range>", "<div></div>"])(
  "a key in %s belongs to the page",
  (markup) => expect(typed(markup)).toBe(false),
);

test.each(["ctrlKey", "metaKey", "altKey"])("with %s a key belongs to the browser", (held) =>
  expect(typed("<div></div>", { [held]: true })).toBe(true),
);
