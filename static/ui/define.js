/**
 * Registers a custom element, unless its name is taken: a page with figures of two servers loads this
 * script twice.
 *
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}
