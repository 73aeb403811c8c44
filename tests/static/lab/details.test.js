import { render } from "lit";
import { expect, test } from "vitest";
import { details } from "../../../static/lab/details.js";

/** @param {string} name */
function shown(name) {
  const host = document.createElement("div");
  render(details(name, "content"), host);
  return /** @type {HTMLDetailsElement} */ (host.querySelector("details"));
}

test("a disclosure opened once is open wherever it is drawn again, until it is closed", () => {
  const first = shown("one");
  expect(first.open).toBe(false);
  first.open = true;
  first.dispatchEvent(new Event("toggle"));
  expect(shown("one").open).toBe(true);
  expect(shown("two").open).toBe(false);
  const again = shown("one");
  again.open = false;
  again.dispatchEvent(new Event("toggle"));
  expect(shown("one").open).toBe(false);
});
