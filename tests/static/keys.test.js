import { expect, test } from "vitest";
import { PLACES, SHORTCUTS, arrow, hears, keyTexts } from "../../static/keys.js";

/** @import { ShortcutName } from "../../static/keys.js" */

const names = /** @type {ShortcutName[]} */ (Object.keys(SHORTCUTS));

test("a shortcut hears its own keys, and none with Ctrl", () => {
  for (const name of names) {
    const { keys, shift } = SHORTCUTS[name];
    for (const key of keys) {
      expect(hears(name, new KeyboardEvent("keydown", { key, shiftKey: shift ?? false }))).toBe(
        true,
      );
      expect(hears(name, new KeyboardEvent("keydown", { key, ctrlKey: true }))).toBe(false);
    }
    expect(hears(name, new KeyboardEvent("keydown", { key: "F9" }))).toBe(false);
  }
});

test("in one place no key means two things", () => {
  for (const place of Object.keys(PLACES)) {
    const taken = new Set();
    for (const name of names) {
      const { where, keys, shift } = SHORTCUTS[name];
      if (where !== place && where !== "anywhere") continue;
      for (const key of keys) {
        for (const held of shift === undefined ? [true, false] : [shift]) {
          const chord = `${key} ${held}`;
          expect(taken, `${name} in ${place}`).not.toContain(chord);
          taken.add(chord);
        }
      }
    }
  }
});

test("letters are heard with the caps lock on, and arrows only where shift is as wanted", () => {
  expect(hears("flow", new KeyboardEvent("keydown", { key: "Q" }))).toBe(true);
  const up = new KeyboardEvent("keydown", { key: "ArrowUp", shiftKey: true });
  expect(arrow("cell", up)).toBeNull();
  expect(arrow("turn", up)).toEqual([-1, 0]);
});

test("keys are told as they are on a keyboard", () => {
  expect(keyTexts("turn")).toEqual({ held: "Shift", keys: ["↑", "↓", "←", "→"] });
  expect(keyTexts("keep")).toEqual({ held: null, keys: ["Enter", "Space"] });
});
