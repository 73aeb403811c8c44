import { msg, str } from "@lit/localize";
import { groupOf, readableGroups } from "../network/readable.js";
import { shown } from "../state/network-sides.js";
import { selectedObject } from "./tools/selected-object.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { Store } from "../state/store.js" */

/** A drawing is of another size beyond these multiples of the digits' side: training scaled them less. */
const SMALL = 0.6;
const LARGE = 1.4;

/**
 * Side of the digits that a shown network learned, px; null if none reads digits.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 */
export function learnedSide(store, palette) {
  const reads = shown(store).some(({ card }) => readableGroups(card, palette).has("digits"));
  const digit = reads && [...palette.values()].find((sprite) => groupOf(sprite) === "digits");
  return digit ? Math.max(digit.height, digit.width) : null;
}

/**
 * Says that the chosen drawing is much larger or smaller than the digits in training; null if it is not.
 * Every stroke begins small, so that counts only once the pen is away.
 *
 * @param {Store} store
 * @param {Map<string, Sprite>} palette
 */
export function sizeNote(store, palette) {
  const side = learnedSide(store, palette);
  const drawing = selectedObject(store, palette)?.drawing;
  if (side === null || drawing?.kind !== "picture") return null;
  const most = Math.max(drawing.height, drawing.width);
  if (most > LARGE * side)
    return msg(
      str`This drawing is ${most} px large; digits in training had about ${side} px. No network here learned one this large.`,
    );
  if (most < SMALL * side && store.get("tool").kind === null)
    return msg(
      str`This drawing is ${most} px large; digits in training had about ${side} px. No network here learned one this small.`,
    );
  return null;
}
