import { placeOf, sentCount, sentSlices } from "../network/sent-slices.js";
import { shownUnits } from "../network/shown-units.js";
import { volumesOf } from "../network/volumes.js";

/** @import { Card, LayerCard, Place } from "../types/api.js" */

/**
 * Layout of the 3D figure: a pure function of the network's card.
 *
 * The flow runs along +x. In every volume row 0 is at the top (+y) and col 0 at the far left (-z),
 * so that the picture's top-left corner is the top-left corner of every sheet. One unit is one px of
 * a 64 px input.
 *
 * @typedef {object} VolumeBox
 * @property {LayerCard} layer
 * @property {ArrayLike<number>} slices  number of the slice on each sheet
 * @property {number} x  of the first sheet
 * @property {number} gap  between the places of neighbouring slices: a sheet stands where its slice's number
 *   says, so that it keeps its place when others are sent
 * @property {number} height
 * @property {number} width
 * @property {{ channel: number, by: number }} slid  how far one slice's sheet has slid out of the stack, along
 *   +z; channel -1: none
 *
 * @typedef {object} Column  the units of one layer of the head
 * @property {LayerCard} layer
 * @property {number} x
 * @property {number[]} units  number of the unit at each place: all, or the strongest of many
 * @property {{ y: number, z: number }[]} places  one for each shown unit
 * @property {number} spacing  between neighbouring units
 *
 * @typedef {object} Layout
 * @property {VolumeBox[]} volumes
 * @property {Column[]} columns
 * @property {{ x: [number, number], y: [number, number], z: [number, number] }} bounds
 */

/** Side of a drawn input, in units, for any size in px. */
const SIDE = 64;
/** Distance from the last sheet of a volume to the next layer. */
const LAYER_GAP = 23;
/** Distance between sheets as a fraction of their width: compact, and spread apart. */
const COMPACT = 1.2;
const APART = 0.6;
/** The spread at which a figure fits its stage best: that of a first visit. */
export const USUAL_SPREAD = 0.42;
/**
 * Most depth of a volume at the usual spread, as a multiple of its width, in a figure of up to so many
 * sheets. More sheets stand closer, by this power of their number, so that their faces stay large.
 */
const DEPTH = { most: 2.2, sheets: 44, power: 0.75 };
/** Least side of the smallest volume as a fraction of the input's. */
const SMALLEST = 1 / 3;
/** Most units of the head in one column; further units start another beside it. */
const UNITS_PER_COLUMN = 22;

/**
 * @param {Card} card
 * @param {number} spread  from 0, compact, to 1, apart
 * @param {number} [stretch]  factor of all distances along the flow, to suit the stage's proportions
 * @returns {Layout}
 */
export function layOut(card, spread, stretch = 1) {
  /** @type {VolumeBox[]} */
  const volumes = [];
  /** @type {Column[]} */
  const columns = [];
  const [, inputRows = 1, inputCols = 1] = card.input_shape;
  const inputSide = Math.max(inputRows, inputCols);
  const shown = volumesOf(card);
  const sheets = shown.reduce((sum, layer) => sum + sentCount(layer), 0);
  const depth = DEPTH.most * Math.min(1, DEPTH.sheets / sheets) ** DEPTH.power;
  const power = powerOf(shown, inputSide);
  let x = 0;
  for (const layer of card.layers) {
    if (layer.role === null) continue;
    if (layer.shape.length === 3) {
      const [, rows = 1, cols = 1] = layer.shape;
      const slices = sentSlices(layer);
      const side = Math.max(rows, cols);
      const unit = (SIDE * (side / inputSide) ** power) / side;
      const [height, width] = [rows * unit, cols * unit];
      const usual = distance(width, USUAL_SPREAD) * (slices.length - 1);
      // Where not all slices are sent, the depth is that of the sent ones.
      const denser = (slices.length - 1) / Math.max((layer.shape[0] ?? 1) - 1, 1);
      const closer = Math.min(1, (depth * Math.max(width, height)) / usual);
      const gap =
        stretch *
        (layer.role === "input"
          ? APART * width * Math.max(2 * spread - 1, 0) ** 2
          : closer * denser * distance(width, spread));
      const box = { layer, slices, x, gap, height, width, slid: { channel: -1, by: 0 } };
      volumes.push(box);
      x = endOf(box) + LAYER_GAP * stretch;
    } else {
      const column = stand(layer, x);
      columns.push(column);
      x += LAYER_GAP * stretch;
    }
  }
  return { volumes, columns, bounds: bound(volumes, columns) };
}

/**
 * The distance between sheets that are so wide.
 *
 * @param {number} width
 * @param {number} spread
 */
function distance(width, spread) {
  return COMPACT + (APART * width - COMPACT) * spread ** 2;
}

/**
 * The power of their resolution with which volumes' sides grow: one half, so that small volumes stay
 * readable, or less if the smallest would still be too small.
 *
 * @param {LayerCard[]} volumes
 * @param {number} inputSide  px
 */
function powerOf(volumes, inputSide) {
  const sides = volumes.map(({ shape: [, rows = 1, cols = 1] }) => Math.max(rows, cols));
  const ratio = Math.min(...sides) / inputSide;
  return ratio < SMALLEST ** 2 ? Math.log(SMALLEST) / Math.log(ratio) : 0.5;
}

/**
 * Arranges units vertically, in as many columns as needed.
 *
 * @param {LayerCard} layer
 * @param {number} x
 * @returns {Column}
 */
