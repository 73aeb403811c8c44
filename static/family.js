/** @import { Card } from "./types.js" */

/**
 * What the networks of a family differ in: each axis with its values, in the order in which they
 * first occur; axes on which all agree are left out.
 *
 * @param {Card[]} family
 * @returns {Map<string, string[]>}
 */
export function axes(family) {
  const names = new Set(family.flatMap((card) => Object.keys(card.axes)));
  const found = [...names].map((name) => {
    /** @type {Set<string>} */
    const values = new Set(family.map((card) => card.axes[name] ?? ""));
    return /** @type {[string, string[]]} */ ([name, [...values]]);
  });
  return new Map(found.filter(([, values]) => values.length > 1));
}

/**
 * The network of another family that is most like a given one; of several, the most accurate.
 *
 * @param {Card[]} family
 * @param {Card} card
 * @returns {Card|undefined}
 */
export function closest(family, card) {
  const distance = (/** @type {Card} */ other) =>
    Object.keys(card.axes).filter((name) => other.axes[name] !== card.axes[name]).length;
  return family.toSorted((a, b) => distance(a) - distance(b) || b.metrics.mean - a.metrics.mean)[0];
}

/**
 * The network of the family with another value on one axis that is nearest to a given one, and what
 * else it differs in: nothing, where that very combination was trained.
 *
 * @param {Card[]} family
 * @param {Card} card
 * @param {string} axis
 * @param {string} value
 * @returns {{ card: Card, also: string[] }|null}
 */
export function nearest(family, card, axis, value) {
  /** @type {{ card: Card, also: string[] }|null} */
  let best = null;
  for (const other of family) {
    if (other.axes[axis] !== value) continue;
    const also = Object.keys(card.axes).filter(
      (name) => name !== axis && other.axes[name] !== card.axes[name],
    );
    if (best === null || also.length < best.also.length) best = { card: other, also };
  }
  return best;
}
