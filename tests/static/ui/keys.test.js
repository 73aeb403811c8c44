import { afterEach, expect, test, vi } from "vitest";
import { arrow, digitOf, isShortcut } from "../../../static/ui/keys.js";
import { keyTexts } from "../../../static/ui/key-names.js";
import { PLACES, SHORTCUTS } from "../../../static/ui/shortcuts.js";

afterEach(() => vi.restoreAllMocks());

/**
 * @param {KeyboardEventInit} init
 * @param {string} [modifier]  held, beside those of the event
 */
function press(init, modifier) {
  const event = new KeyboardEvent("keydown", init);
  // happy-dom takes every Alt for AltGr.
  event.getModifierState = (name) => name === modifier;
  return event;
}

/** @import { Shortcut, ShortcutName } from "../../../static/ui/shortcuts.js" */

const names = /** @type {ShortcutName[]} */ (Object.keys(SHORTCUTS));

test("a shortcut matches its keys, with Ctrl if required", () => {
  for (const name of names) {
    const { keys, command = false, shift = false } = /** @type {Shortcut} */ (SHORTCUTS[name]);
    for (const key of keys) {
      const event = (/** @type {KeyboardEventInit} */ held) =>
        press({ key, shiftKey: shift, ...held });
      expect(isShortcut(name, event({ ctrlKey: command }))).toBe(true);
      expect(isShortcut(name, event({ metaKey: command }))).toBe(true);
      expect(isShortcut(name, event({ ctrlKey: !command }))).toBe(false);
      expect(isShortcut(name, event({ ctrlKey: command, altKey: true }))).toBe(false);
    }
    expect(isShortcut(name, new KeyboardEvent("keydown", { key: "F9" }))).toBe(false);
  }
});

test("within one place no key has two meanings", () => {
  for (const place of Object.keys(PLACES)) {
    const taken = new Set();
    for (const name of names) {
      const { where, keys, command, shift } = /** @type {Shortcut} */ (SHORTCUTS[name]);
      if (where !== place && where !== "anywhere") continue;
      for (const key of keys) {
        for (const held of shift === undefined ? [true, false] : [shift]) {
          const chord = `${key} ${held} ${command}`;
          expect(taken, `${name} in ${place}`).not.toContain(chord);
          taken.add(chord);
        }
      }
    }
  }
});

test("letters match with caps lock on, and arrows only with the required Shift", () => {
  expect(isShortcut("flow", new KeyboardEvent("keydown", { key: "Q" }))).toBe(true);
  const up = new KeyboardEvent("keydown", { key: "ArrowUp", shiftKey: true });
  expect(arrow("cell", up)).toBeNull();
  expect(arrow("turn", up)).toEqual([-1, 0]);
});

test.each([
  ["Russian", "undo", { key: "я", code: "KeyZ", ctrlKey: true }],
  ["Greek", "undo", { key: "ζ", code: "KeyZ", ctrlKey: true }],
  ["Greek", "flow", { key: ";", code: "KeyQ" }],
  ["Russian with Shift", "redo", { key: "Я", code: "KeyZ", ctrlKey: true, shiftKey: true }],
  ["Russian", "previousSlice", { key: "х", code: "BracketLeft" }],
  ["Russian", "source", { key: "б", code: "Comma" }],
  ["Arabic", "help", { key: "؟", code: "Slash", shiftKey: true }],
  ["Spanish, with a dead key", "previousSlice", { key: "Dead", code: "BracketLeft" }],
  ["Japanese, full-width", "flow", { key: "ｑ", code: "KeyQ" }],
  ["German, with Ctrl+Z at Y", "undo", { key: "z", code: "KeyY", ctrlKey: true }],
  ["French, with A at Q", "flow", { key: "q", code: "KeyA" }],
])("shortcuts work on a keyboard that is %s", (_, name, init) => {
  expect(isShortcut(/** @type {ShortcutName} */ (name), press(init))).toBe(true);
});

test.each([
  ["German Y", "undo", { key: "y", code: "KeyZ", ctrlKey: true }],
  ["German ü", "previousSlice", { key: "ü", code: "BracketLeft" }],
  ["French comma", "strongest", { key: ",", code: "KeyM" }],
  ["a letter being composed", "flow", { key: "q", code: "KeyQ", isComposing: true }],
  ["a key of an input method", "flow", { key: "Process", code: "KeyQ" }],
  ["a named key", "flow", { key: "F9", code: "F9" }],
])("%s is no other shortcut", (_, name, init) => {
  expect(isShortcut(/** @type {ShortcutName} */ (name), press(init))).toBe(false);
});

test("brackets are typed with Option on a Mac, and with AltGr elsewhere", () => {
  const option = { key: "]", code: "Digit6", altKey: true };
  expect(isShortcut("nextSlice", press(option))).toBe(false);
  const graph = { key: "]", code: "Digit9", altKey: true, ctrlKey: true };
  expect(isShortcut("nextSlice", press(graph))).toBe(false);
  expect(isShortcut("nextSlice", press(graph, "AltGraph"))).toBe(true);
  vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
  expect(isShortcut("nextSlice", press(option))).toBe(true);
  expect(isShortcut("pin", press({ key: "π", code: "KeyP", altKey: true }))).toBe(false);
  expect(isShortcut("cell", press({ key: "ArrowUp", code: "ArrowUp", altKey: true }))).toBe(false);
});

test.each([
  ["US", { key: "7", code: "Digit7" }, "7"],
  ["a number pad", { key: "7", code: "Numpad7" }, "7"],
  ["French without Shift", { key: "à", code: "Digit0" }, null],
  ["French with Shift", { key: "0", code: "Digit0", shiftKey: true }, "0"],
  ["Arabic", { key: "٧", code: "Digit7" }, "7"],
  ["Czech without Shift, for the figure", { key: "+", code: "Digit1" }, null],
  ["with Ctrl", { key: "7", code: "Digit7", ctrlKey: true }, null],
])("digits are typed on a keyboard: %s", (_, init, digit) => {
  expect(digitOf(press(init))).toBe(digit);
});

test("keys are named as on a keyboard", () => {
  expect(keyTexts("digit")).toEqual({ held: [], keys: ["0–9"] });
  expect(keyTexts("turn")).toEqual({ held: ["Shift"], keys: ["↑", "↓", "←", "→"] });
  expect(keyTexts("redo")).toEqual({ held: ["Ctrl", "Shift"], keys: ["Z"] });
  expect(keyTexts("keep")).toEqual({ held: [], keys: ["Enter", "Space"] });
});
