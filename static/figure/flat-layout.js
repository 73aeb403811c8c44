import { volumesOf } from "../network/volumes.js";
import { placeOf, sentCount, sentSlices } from "../network/sent-slices.js";
import { shownCount, shownUnits } from "../network/shown-units.js";

/** @import { Card, CellIndex, Frame, LayerCard, Place, QuantisedVolume } from "../types/api.js" */

/**
 * Layout of the flat figure: a pure function of the network's card and the available size. Volumes
 * are stacked vertically, each as a grid of slices, with the head beside them. All lengths are px.
 *
 * @typedef {object} FlatVolume
 * @property {LayerCard} layer
 * @property {ArrayLike<number>} slices  number of the slice at each place
 * @property {number} y  of the heading
 * @property {number} width  of each slice
 * @property {number} height
 * @property {number} name  height of the name below each slice; 0 if they are too small for names
 * @property {{ x: number, y: number }[]} places  top-left corner of each slice
 * @property {number} across  width of all, left of the columns
 * @property {boolean} tall  whether the heading has two lines
 *
 * @typedef {object} FlatColumn
 * @property {LayerCard} layer
 * @property {number[]} units  number of the unit at each place
 * @property {{ x: number, y: number }[]} places  centre of each shown unit
 * @property {number} radius
 * @property {number} top  of the head's discs, which the columns' names stand above
 *
 * @typedef {object} FlatLayout
 * @property {FlatVolume[]} volumes
 * @property {FlatColumn[]} columns  none where there is no room for the head
 * @property {number} width
 * @property {number} height  may exceed the available height
 */

/** Smallest width of a slice; smallest with its name below it; largest. */
const SMALL = 24;
const NARROW = 40;
const WIDE = 240;
/** Least width of the input's slices above volumes of more than so many in all, which leave it little room. */
const PICTURE = 72;
const MANY = 44;
/** Gap between slices; height of a slice's name; heights of a volume's heading, of one line and of two. */
const GAP = 6;
const NAME = 17;
const HEADING = 24;
const TALL = 42;
/** Margin around the figure; gap between the volumes and the head, which the links cross. */
const EDGE = 16;
const APART = 64;
/** Most units of the head in one column; further units start another beside it. */
const UNITS_PER_COLUMN = 22;
/** Width of an output's name and score. */
const OUTPUT = 136;
/** Below this width the head is closer to the volumes. */
const SLIM = 520;
const SLIM_APART = 20;
const SLIM_OUTPUT = 124;
/** Below this width there is no room for the head beside the volumes. */
const HEADLESS = 260;
/** Limits of the vertical distance between units, which fills the available height. */
const UNIT = { min: 8, max: 30 };
/** Room above the head for its title. */
const TITLE = 36;

/**
 * @param {Card} card
 * @param {{ width: number, height: number }} available
 * @param {number} [scale]  text size as a multiple of the default
 * @param {Frame|null} [frame]  that says which slices and units of many are shown
 * @param {(layer: LayerCard, volume?: QuantisedVolume) => ArrayLike<number>} [order]  number of the slice at
 *   each place
 * @returns {FlatLayout}
 */
export function layFlat(card, available, scale = 1, frame = null, order = sentSlices) {
  const layers = volumesOf(card);
  const heads = card.layers.filter(({ role, shape }) => role !== null && shape.length === 1);
  const units = available.width < HEADLESS ? [] : heads;
  const slim = available.width < SLIM * scale;
  const apart = slim ? SLIM_APART : APART;
  const output = (slim ? SLIM_OUTPUT : OUTPUT) * scale;
  const head = units.reduce((sum, layer) => sum + widthOf(layer, output), 0);
  const left = available.width - 2 * EDGE - head - (units.length ? apart : 0);
  // How many of its slices are sent does not fit beside a volume's name there.
  const tall = slim && layers.some((layer) => sentCount(layer) < (layer.shape[0] ?? 0));
  const heading = (tall ? TALL : HEADING) * scale;
  let size = WIDE * scale;
  while (size > SMALL && total(layers, left, size, scale, heading) > available.height) size -= 2;
  let y = EDGE;
  const many = layers.reduce((sum, layer) => sum + sentCount(layer), 0) > MANY;
  const volumes = layers.map((layer) => {
    const least = many && layer.role === "input" ? PICTURE * scale : 0;
    const grid = gridOf(layer, left, Math.max(size, least), scale);
    const top = y + heading;
    const slices = order(layer, frame?.volumes.get(layer.name));
    const places = Array.from({ length: slices.length }, (_, i) => ({
      x: EDGE + (i % grid.columns) * (grid.width + GAP),
      y: top + Math.floor(i / grid.columns) * (grid.height + grid.name + GAP),
    }));
    const { width, height, name } = grid;
    const volume = { layer, slices, y, width, height, name, places, across: left, tall };
    y = top + grid.total;
    return volume;
  });
  const height = Math.max(y + EDGE, available.height);
  let x = EDGE + left + apart;
  const stood = units.map((layer) => {
    const values = layer.role === "output" ? frame?.scores : frame?.head.get(layer.name);
    const column = stand(layer, shownUnits(layer, values), x, height);
    x += widthOf(layer, output);
    return column;
  });
  // A short column's name stands above the others' discs, too, beside which outputs have their names.
  const top = Math.min(...stood.flatMap(({ places }) => places.map(({ y }) => y)));
  const columns = stood.map((column) => ({ ...column, top }));
  return { volumes, columns, width: available.width, height };
}

