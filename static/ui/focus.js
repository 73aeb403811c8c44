/**
 * Whether a key belongs to what has the focus, or to the browser: a list of choices or a field of
 * text has a use for letters, a slider has none; a dialog keeps all keys to itself.
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
