import { afterEach, expect, test } from "vitest";
import { LAYERS, onEscape } from "../../../static/ui/escape-stack.js";

/** @type {(() => unknown)[]} */
let leave = [];
/** Layers with something open, and what Escape closed. @type {Set<string>} */
const open = new Set();
/** @type {string[]} */
let closed = [];

afterEach(() => {
  leave.forEach((each) => each());
  leave = [];
  open.clear();
  closed = [];
  document.body.replaceChildren();
});

/** Takes part in all layers, lowest first. */
function listen() {
  leave = [...LAYERS].reverse().map((layer) =>
    onEscape(layer, () => {
      if (!open.delete(layer)) return false;
      closed.push(layer);
      return true;
    }),
  );
}

/**
 * @param {Partial<KeyboardEventInit>} [init]
 * @param {EventTarget} [target]
 */
function press(init = {}, target = document.body) {
  const event = new KeyboardEvent("keydown", {
    key: "Escape",
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
}

test("each press closes one thing, topmost first", () => {
  listen();
  for (const layer of LAYERS) open.add(layer);
  LAYERS.forEach((_, i) => {
    press();
    expect(closed).toEqual(LAYERS.slice(0, i + 1));
  });
  press();
  expect(closed).toHaveLength(LAYERS.length);
});

test("other keys and handled events close nothing", () => {
  listen();
  open.add("tour");
  press({ key: "a" });
  document.body.addEventListener("keydown", (event) => event.preventDefault(), { once: true });
  press();
  expect(closed).toEqual([]);
});

test("with a dialog open, wherever the focus is, Escape closes nothing else", () => {
  listen();
  open.add("microscope");
  const host = document.createElement("div");
  document.body.append(host);
  const dialog = document.createElement("dialog");
  host.attachShadow({ mode: "open" }).append(dialog);
  dialog.setAttribute("open", "");
  press();
  expect(closed).toEqual([]);
  dialog.removeAttribute("open");
  press();
  expect(closed).toEqual(["microscope"]);
});

test("in a field, Escape only puts away what the pointer holds", () => {
  listen();
  open.add("tool").add("tour");
  const field = document.createElement("select");
  document.body.append(field);
  press({}, field);
  press({}, field);
  expect(closed).toEqual(["tool"]);
});
