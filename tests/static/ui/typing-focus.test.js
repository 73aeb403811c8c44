import { expect, test } from "vitest";
import { isTyping } from "../../../static/ui/typing-focus.js";

/**
 * @param {string} markup  of what has the focus
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
  "a key in %s is its own",
  (markup) => expect(typed(markup)).toBe(true),
);

test.each(["<button></button>", "<input type=range>", "<div></div>"])(
  "a key in %s is the page's",
  (markup) => expect(typed(markup)).toBe(false),
);

test.each(["ctrlKey", "metaKey", "altKey"])("with %s it is the browser's", (held) =>
  expect(typed("<div></div>", { [held]: true })).toBe(true),
);
