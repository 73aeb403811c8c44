import { closest } from "./family.js";
import { groupOf, readableGroups } from "./readable.js";

/** @import { Card, Placement, Scene, Sprite } from "../types/api.js" */
/** @import { Group } from "./readable.js" */

/**
 * What makes a scene one that a network was never made for.
 *
 * @typedef {object} Mismatch
 * @property {"foreign"|"several"|"cut"} kind  foreign: it holds objects that the network does not read;
 *   several: it holds several digits, and networks of digits read one; cut: part of an object is off the
 *   canvas, while networks learn from whole ones
 * @property {Group} group  the objects that the network reads
 * @property {Group} [other]  of foreign ones: the first that it does not read
 */

/**
 * @param {Card} card
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @returns {Mismatch|null}  null if the network was made for such scenes, or nothing is known about it
 */
export function mismatch(card, scene, palette) {
  const readable = readableGroups(card, palette);
  const [group] = readable;
  // Nothing is known of what a network from a file was made for: its classes may be mere numbers.
  if (!group || card.origin) return null;
  const groups = groupsOf(scene.objects, palette);
  const other = groups.find((each) => each && !readable.has(each));
  if (other) return { kind: "foreign", group, other };
  const digits = groups.filter((each) => each === "digits").length;
  if (digits > 1 && !readable.has("figures")) return { kind: "several", group };
  return scene.objects.some((placed) => isCut(placed, card, palette))
    ? { kind: "cut", group }
    : null;
}

/**
 * Whether part of an object of the palette is off the canvas.
 *
 * @param {Placement} placed
 * @param {Card} card
 * @param {Map<string, Sprite>} palette
 */
export function isCut(
  { object, row, col, scale = 1 },
  { input_shape: [, height, width] },
  palette,
) {
  const sprite = palette.get(object);
  if (!sprite || sprite.kind === "picture") return false;
  return (
    row < 0 || col < 0 || row + sprite.height * scale > height || col + sprite.width * scale > width
  );
}

/**
 * The group of each object; null for pictures of the visitor's own.
 *
 * @param {Placement[]} objects
 * @param {Map<string, Sprite>} palette
 */
export function groupsOf(objects, palette) {
  return objects.map(({ object }) => {
    const sprite = palette.get(object);
    return sprite ? groupOf(sprite) : null;
  });
}

/**
 * The network most similar to a given one that reads a group of objects.
 *
 * @param {Card[]} cards
 * @param {Card} card
 * @param {Group} group
 * @param {Map<string, Sprite>} palette
 */
export function closestReader(cards, card, group, palette) {
  return closest(
    cards.filter((each) => readableGroups(each, palette).has(group)),
    card,
  );
}
