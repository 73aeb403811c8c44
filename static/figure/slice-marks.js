import { sliceColours } from "../charts/layer-colours.js";
import { filterPictures } from "./filter-pictures.js";
import { label } from "./figure-labels.js";
import { textScale } from "../ui/text-scale.js";
import { textWidth } from "./text-width.js";
import { hasName, sliceMark } from "../i18n/labels.js";
import { activeIn } from "../network/sent-slices.js";
import { endOf, sheetAt } from "./layout.js";

/** @import { Stage } from "./stage.js" */
/** @import { Filters } from "../types/state.js" */

/** Size and weight of a name's font, px at scale 1. */
const FONT = { size: 13, weight: 600 };
/** Sheets closer than this, px, hide one another, so they have no marks. */
const STACKED = 5;
/** Side of a picture, px: least and most without a name, and beside one; gap around marks. */
const PICTURE = { least: 13, most: 22, named: 18 };
const GAP = 3;
/** Gap between a name and what stands beside it, px; a picture without a name is further off. */
const BESIDE = 6;
const ALONE = 14;
/** How far from its edge a picture at the left of its name stands over its sheet's corner, px. */
const NEAR = 2;
/** Height of a name with its picture, px. */
const LINE = 21;

/**
 * A mark of a slice: its filter's picture, its name, or both.
 *
 * @typedef {object} Mark
 * @property {string} layer
 * @property {number} channel
 * @property {boolean} lit  whether the slice has an active cell
 * @property {string|null} name
 * @property {boolean} after  whether the name stands at the right of the picture
 * @property {{ x: number, y: number }} foot  the sheet's corner, px
 * @property {number} left  px
 * @property {number} top
 * @property {number} width
 * @property {number} height
 */

/**
 * @typedef {object} Sheet
 * @property {string} layer
 * @property {number} channel
 * @property {boolean} lit
 * @property {string|null} name  to show beside the picture
 * @property {boolean} pictured  whether its filter's picture is known
 * @property {{ x: number, y: number }} foot
 */

/**
 * Places the marks of one volume's sheets without overlap: active named slices first, each as its
 * picture with the name at the left, or else at the right, above its sheet's corner; then the pictures
 * of the others, as far as they fit. A picture without a name is never beside another one's name.
 *
 * @param {Sheet[]} sheets  in order
 * @param {{ left: number, top: number, width: number, height: number }[]} taken  boxes to keep free;
 *   those of the marks are added
 * @param {number} top  px at the top of the stage to keep free
 * @param {number} scale  of text
 * @param {(left: number, right: number) => number} [ridge]  upper outline of the picture between two x,
 *   px; marks stand above it, where there is room
 * @param {number} [end]  px; names at the right of their pictures end before
 * @returns {Mark[]}
 */
export function placeMarks(sheets, taken, top, scale, ridge = () => Infinity, end = Infinity) {
  const apart = distance(sheets);
  if (apart < STACKED) return [];
  /** @type {Mark[]} */
  const marks = [];
  const put = (
    /** @type {Sheet} */ sheet,
    /** @type {{ left: number, top: number, width: number, height: number }} */ box,
    after = false,
  ) => {
    const { layer, channel, lit, name, foot } = sheet;
    marks.push({ layer, channel, lit, name, after, foot, ...box });
    taken.push(box);
  };
  const line = LINE * scale;
  /** Where a mark over `foot` begins, clear of the picture. */
  const clear = (
    /** @type {number} */ foot,
    /** @type {number} */ left,
    /** @type {number} */ width,
    /** @type {number} */ height,
  ) => {
    const over = Math.min(foot, ridge(left, left + width)) - height;
    return Math.max(over, Math.min(top, foot - height));
  };
  const named = sheets.filter(({ lit, name }) => lit && name !== null);
  for (const sheet of named) {
    const width = nameWidth(sheet.name ?? "", scale) + 6 + (sheet.pictured ? line : 0);
    const wanted = sheet.foot.x - width + line / 2;
    // At the stage's edge a name may begin a little further to the right, so that it is whole.
    const before = wanted < 0 && wanted > -line ? 0 : wanted;
    const places = [before, sheet.foot.x - line / 2, sheet.foot.x - NEAR];
    for (const left of places) {
      const after = left > before;
      if (after && left + width > end) continue;
      const box = (/** @type {number} */ y) => ({ left, top: y, width, height: line - 1 });
      const hit = (/** @type {number} */ y) => taken.find((each) => meet(box(y), each, BESIDE));
      // On the sheet's corner, if only there it keeps off others.
      const low = clear(sheet.foot.y, left, width, line - 1);
      let y = clear(sheet.foot.y, left, width, line + GAP);
      if (hit(y) && !hit(low)) y = low;
      // Up, past whatever is in the way.
      for (let other = hit(y); other && y > top; other = hit(y)) y = other.top - line;
      if (y < top || left < 0 || hit(y)) continue;
      put(sheet, box(y), after);
      break;
    }
  }
  const names = [...marks];
  const size = Math.min(Math.max(apart - GAP, PICTURE.least), PICTURE.most);
  const rest = sheets.filter(({ channel }) => !marks.some((mark) => mark.channel === channel));
  for (const sheet of [...rest.filter(({ lit }) => lit), ...rest.filter(({ lit }) => !lit)]) {
    // Those of active slices are as large as beside a name, where they fit.
    const sides = sheet.lit ? [Math.max(PICTURE.named * scale, size), size] : [size];
    for (const side of sides) {
      const width = sheet.pictured ? side : nameWidth(String(sheet.channel), scale);
      const height = sheet.pictured ? side : 17 * scale;
      const left = sheet.foot.x - width / 2;
      const box = { left, top: clear(sheet.foot.y, left, width, height + GAP), width, height };
      if (left < 0 || box.top < top || taken.some((other) => meet(box, other))) continue;
      // A picture close to another slice's name would seem to have that name.
      const wide = { left, top: box.top - BESIDE, width, height: height + 2 * BESIDE };
      if (sheet.lit && names.some((other) => meet(wide, other, ALONE))) continue;
      put({ ...sheet, name: sheet.pictured ? null : String(sheet.channel) }, box);
      break;
    }
  }
  return marks;
}

