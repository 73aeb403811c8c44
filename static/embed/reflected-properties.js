/**
 * Properties of an element that mirror its attributes. Numbers are numbers in properties, and `spread`
 * is the only one.
 */

/**
 * Defines a property for each attribute.
 *
 * @param {HTMLElement} prototype
 * @param {readonly string[]} names
 */
export function reflect(prototype, names) {
  for (const name of names) {
    Object.defineProperty(prototype, name, {
      /** @this {HTMLElement} */
      get() {
        const text = this.getAttribute(name);
        return name === "spread" && text !== null ? Number(text) : text;
      },
      /**
       * @this {HTMLElement}
       * @param {unknown} value
       */
      set(value) {
        put(this, name, value);
      },
      configurable: true,
      enumerable: true,
    });
  }
}

/**
 * Sets an attribute.
 *
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} value  null and undefined remove the attribute
 */
export function put(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/**
 * Applies properties that were set before the element was defined.
 *
 * @param {HTMLElement} element
 * @param {readonly string[]} names
 */
export function upgrade(element, names) {
  for (const name of names) {
    const own = Object.getOwnPropertyDescriptor(element, name);
    if (!own) continue;
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, own.value);
  }
}