/**
 * The cell under a point, or null.
 *
 * @param {FlatLayout} layout
 * @param {number} x
 * @param {number} y
 * @returns {Place|null}
 */
export function pickFlat({ volumes }, x, y) {
  for (const { layer, slices, places, width, height } of volumes) {
    const [, rows = 1, cols = 1] = layer.shape;
    for (const [place, at] of places.entries()) {
      const row = Math.floor(((y - at.y) / height) * rows);
      const col = Math.floor(((x - at.x) / width) * cols);
      if (row < 0 || col < 0 || row >= rows || col >= cols) continue;
      return { layer: layer.name, channel: slices[place] ?? place, row, col };
    }
  }
  return null;
}

/**
 * The slice whose name is under a point, or null.
 *
 * @param {FlatLayout} layout
 * @param {number} x
 * @param {number} y
 * @returns {{ layer: string, channel: number }|null}
 */
export function pickName({ volumes }, x, y) {
  for (const { layer, slices, places, width, height, name } of volumes) {
    const place = places.findIndex(
      (at) => x >= at.x && x < at.x + width && y >= at.y + height && y < at.y + height + name,
    );
    if (place >= 0) return { layer: layer.name, channel: slices[place] ?? place };
  }
  return null;
}

/**
 * The unit of the head under a point, or null.
 *
 * @param {FlatLayout} layout
 * @param {number} x
 * @param {number} y
 * @returns {{ layer: string, unit: number }|null}
 */
export function pickUnit({ columns }, x, y) {
  for (const { layer, units, places, radius } of columns) {
    const place = places.findIndex((at) => Math.hypot(x - at.x, y - at.y) <= radius + 2);
    if (place >= 0) return { layer: layer.name, unit: units[place] ?? place };
  }
  return null;
}

/**
 * The box of a cell; outside of the figure for a slice that is not shown.
 *
 * @param {FlatVolume} volume
 * @param {CellIndex} ref
 */
export function cellBox({ layer, slices, places, width, height }, { channel, row, col }) {
  const [, rows = 1, cols = 1] = layer.shape;
  const at = places[placeOf(slices, channel)] ?? { x: -width, y: -height };
  const [wide, tall] = [width / cols, height / rows];
  return { x: at.x + col * wide, y: at.y + row * tall, width: wide, height: tall };
}

/**
 * @param {LayerCard} layer
 * @param {number} available
 * @param {number} size  maximum width of a slice
 * @param {number} scale
 */
function gridOf({ shape }, available, size, scale) {
  const [, rows = 1, cols = 1] = shape;
  const count = sentCount({ shape });
  const columns = Math.min(Math.max(Math.floor((available + GAP) / (size + GAP)), 1), count);
  const width = Math.max(
    Math.min(size, Math.floor((available - GAP * (columns - 1)) / columns)),
    1,
  );
  const height = Math.max(Math.round((width * rows) / cols), 1);
  const name = size < NARROW ? 0 : NAME * scale;
  const total = Math.ceil(count / columns) * (height + name + GAP);
  return { columns, width, height, name, total };
}

/**
 * @param {LayerCard[]} layers
 * @param {number} available
 * @param {number} size
 * @param {number} scale
 * @param {number} heading  height of one
 */
function total(layers, available, size, scale, heading) {
  return layers.reduce(
    (sum, layer) => sum + heading + gridOf(layer, available, size, scale).total,
    2 * EDGE,
  );
}

/**
 * @param {LayerCard} layer
 * @param {number} output  width of the outputs' column
 */
function widthOf(layer, output) {
  return layer.role === "output"
    ? output
    : Math.ceil(shownCount(layer) / UNITS_PER_COLUMN) * 14 + 30;
}

/**
 * @param {LayerCard} layer
 * @param {number[]} units
 * @param {number} x
 * @param {number} height
 * @returns {Omit<FlatColumn, "top">}
 */
function stand(layer, units, x, height) {
  const count = units.length;
  const rows = Math.min(count, UNITS_PER_COLUMN);
  const free = (height - TITLE - HEADING) / Math.max(rows, 1);
  const spacing = Math.min(Math.max(free, UNIT.min), UNIT.max);
  const top = Math.max((height - (rows - 1) * spacing) / 2, TITLE);
  const places = Array.from({ length: count }, (_, unit) => ({
    x: x + 7 + Math.floor(unit / UNITS_PER_COLUMN) * 14,
    y: top + (unit % UNITS_PER_COLUMN) * spacing,
  }));
  return { layer, units, places, radius: Math.min(spacing / 2 - 1, 6) };
}
