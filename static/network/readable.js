import { msg } from "@lit/localize";

/** @import { Card, Sprite } from "../types/api.js" */

/** Objects of a group are read by the same networks. @typedef {"figures"|"digits"|"photographs"} Group */

/**
 * @param {Pick<Sprite, "kind">} sprite
 * @returns {Group}
 */
export function groupOf({ kind }) {
  if (kind === "digit") return "digits";
  return kind === "photograph" ? "photographs" : "figures";
}

/**
 * A group within a sentence.
 *
 * @param {Group} group
 */
export function groupName(group) {
  if (group === "digits") return msg("digits");
  return group === "photographs" ? msg("photographs") : msg("figures");
}

/** The outputs of networks of digits. */
const DIGITS = [..."0123456789"];

/** The outputs of networks of drawn figures. */
const FIGURES = ["human body", "face", "arm", "leg", "nothing"];

/** The outputs of networks that tell whether a photograph holds a face. */
const PHOTOGRAPHS = ["face", "nothing"];

/**
 * The output that says that a network sees this object.
 *
 * @param {Pick<Sprite, "kind"|"name"|"title">} sprite
 */
export function outputOf({ kind, name, title }) {
  if (kind === "digit") return title;
  return kind === "photograph" ? "face" : name;
}

/**
 * The palette's objects for which a network has an output, in the palette's order.
 *
 * @param {Pick<Card, "outputs"|"origin">} card
 * @param {Map<string, Sprite>} palette
 */
export function readableObjects(card, palette) {
  const outputs = labels(card);
  const real = readsPhotographs(card);
  // A network of a hundred classes without names has numbers for them, too.
  const digits = outputs.every((name) => DIGITS.includes(name));
  return [...palette.values()].filter(
    (sprite) =>
      outputs.includes(outputOf(sprite)) &&
      (sprite.kind === "photograph") === real &&
      (sprite.kind !== "digit" || digits),
  );
}

/**
 * Whether the server has held-out samples for a network's outputs, on which consistency is measured.
 *
 * @param {Pick<Card, "outputs"|"origin">} card
 */
export function hasSamples(card) {
  const known = new Set(labels(card));
  return [DIGITS, FIGURES].some(
    (names) => names.length === known.size && names.every((name) => known.has(name)),
  );
}

/**
 * Whether a network tells whether a photograph holds a face.
 *
 * @param {Pick<Card, "outputs">} card
 */
export function readsPhotographs({ outputs }) {
  return (
    outputs.length === PHOTOGRAPHS.length && PHOTOGRAPHS.every((name) => outputs.includes(name))
  );
}

/**
 * A network's outputs as labels of scenes: none where they are numbers that nobody gave.
 *
 * @param {Pick<Card, "outputs"|"origin">} card
 * @returns {readonly string[]}
 */
export function labels({ outputs, origin }) {
  return origin?.named === false ? [] : outputs;
}

/**
 * The groups of objects that a network was made for; none if its outputs name no object of the palette.
 *
 * @param {Pick<Card, "outputs"|"origin">} card
 * @param {Map<string, Sprite>} palette
 * @returns {Set<Group>}
 */
export function readableGroups(card, palette) {
  return new Set(readableObjects(card, palette).map(groupOf));
}
