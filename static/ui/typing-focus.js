/**
 * Whether a key is meant for the focused element or the browser rather than for the page. Text fields
 * and selection lists use letters, sliders do not; a dialog uses all keys.
 *
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event
    .composedPath()
    .some(
      (node) =>
        node instanceof HTMLSelectElement ||
        node instanceof HTMLDialogElement ||
        (node instanceof HTMLInputElement && node.type !== "range"),
    );
}
