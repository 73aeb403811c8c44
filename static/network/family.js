import { msg } from "@lit/localize";
import { OWN_FAMILY } from "../i18n/labels.js";
import { meanAccuracy } from "./metrics.js";
/** @import { Card, Family, Switch } from "../types/api.js" */

/**
 * Queries on families of networks. The catalogue says how networks differ.
 *
 * @typedef {object} Catalogue
 * @property {Card[]} cards
 * @property {Family[]} families
 */

/**
 * @param {Catalogue} catalogue
 * @param {Card} card
 * @returns {Family|undefined}
 */
export function familyOf({ families }, card) {
  return families.find(({ name }) => name === card.family);
}

/**
 * Whether a visitor brought a network.
 *
 * @param {Pick<Card, "family">} card
 */
export function isBrought({ family }) {
  return family === OWN_FAMILY;
}

/**
 * The switches from a network to each value of an axis, in the order of the values.
 *
 * @param {Family|undefined} family
 * @param {Card} card
 * @param {string} axis
 * @returns {Switch[]}
 */
export function leads(family, card, axis) {
  return (family?.switches[card.id] ?? []).filter((each) => each.axis === axis);
}

/**
 * Whether a switch changes nothing beside its axis.
 *
 * @param {Switch} lead
 */
export function isAlone({ also }) {
  return Object.keys(also).length === 0;
}

/**
 * Whether a switch leads to a twin: it changes no other axis that can be chosen. It may still change the
 * conditions, such as the learning rate, where the same ones would not do.
 *
 * @param {Family|undefined} family
 * @param {Switch} lead
 */
function isTwin(family, { also }) {
  return !family?.axes.some(({ name }) => name in also);
}

/**
 * The axes in which two networks differ.
 *
 * @param {Card} a
 * @param {Card} b
 */
export function differences(a, b) {
  return Object.keys(a.axes).filter((name) => a.axes[name] !== b.axes[name]);
}

/**
 * In what two networks' making differs, beside their axes: `made_by` or `seed`.
 *
 * @param {Card} a
 * @param {Card} b
 */
export function makingDifferences(a, b) {
  // A constructed network has no seed to compare.
  const seeds = a.seed !== null && b.seed !== null && a.seed !== b.seed;
  return [...(a.made_by === b.made_by ? [] : ["made_by"]), ...(seeds ? ["seed"] : [])];
}

/**
 * The network most similar to a given one; of several, the most accurate.
 *
 * @param {Card[]} cards
 * @param {Card} card
 * @returns {Card|undefined}
 */
export function closest(cards, card) {
  const apart = (/** @type {Card} */ other) => differences(card, other).length;
  return cards.toSorted((a, b) => apart(a) - apart(b) || meanAccuracy(b) - meanAccuracy(a))[0];
}

/**
 * The network that differs in one axis, of those that can be chosen, with the first of some values for
 * which one was trained.
 *
 * @param {Catalogue} catalogue
 * @param {Card} card
 * @param {string} axis
 * @param {readonly string[]} [values]  default: any other value
 * @returns {Card|undefined}
 */
export function twinOn(catalogue, card, axis, values) {
  const family = familyOf(catalogue, card);
  const twins = leads(family, card, axis).filter(
    (lead) => lead.value !== card.axes[axis] && isTwin(family, lead),
  );
  const wanted = values ?? twins.map(({ value }) => value);
  const found = wanted.flatMap((value) => twins.filter((twin) => twin.value === value))[0];
  return catalogue.cards.find(({ id }) => id === found?.model);
}

/**
 * The same network without pooling, or with pooling if it has none.
 *
 * @param {Catalogue} catalogue
 * @param {Card} card
 * @returns {{ card: Card, text: string }|null}
 */
export function poolingTwin(catalogue, card) {
  const without = card.axes.pooling === "none";
  const found = twinOn(catalogue, card, "pooling", without ? ["max", "avg"] : ["none"]);
  return found
    ? { card: found, text: without ? msg("With pooling") : msg("Without pooling") }
    : null;
}

/**
 * The default network to show beside another: the one that differs only in pooling, else only in the
 * training region, else the most similar, from the same family if possible.
 *
 * @param {Catalogue} catalogue
 * @param {Card} card
 * @returns {Card|undefined}  undefined if there is no other network
 */
export function partner(catalogue, card) {
  const others = catalogue.cards.filter(({ id }) => id !== card.id);
  const relatives = others.filter(({ family }) => family === card.family);
  return (
    poolingTwin(catalogue, card)?.card ??
    twinOn(catalogue, card, "pooling") ??
    twinOn(catalogue, card, "trained") ??
    closest(relatives, card) ??
    closest(others, card)
  );
}
