import { msg, str } from "@lit/localize";
import { sliceMark, sliceName } from "../i18n/labels.js";

/** @import { Card, CellResponse, LayerCard, Neighbour, CellRef } from "../types/api.js" */
/** @import { Pin, Side } from "../types/state.js" */

/**
 * @param {CellRef} a
 * @param {CellRef} b
 */
export function sameRef(a, b) {
  if ("unit" in a || "unit" in b) return "unit" in a && "unit" in b && a.unit === b.unit;
  return a.channel === b.channel && a.row === b.row && a.col === b.col;
}

/**
 * Whether the network has the cell.
 *
 * @param {Card} card
 * @param {Pin} pin
 */
export function fits(card, pin) {
  const shape = card.layers.find(({ name }) => name === pin.layer)?.shape;
  const index = "unit" in pin ? [pin.unit] : [pin.channel, pin.row, pin.col];
  return shape?.length === index.length && index.every((at, i) => at >= 0 && at < (shape[i] ?? 0));
}

/**
 * A cell of another layer as a pin.
 *
 * @param {Side} side
 * @param {Neighbour} neighbour
 * @returns {Pin}
 */
function pinOf(side, { layer, place }) {
  return { side, layer, ...place };
}

/**
 * Name of a cell or unit, as in `eye (5, 23)`, `unit 7` or `human body`.
 *
 * @param {LayerCard|undefined} layer
 * @param {CellRef} ref
 */
export function refText(layer, ref) {
  if ("unit" in ref)
    return layer && ref.unit in layer.slices
      ? sliceMark(layer, ref.unit)
      : msg(str`unit ${ref.unit}`);
  return `${sliceName(layer, ref.channel)} (${ref.row}, ${ref.col})`;
}

/**
 * The neighbour of an explained cell towards the input or the output.
 *
 * @param {Side} side
 * @param {CellResponse} response
 * @param {"source"|"user"} way
 * @returns {Pin|null}  null if there is none
 */
export function stepFrom(side, response, way) {
  const neighbour = response[way];
  return neighbour && pinOf(side, neighbour);
}
