/** @import { Card, Scene, Sprite } from "../types/api.js" */
/** @import { State } from "../types/state.js" */

/** The family of the networks that learned digits. */
export const DIGITS = "digits";

/**
 * What the first screen shows: one object before two networks that differ in where they learned.
 *
 * @typedef {object} Subject
 * @property {string} object  name in the palette
 * @property {{ row: number, col: number }} start  px, within the trained corner
 * @property {string} everywhere  id of the network that learned it at every position
 * @property {string} corner  id of the network that learned it in one corner
 */

/**
 * Of the palette's four samples, the one that the corner's network reads at the fewest places outside
 * of the corner, and at all places within; the other network reads it everywhere.
 *
 * @type {Subject}
 */
export const SUBJECT = {
  object: "digit-3-4",
  start: { row: 4, col: 4 },
  everywhere: "digits-max-fc-everywhere",
  corner: "digits-max-fc-corner",
};

/**
 * The subject before its networks; null where the server lacks a part of it.
 *
 * @param {{ cards: Card[], palette: Map<string, Sprite> }} server
 * @param {Subject} [subject]
 * @returns {Pick<State, "model"|"twin"|"scene"|"selection">|null}
 */
export function openingOf({ cards, palette }, subject = SUBJECT) {
  const model = cards.find(({ id }) => id === subject.everywhere);
  const twin = cards.find(({ id }) => id === subject.corner);
  if (!model || !twin || !palette.has(subject.object)) return null;
  return {
    model,
    twin,
    scene: startOf(subject),
    selection: { object: 0, cell: null, slice: null },
  };
}

/**
 * The scene of the subject where it starts.
 *
 * @param {Pick<Subject, "object"|"start">} subject
 * @returns {Scene}
 */
export function startOf({ object, start }) {
  return { objects: [{ object, ...start }] };
}
