/**
 * The browser's storage, which may be forbidden, as in some frames and private windows, or full. Then
 * nothing is known from before, and what is kept is lost with the page.
 *
 * @typedef {"local"|"session"} Kind  kept for all visits, or until the tab closes
 */

/**
 * @param {Kind} kind
 * @param {string} name
 * @returns {string|null}  null if there is none
 */
export function recall(kind, name) {
  try {
    return storage(kind).getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {string|null} value  null: removed
 */
export function keep(kind, name, value) {
  try {
    if (value === null) storage(kind).removeItem(name);
    else storage(kind).setItem(name, value);
  } catch {
    // It then holds for this page alone.
  }
}

/**
 * @param {Kind} kind
 * @throws {DOMException} where storage is forbidden
 */
function storage(kind) {
  return kind === "local" ? localStorage : sessionStorage;
}
