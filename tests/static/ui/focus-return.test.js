import { afterEach, beforeEach, expect, test } from "vitest";
import { FocusReturn, focused } from "../../../static/ui/focus-return.js";

/** @param {string} id */
const find = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

beforeEach(() => {
  document.body.innerHTML = `<button id="cell"></button><div id="popover" tabindex="-1"></div><button id="other"></button>`;
});
afterEach(() => document.body.replaceChildren());

test("the focus returns from a closed popover to where it was", () => {
  const back = new FocusReturn();
  find("cell").focus();
  back.keep();
  find("popover").focus();
  back.restore(find("popover"));
  expect(focused()).toBe(find("cell"));
});

test("it stays where the visitor has moved it meanwhile", () => {
  const back = new FocusReturn();
  find("cell").focus();
  back.keep();
  find("other").focus();
  back.restore(find("popover"));
  expect(focused()).toBe(find("other"));
});

test("an element that has gone gets no focus, nor does one of an earlier popover", () => {
  const back = new FocusReturn();
  find("cell").focus();
  back.keep();
  find("cell").remove();
  back.restore(find("popover"));
  expect(focused()).toBeNull();
  find("other").focus();
  back.keep();
  back.restore(find("popover"));
  find("other").blur();
  back.restore(find("popover"));
  expect(focused()).toBeNull();
});

test("the focus is found within shadow roots", () => {
  const host = document.createElement("div");
  host.attachShadow({ mode: "open" }).innerHTML = "<button></button>";
  document.body.append(host);
  const button = /** @type {HTMLElement} */ (host.shadowRoot?.querySelector("button"));
  button.focus();
  expect(focused()).toBe(button);
});
