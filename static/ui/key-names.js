import { msg } from "@lit/localize";
import { isApple } from "../browser/machine.js";
import { shortcut } from "./shortcuts.js";

/** @import { ShortcutName } from "./shortcuts.js" */

/** Names of keys without a letter. @type {Record<string, () => string>} */
const NAMES = {
  " ": () => msg("Space"),
  Escape: () => msg("Esc"),
  PageUp: () => msg("Page Up"),
  PageDown: () => msg("Page Down"),
  ArrowUp: () => "↑",
  ArrowDown: () => "↓",
  ArrowLeft: () => "←",
  ArrowRight: () => "→",
};

/**
 * Names of a shortcut's keys, one for a range of them, and of the modifier keys for all of them.
 *
 * @param {ShortcutName} name
 * @returns {{ held: string[], keys: string[] }}
 */
export function keyTexts(name) {
  const { keys, range, command, shift } = shortcut(name);
  return {
    held: [...(command ? [commandText()] : []), ...(shift ? [msg("Shift")] : [])],
    keys: range ? [range] : keys.map(nameOf),
  };
}

/** @param {string} key */
function nameOf(key) {
  return NAMES[key]?.() ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** Name of the command key on this machine. */
function commandText() {
  return isApple() ? "⌘" : msg("Ctrl");
}
