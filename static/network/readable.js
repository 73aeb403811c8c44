/** @import { Card, Sprite } from "../types/api.js" */

/** Objects of a group are read by the same networks. @typedef {"figures"|"digits"} Group */

/**
 * @param {Pick<Sprite, "kind">} sprite
 * @returns {Group}
 */
export function groupOf({ kind }) {
  return kind === "digit" ? "digits" : "figures";
}

/**
 * The output that says that a network sees this object.
 *
 * @param {Pick<Sprite, "kind"|"name"|"title">} sprite
 */
export function outputOf({ kind, name, title }) {
  return kind === "digit" ? title : name;
}

/**
 * The palette's objects for which a network has an output, in the palette's order.
 *
 * @param {Pick<Card, "outputs">} card
 * @param {Map<string, Sprite>} palette
 */
export function readableObjects({ outputs }, palette) {
  return [...palette.values()].filter((sprite) => outputs.includes(outputOf(sprite)));
}

/**
 * The groups of objects that a network was made for; none if its outputs name no object of the palette.
 *
 * @param {Pick<Card, "outputs">} card
 * @param {Map<string, Sprite>} palette
 * @returns {Set<Group>}
 */
export function readableGroups(card, palette) {
  return new Set(readableObjects(card, palette).map(groupOf));
}
