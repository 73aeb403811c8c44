import { volumesOf } from "../network/volumes.js";

/** @import { Card, CellIndex, LayerCard, Place } from "../types/api.js" */

/**
 * Layout of the flat figure: a pure function of the network's card and the available size. Volumes
 * are stacked vertically, each as a grid of slices, with the head beside them. All lengths are px.
 *
 * @typedef {object} FlatVolume
 * @property {LayerCard} layer
 * @property {number} y  of the heading
 * @property {number} width  of each slice
 * @property {number} height
 * @property {number} name  height of the name below each slice; 0 if they are too small for names
 * @property {{ x: number, y: number }[]} places  top-left corner of each slice
 * @property {number} across  width of all, left of the columns
 *
 * @typedef {object} FlatColumn
 * @property {LayerCard} layer
 * @property {{ x: number, y: number }[]} places  centre of each unit
 * @property {number} radius
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
/** Gap between slices; height of a slice's name; height of a volume's heading. */
const GAP = 6;
const NAME = 17;
const HEADING = 24;
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
 * @returns {FlatLayout}
 */
export function layFlat(card, available, scale = 1) {
  const layers = volumesOf(card);
  const heads = card.layers.filter(({ role, shape }) => role !== null && shape.length === 1);
  const units = available.width < HEADLESS ? [] : heads;
  const slim = available.width < SLIM * scale;
  const apart = slim ? SLIM_APART : APART;
  const output = (slim ? SLIM_OUTPUT : OUTPUT) * scale;
  const head = units.reduce((sum, layer) => sum + widthOf(layer, output), 0);
  const left = available.width - 2 * EDGE - head - (units.length ? apart : 0);
  let size = WIDE * scale;
  while (size > SMALL && total(layers, left, size, scale) > available.height) size -= 2;
  let y = EDGE;
  const volumes = layers.map((layer) => {
    const grid = gridOf(layer, left, size, scale);
    const top = y + HEADING * scale;
    const places = Array.from({ length: layer.shape[0] ?? 0 }, (_, i) => ({
      x: EDGE + (i % grid.columns) * (grid.width + GAP),
      y: top + Math.floor(i / grid.columns) * (grid.height + grid.name + GAP),
    }));
    const { width, height, name } = grid;
    const volume = { layer, y, width, height, name, places, across: left };
    y = top + grid.total;
    return volume;
  });
  const height = Math.max(y + EDGE, available.height);
  let x = EDGE + left + apart;
  const columns = units.map((layer) => {
    const column = stand(layer, x, height);
    x += widthOf(layer, output);
    return column;
  });
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
  for (const { layer, places, width, height } of volumes) {
    const [, rows = 1, cols = 1] = layer.shape;
    for (const [channel, at] of places.entries()) {
      const row = Math.floor(((y - at.y) / height) * rows);
      const col = Math.floor(((x - at.x) / width) * cols);
      if (row < 0 || col < 0 || row >= rows || col >= cols) continue;
      return { layer: layer.name, channel, row, col };
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
  for (const { layer, places, width, height, name } of volumes) {
    const channel = places.findIndex(
      (at) => x >= at.x && x < at.x + width && y >= at.y + height && y < at.y + height + name,
    );
    if (channel >= 0) return { layer: layer.name, channel };
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
  for (const { layer, places, radius } of columns) {
    const unit = places.findIndex((at) => Math.hypot(x - at.x, y - at.y) <= radius + 2);
    if (unit >= 0) return { layer: layer.name, unit };
  }
  return null;
}

/**
 * The box of a cell.
 *
 * @param {FlatVolume} volume
 * @param {CellIndex} ref
 */
export function cellBox({ layer, places, width, height }, { channel, row, col }) {
  const [, rows = 1, cols = 1] = layer.shape;
  const at = places[channel] ?? { x: 0, y: 0 };
  const [wide, tall] = [width / cols, height / rows];
  return { x: at.x + col * wide, y: at.y + row * tall, width: wide, height: tall };
}

/**
 * @param {LayerCard} layer
 * @param {number} available
 * @param {number} size  maximum width of a slice
 * @param {number} scale
 */
function gridOf({ shape: [count = 1, rows = 1, cols = 1] }, available, size, scale) {
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
 */
function total(layers, available, size, scale) {
  return layers.reduce(
    (sum, layer) => sum + HEADING * scale + gridOf(layer, available, size, scale).total,
    2 * EDGE,
  );
}

/**
 * @param {LayerCard} layer
 * @param {number} output  width of the outputs' column
 */
function widthOf({ role, shape: [count = 1] }, output) {
  return role === "output" ? output : Math.ceil(count / UNITS_PER_COLUMN) * 14 + 30;
}

/**
 * @param {LayerCard} layer
 * @param {number} x
 * @param {number} height
 * @returns {FlatColumn}
 */
function stand(layer, x, height) {
  const count = layer.shape[0] ?? 0;
  const rows = Math.min(count, UNITS_PER_COLUMN);
  const free = (height - TITLE - HEADING) / Math.max(rows, 1);
  const spacing = Math.min(Math.max(free, UNIT.min), UNIT.max);
  const top = Math.max((height - (rows - 1) * spacing) / 2, TITLE);
  const places = Array.from({ length: count }, (_, unit) => ({
    x: x + 7 + Math.floor(unit / UNITS_PER_COLUMN) * 14,
    y: top + (unit % UNITS_PER_COLUMN) * spacing,
  }));
  return { layer, places, radius: Math.min(spacing / 2 - 1, 6) };
}