/**
 * Distance between a volume's sheets, px; Infinity for a single one.
 *
 * @param {Sheet[]} sheets
 */
function distance([first, second]) {
  return first && second ? Math.abs(second.foot.x - first.foot.x) : Infinity;
}

/**
 * @param {string} name
 * @param {number} scale  of text
 */
function nameWidth(name, scale) {
  return textWidth(name, FONT.size * scale, FONT.weight);
}

/**
 * Whether two boxes are closer than a px, or than `beside` px from side to side.
 *
 * @param {{ left: number, top: number, width: number, height: number }} a
 * @param {{ left: number, top: number, width: number, height: number }} b
 * @param {number} [beside]
 */
function meet(a, b, beside = 1) {
  return (
    a.left < b.left + b.width + beside &&
    b.left < a.left + a.width + beside &&
    a.top < b.top + b.height + 1 &&
    b.top < a.top + a.height + 1
  );
}

/**
 * The marks of all volumes.
 *
 * @param {Stage} stage
 * @param {Filters|null} filters
 * @param {number} top  px at the top of the stage to keep free
 * @returns {Mark[]}
 */
export function marksOf(stage, filters, top) {
  const { card } = stage;
  if (!card) return [];
  const pictures = filterPictures(card, filters);
  /** @type {Mark[]} */
  const taken = [];
  const ridge = ridgeOf(stage);
  const volumes = stage.layout.volumes.map((box) => {
    const { layer } = box;
    const volume = stage.frame?.volumes.get(layer.name);
    const own = pictures.get(layer.name);
    return Array.from(box.slices, (channel) => ({
      layer: layer.name,
      channel,
      lit: (activeIn(volume, channel) ?? 0) > 0,
      name: hasName(layer, channel) ? sliceMark(layer, channel) : null,
      pictured: own?.[channel] !== undefined,
      foot: stage.project([sheetAt(box, channel), box.height / 2, -box.width / 2]),
    }));
  });
  // The head's lines begin after the last volume.
  const last = volumes.at(-1)?.at(-1)?.foot.x ?? Infinity;
  return volumes.flatMap((sheets, place) => {
    const next = volumes.slice(place + 1).find((each) => distance(each) >= STACKED);
    return placeMarks(sheets, taken, top, textScale(), ridge, next?.[0]?.foot.x ?? last);
  });
}

/**
 * The upper outline of the drawn picture, the input's last sheet, which marks keep off.
 *
 * @param {Stage} stage
 * @returns {(left: number, right: number) => number}  its highest point between two x, px; Infinity
 *   where it is not
 */
function ridgeOf(stage) {
  const box = stage.layout.volumes.find(({ layer }) => layer.role === "input");
  if (!box) return () => Infinity;
  const x = endOf(box);
  const [a, b] = [-1, 1]
    .map((side) => stage.project([x, box.height / 2, (side * box.width) / 2]))
    .sort((one, two) => one.x - two.x);
  if (!a || !b) return () => Infinity;
  return (left, right) => {
    if (right < a.x || left > b.x) return Infinity;
    const at = (/** @type {number} */ where) =>
      a.y + (b.y - a.y) * Math.min(Math.max((where - a.x) / Math.max(b.x - a.x, 1), 0), 1);
    return Math.min(at(left), at(right));
  };
}

/**
 * The elements of marks, with lines down to their sheets.
 *
 * @param {Stage} stage
 * @param {Filters|null} filters
 * @param {Mark[]} marks
 */
export function drawMarks(stage, filters, marks) {
  const pictures = stage.card ? filterPictures(stage.card, filters) : new Map();
  const inks = new Map(stage.layout.volumes.map(({ layer }) => [layer.name, sliceColours(layer)]));
  return marks.flatMap(({ layer, channel, lit, name, after, foot, left, top, width, height }) => {
    const element = label(lit ? "filter lit" : "filter", left, top, "");
    element.classList.toggle("after", after);
    element.style.width = `${width.toFixed(1)}px`;
    element.style.height = `${height.toFixed(1)}px`;
    element.style.setProperty("--ink", inks.get(layer)?.[channel] ?? "#fff");
    element.dataset.slice = `${layer}/${channel}`;
    if (name !== null) {
      const text = document.createElement("span");
      text.textContent = name;
      element.append(text);
    }
    const picture = pictures.get(layer)?.[channel]?.image;
    if (picture) {
      const side = name === null ? width : PICTURE.named * textScale();
      picture.style.width = picture.style.height = `${side.toFixed(1)}px`;
      element.append(picture);
    }
    const gap = foot.y - top - height;
    if (gap < 6) return [element];
    const leader = label("stem", foot.x - 0.5, top + height, "");
    leader.style.height = `${gap.toFixed(1)}px`;
    leader.style.setProperty("--ink", inks.get(layer)?.[channel] ?? "#fff");
    return [leader, element];
  });
}

/**
 * The slice whose mark is under a point, or null.
 *
 * @param {Mark[]} marks
 * @param {number} x  px from the stage's left
 * @param {number} y  px from its top
 */
export function pickMark(marks, x, y) {
  const found = marks.find(
    ({ left, top, width, height }) =>
      x >= left && x < left + width && y >= top && y < top + height + GAP,
  );
  return found ? { layer: found.layer, channel: found.channel } : null;
}
