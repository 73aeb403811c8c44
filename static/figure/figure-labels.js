import { msg, str } from "@lit/localize";
import { cellCentre } from "./layout.js";
import { named } from "../i18n/locale.js";
import { textScale } from "../ui/text-scale.js";
import { letters, numberText, sliceMark, sliceName } from "../i18n/labels.js";

/** @import { Reading, Unit } from "../types/state.js" */
/** @import { Stage } from "./stage.js" */

/** Tilt of the sheets' names, degrees, and least distance between their lines, px. */
const NAME_TILT = -66;
const NAME_ROOM = 13;
/** Approximate width of a letter, px, to estimate where a name ends. */
const LETTER = 6.4;
/** Sheets closer than this, px, hide one another, so their names are left out. */
const STACKED = 5;

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
 * The sheets' names above them, as far as they fit.
 *
 * @param {Stage} stage
 * @param {number} top  px at the top of the stage to keep free
 */
export function names(stage, top) {
  return stage.layout.volumes.flatMap((box) => {
    const [channels = 1] = box.layer.shape;
    const active = stage.frame?.volumes.get(box.layer.name)?.active;
    const sheets = Array.from({ length: channels }, (_, slice) => ({
      slice,
      name: sliceMark(box.layer, slice),
      lit: (active?.[slice] ?? 0) > 0,
      at: stage.project([box.x + box.gap * slice, box.height / 2, -box.width / 2]),
    }));
    const [first, second] = sheets;
    if (first && second && Math.abs(first.at.x - second.at.x) < STACKED) return [];
    // Overlapping names are left out; those of active slices have priority.
    const order = [...sheets.filter(({ lit }) => lit), ...sheets.filter(({ lit }) => !lit)];
    /** @type {typeof sheets} */
    const shown = [];
    for (const sheet of order) {
      if (sheet.at.y - height(sheet.name) < top) continue;
      if (shown.every((other) => apart(sheet.at, other.at) >= NAME_ROOM * textScale()))
        shown.push(sheet);
    }
    return shown.map(({ name, lit, at }) => {
      const element = label(lit ? "lit" : "steps", at.x, at.y, name);
      element.style.transform += ` rotate(${NAME_TILT}deg) translate(4px, -50%)`;
      element.style.transformOrigin = "0 0";
      return element;
    });
  });
}

/**
 * Height of a tilted name, px.
 *
 * @param {string} name
 */
function height(name) {
  return (
    (letters(name) * LETTER * textScale() + 4) * Math.abs(Math.sin((NAME_TILT * Math.PI) / 180)) + 4
  );
}

/**
 * Distance between two tilted lines of text that start at `a` and `b`, px.
 *
 * @param {{ x: number, y: number }} a
 * @param {{ x: number, y: number }} b
 */
function apart(a, b) {
  const tilt = (NAME_TILT * Math.PI) / 180;
  return Math.abs((a.x - b.x) * Math.sin(tilt) - (a.y - b.y) * Math.cos(tilt));
}

/**
 * The outputs' names and scores beside their units.
 *
 * @param {Stage} stage
 */
export function outputs(stage) {
  const column = stage.layout.columns.find(({ layer }) => layer.role === "output");
  if (!column) return [];
  const scores = stage.frame?.scores;
  const best = scores ? Math.max(...scores) : Number.NaN;
  const units = column.places.map((place, unit) => ({ ...place, unit, score: scores?.[unit] }));
  // On a small stage only the strongest fits.
  return (stage.small ? units.filter(({ score }) => score === best) : units).map((place) => {
    const { y, z, unit, score } = place;
    const at = stage.project([column.x, y, z]);
    const name = column.layer.slices[unit] ?? stage.card?.outputs[unit] ?? "";
    const text = named(name);
    const content = score === undefined || stage.small ? text : `${text} ${score.toFixed(2)}`;
    const element = label(
      score === best ? "lit" : "steps",
      at.x + 12,
      at.y - 9 * textScale(),
      content,
    );
    element.dataset.unit = name;
    return element;
  });
}

/**
 * The tooltip of the selected cell, with its exact value.
 *
 * @param {Stage} stage
 * @param {Reading|null} reading
 */
export function tip(stage, reading) {
  const box = stage.layout.volumes.find(({ layer }) => layer.name === reading?.cell.layer);
  if (!reading || !box) return [];
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
  const place = column?.places[unit];
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
