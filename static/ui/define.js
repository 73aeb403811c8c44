/**
 * Gives markup an element. Where another script of ours was there first, as on a page with figures of
 * two servers, the first one's stays.
 *
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}
