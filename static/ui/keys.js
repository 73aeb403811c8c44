import { isApple } from "../browser/machine.js";
import { ARROWS } from "./arrow-keys.js";
import { SHORTCUTS, shortcut } from "./shortcuts.js";

/** @import { ShortcutName } from "./shortcuts.js" */

/**
 * Whether a key event is a shortcut. Other keys with Ctrl, Alt or Meta belong to the browser, and keys
 * that compose a letter to the input method.
 *
 * @param {ShortcutName} name
 * @param {KeyboardEvent} event
 */
export function isShortcut(name, event) {
  const { keys, command = false, shift } = shortcut(name);
  if (isComposing(event)) return false;
  if (isTypedWithAlt(event)) return !command && keys.includes(event.key);
  if (event.altKey || (event.ctrlKey || event.metaKey) !== command) return false;
  return keys.includes(latinKey(event)) && (shift === undefined || shift === event.shiftKey);
}

/** All characters of shortcuts. */
const CHARACTERS = new Set(
  Object.values(SHORTCUTS).flatMap(({ keys }) => keys.filter((key) => key.length === 1)),
);

/** Characters of keys that are no letters, by `KeyboardEvent.code`: as on a US keyboard. @type {Record<string, string>} */
const AT_CODE = {
  BracketLeft: "[",
  BracketRight: "]",
  Comma: ",",
  Equal: "=",
  Minus: "-",
  Period: ".",
};

/**
 * The key's own character in lower case, or the name of a key without one. A key without a Latin letter, as
 * on a Greek or Russian keyboard, counts as the one at its place on a US keyboard.
 *
 * @param {KeyboardEvent} event
 */
function latinKey({ key, code = "", shiftKey }) {
  // Also full-width letters of Chinese and Japanese keyboards.
  const own = key.length === 1 ? key.normalize("NFKC").toLowerCase() : key;
  if (own.length > 1 && own !== "Dead" && own !== "Unidentified") return own;
  if (CHARACTERS.has(own) || /^\p{Script=Latin}$/u.test(own)) return own;
  if (code === "Slash" && shiftKey) return "?";
  return (
    /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ??
    /^Digit(\d)$/.exec(code)?.[1] ??
    AT_CODE[code] ??
    own
  );
}

/**
 * The digit of a key event that is the shortcut for digits; null for any other.
 *
 * @param {KeyboardEvent} event
 */
export function digitOf(event) {
  return isShortcut("digit", event) ? latinKey(event) : null;
}

/**
 * Whether a character is typed with Option on a Mac or with AltGr, as are brackets on a German keyboard.
 *
 * @param {KeyboardEvent} event
 */
function isTypedWithAlt(event) {
  if (event.key.length !== 1 || /[\p{L}\p{N}]/u.test(event.key)) return false;
  if (event.getModifierState?.("AltGraph")) return true;
  return isApple() && event.altKey && !event.ctrlKey && !event.metaKey;
}

/** @param {KeyboardEvent} event */
function isComposing({ isComposing, key, keyCode }) {
  // Browsers without `isComposing` in the first event tell by the key code.
  return isComposing || key === "Process" || keyCode === 229;
}

/**
 * Steps along rows and columns of an arrow key of a shortcut; null for any other key.
 *
 * @param {ShortcutName} name
 * @param {KeyboardEvent} event
 * @returns {[number, number]|null}
 */
export function arrow(name, event) {
  return isShortcut(name, event) ? (ARROWS[event.key] ?? null) : null;
}
