import { expect, test } from "vitest";
import { PLACES, SHORTCUTS, arrow, isShortcut, keyTexts } from "../../../static/ui/keys.js";

/** @import { Shortcut, ShortcutName } from "../../../static/ui/keys.js" */

const names = /** @type {ShortcutName[]} */ (Object.keys(SHORTCUTS));

test("a shortcut matches its keys, with Ctrl if required", () => {
  for (const name of names) {
    const { keys, command = false, shift = false } = /** @type {Shortcut} */ (SHORTCUTS[name]);
    for (const key of keys) {
      const event = (/** @type {KeyboardEventInit} */ held) =>
        new KeyboardEvent("keydown", { key, shiftKey: shift, ...held });
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

test("keys are named as on a keyboard", () => {
  expect(keyTexts("turn")).toEqual({ held: ["Shift"], keys: ["↑", "↓", "←", "→"] });
  expect(keyTexts("redo")).toEqual({ held: ["Ctrl", "Shift"], keys: ["Z"] });
  expect(keyTexts("keep")).toEqual({ held: [], keys: ["Enter", "Space"] });
});
