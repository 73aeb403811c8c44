import { msg, str } from "@lit/localize";
import { cellCentre, isDrawn, unitPlace } from "./layout.js";
import { named } from "../i18n/locale.js";
import { textScale } from "../ui/text-scale.js";
import { numberText, sliceName } from "../i18n/labels.js";

/** @import { Reading, Unit } from "../types/state.js" */
/** @import { Stage } from "./stage.js" */

/**
 * A label over the stage, with its top-left corner at (x, y), px.
 *
 * @param {string} className
 * @param {number} x
 * @param {number} y
 * @param {string} text
 */
export function label(className, x, y, text) {
  const element = document.createElement("div");
  element.className = className;
  element.textContent = text;
  element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  return element;
}

/**
 * The tooltip of the selected cell, with its exact value.
 *
 * @param {Stage} stage
 * @param {Reading|null} reading
 */
export function tip(stage, reading) {
  const box = stage.layout.volumes.find(({ layer }) => layer.name === reading?.cell.layer);
  if (!reading || !box || !isDrawn(box, reading.cell.channel)) return [];
  const { channel, row, col } = reading.cell;
  const at = stage.project(cellCentre(box, channel, row, col));
  const value = reading.value === null ? "…" : numberText(reading.value);
  const text = `${sliceName(box.layer, channel)} (${row}, ${col}) = ${value}`;
  return [label("tip", at.x + 12, at.y - 30 * textScale(), text)];
}

/**
 * A ring around a unit of the head, and its value.
 *
 * @param {Stage} stage
 * @param {Unit} unit
 */
export function ring(stage, { layer: of, unit }) {
  const column = stage.layout.columns.find(({ layer }) => layer.name === of);
  const place = column && unitPlace(column, unit);
  if (!column || !place) return [];
  const at = stage.project([column.x, place.y, place.z]);
  const width = stage.disc(column) + 6;
  const circle = label("ring", at.x - width / 2, at.y - width / 2, "");
  circle.style.width = circle.style.height = `${width.toFixed(1)}px`;
  const value = stage.frame?.head.get(of)?.[unit];
  if (column.layer.role === "output" || value === undefined) return [circle];
  const own = column.layer.slices[unit];
  const name = own === undefined ? msg(str`unit ${unit}`) : named(own);
  const tip = label("tip", at.x - 12, at.y - 36, `${name} = ${numberText(value)}`);
  // Outputs and their names occupy the right, so the tip goes to the left.
  tip.style.transform += " translateX(-100%)";
  return [circle, tip];
}