function stand(layer, x) {
  const units = shownUnits(layer);
  const count = units.length;
  const rows = Math.min(count, UNITS_PER_COLUMN);
  const wide = Math.ceil(count / UNITS_PER_COLUMN);
  const spacing = Math.min(SIDE / Math.max(rows, 1), 9);
  const places = Array.from({ length: count }, (_, unit) => ({
    y: ((rows - 1) / 2 - (unit % UNITS_PER_COLUMN)) * spacing,
    z: (Math.floor(unit / UNITS_PER_COLUMN) - (wide - 1) / 2) * spacing * 1.8,
  }));
  return { layer, x, units, places, spacing };
}

/**
 * @param {VolumeBox[]} volumes
 * @param {Column[]} columns
 * @returns {Layout["bounds"]}
 */
function bound(volumes, columns) {
  const xs = [
    ...volumes.flatMap((box) => [box.x, endOf(box)]),
    ...columns.map((column) => column.x),
  ];
  const places = columns.flatMap((column) => column.places);
  const tall = Math.max(...volumes.map((box) => box.height / 2), ...places.map((p) => p.y));
  const wide = Math.max(...volumes.map((box) => box.width / 2), ...places.map((p) => p.z));
  return { x: [Math.min(...xs), Math.max(...xs)], y: [-tall, tall], z: [-wide, wide] };
}

/**
 * The outermost points of every volume and column: tighter than `bounds`, which is one box.
 *
 * @param {Layout} layout
 * @returns {[number, number, number][]}
 */
export function outermost({ volumes, columns }) {
  const sheets = volumes.flatMap((box) =>
    [box.x, endOf(box)].flatMap((at) =>
      [-0.5, 0.5].flatMap((up) =>
        [-0.5, 0.5].map((across) => point(at, up * box.height, across * box.width)),
      ),
    ),
  );
  return [
    ...sheets,
    ...columns.flatMap(({ x, places }) => places.map(({ y, z }) => point(x, y, z))),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} z
 * @returns {[number, number, number]}
 */
function point(x, y, z) {
  return [x, y, z];
}

/**
 * Where the place of the last slice is along the flow.
 *
 * @param {Pick<VolumeBox, "x"|"gap"|"layer">} box
 */
export function endOf({ x, gap, layer }) {
  const [count = 1] = layer.shape;
  return x + gap * (count - 1);
}

/**
 * Where a slice's sheet is along the flow, or would be if it were drawn.
 *
 * @param {Pick<VolumeBox, "x"|"gap">} box
 * @param {number} channel
 */
export function sheetAt({ x, gap }, channel) {
  return x + gap * channel;
}

/**
 * Whether the figure draws a slice.
 *
 * @param {VolumeBox} box
 * @param {number} channel
 */
export function isDrawn({ slices }, channel) {
  return placeOf(slices, channel) >= 0;
}

/**
 * Where a unit is in its column; undefined if it is not shown.
 *
 * @param {Pick<Column, "units"|"places">} column
 * @param {number} unit
 */
export function unitPlace({ units, places }, unit) {
  return places[placeOf(units, unit)];
}

/**
 * How far a sheet has slid out of its stack.
 *
 * @param {VolumeBox} box
 * @param {number} channel
 */
export function slideOf({ slid }, channel) {
  return slid.channel === channel ? slid.by : 0;
}

/**
 * The centre of a cell of a volume.
 *
 * @param {VolumeBox} box
 * @param {number} channel
 * @param {number} row
 * @param {number} col
 * @returns {[number, number, number]}
 */
export function cellCentre(box, channel, row, col) {
  const [, rows = 1, cols = 1] = box.layer.shape;
  return [
    sheetAt(box, channel),
    (0.5 - (row + 0.5) / rows) * box.height,
    ((col + 0.5) / cols - 0.5) * box.width + slideOf(box, channel),
  ];
}

/**
 * The cell that is seen along a ray: of all cells that it meets, the one whose light is strongest after what
 * lies before it has covered a part, as drawn; where all are dark, the first.
 *
 * @param {VolumeBox[]} boxes
 * @param {{ x: number, y: number, z: number }} origin
 * @param {{ x: number, y: number, z: number }} direction
 * @param {(layer: string, channel: number, row: number, col: number) => { light: number, cover: number }} shine
 *   a cell's light, and how much of the light behind it hides, both 0 to 1
 * @returns {{ cell: Place, light: number }|null}  with the light that arrives, 0 to 1
 */
export function pick(boxes, origin, direction, shine) {
  /** @type {{ distance: number, cell: Place }[]} */
  const met = [];
  for (const box of boxes) {
    const [, rows = 1, cols = 1] = box.layer.shape;
    for (let sheet = 0; sheet < box.slices.length; sheet++) {
      const channel = box.slices[sheet] ?? sheet;
      const distance = (sheetAt(box, channel) - origin.x) / direction.x;
      if (!(distance > 0)) continue;
      const y = origin.y + distance * direction.y;
      const z = origin.z + distance * direction.z - slideOf(box, channel);
      const row = Math.floor((0.5 - y / box.height) * rows);
      const col = Math.floor((z / box.width + 0.5) * cols);
      if (row < 0 || col < 0 || row >= rows || col >= cols) continue;
      met.push({ distance, cell: { layer: box.layer.name, channel, row, col } });
    }
  }
  met.sort((a, b) => a.distance - b.distance);
  /** @type {{ cell: Place, light: number }|null} */
  let seen = null;
  let through = 1;
  for (const { cell } of met) {
    const { light, cover } = shine(cell.layer, cell.channel, cell.row, cell.col);
    if (!seen || through * light > seen.light) seen = { cell, light: through * light };
    through *= 1 - cover;
  }
  return seen;
}
