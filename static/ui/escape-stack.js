import { isShortcut } from "./keys.js";
import { isTyping } from "./typing-focus.js";

/** One press of Escape closes one thing: the topmost open one. */

/**
 * What Escape closes, topmost first. Dialogs and the browser's own popovers come before all of these:
 * the browser closes them.
 */
export const LAYERS = /** @type {const} */ ([
  "menu",
  "carry",
  "tool",
  "microscope",
  "cell",
  "projector",
  "tour",
]);

/** @typedef {typeof LAYERS[number]} EscapeLayer */
/** @typedef {(event: KeyboardEvent) => boolean} Close  closes something; false if nothing is open */

/** Layers that Escape closes from a field or a list too. @type {EscapeLayer[]} */
const FROM_FIELDS = ["menu", "carry", "tool"];

/** @type {Map<EscapeLayer, Set<Close>>} */
const closers = new Map(LAYERS.map((layer) => [layer, new Set()]));

/**
 * Takes part in Escape.
 *
 * @param {EscapeLayer} layer
 * @param {Close} close
 * @returns {() => void}  stops taking part
 */
export function onEscape(layer, close) {
  closers.get(layer)?.add(close);
  // Adding the same listener again changes nothing.
  addEventListener("keydown", hear);
  return () => closers.get(layer)?.delete(close);
}

/** Open dialogs and popovers; older browsers have no popovers. */
const OPEN =
  "showPopover" in HTMLElement.prototype ? "dialog[open], :popover-open" : "dialog[open]";

/** @param {KeyboardEvent} event */
function hear(event) {
  if (!isShortcut("letGo", event) || event.defaultPrevented || dialogOpen(document)) return;
  const typing = isTyping(event);
  for (const layer of LAYERS) {
    if (typing && !FROM_FIELDS.includes(layer)) continue;
    for (const close of closers.get(layer) ?? []) {
      if (close(event)) return;
    }
  }
}

/**
 * Whether a dialog or a popover of the browser's is open. The focus need not be in it: a press on a
 * dialog's text gives the focus to the page.
 *
 * @param {ParentNode} root
 * @returns {boolean}
 */
function dialogOpen(root) {
  return [...root.querySelectorAll("*")].some(
    (element) =>
      element.matches(OPEN) || (element.shadowRoot !== null && dialogOpen(element.shadowRoot)),
  );
}
