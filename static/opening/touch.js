import { isShortcut } from "../ui/keys.js";

/** Panels that speak of the page: using them touches nothing that the first screen shows. */
const APART = new Set([
  "connection-status",
  "header-menu",
  "language-switch",
  "notice-bar",
  "projector-switch",
  "section-nav",
  "shortcut-help",
  "theme-switch",
]);
/** Keys that do nothing by themselves, or move the focus. */
const SILENT = new Set(["Alt", "Control", "Meta", "Shift", "Tab"]);

/**
 * Whether a press or a key touches the first screen, which stops what moves there by itself.
 *
 * @param {Event} event  `pointerdown` or `keydown`
 */
export function isTouch(event) {
  const panel = event
    .composedPath()
    .find((each) => each instanceof HTMLElement && each.localName.includes("-"));
  if (panel instanceof HTMLElement && APART.has(panel.localName)) return false;
  if (!(event instanceof KeyboardEvent)) return true;
  return !SILENT.has(event.key) && !isShortcut("projector", event) && !isShortcut("help", event);
}
