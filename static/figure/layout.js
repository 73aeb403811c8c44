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
 * @property {number} x  of the first sheet
 * @property {number} gap  between sheets
 * @property {number} height
 * @property {number} width
 * @property {{ channel: number, by: number }} slid  how far one sheet has slid out of the stack, along
 *   +z; channel -1: none
 *
 * @typedef {object} Column  the units of one layer of the head
 * @property {LayerCard} layer
 * @property {number} x
 * @property {{ y: number, z: number }[]} places  one for each unit
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
  let x = 0;
  for (const layer of card.layers) {
    if (layer.role === null) continue;
    if (layer.shape.length === 3) {
      const [channels = 1, rows = 1, cols = 1] = layer.shape;
      // Size grows with the square root of the number of cells, so that small volumes stay readable.
      const unit = SIDE / Math.sqrt(inputSide * Math.max(rows, cols));
      const [height, width] = [rows * unit, cols * unit];
      const gap =
        stretch *
        (layer.role === "input"
          ? APART * width * Math.max(2 * spread - 1, 0) ** 2
          : COMPACT + (APART * width - COMPACT) * spread ** 2);
      volumes.push({ layer, x, gap, height, width, slid: { channel: -1, by: 0 } });
      x += gap * (channels - 1) + LAYER_GAP * stretch;
    } else {
      const column = stand(layer, x);
      columns.push(column);
      x += LAYER_GAP * stretch;
    }
  }
  return { volumes, columns, bounds: bound(volumes, columns) };
}

/**
 * Arranges units vertically, in as many columns as needed.
 *
 * @param {LayerCard} layer
 * @param {number} x
 * @returns {Column}
 */
function stand(layer, x) {
  const count = layer.shape[0] ?? 0;
  const rows = Math.min(count, UNITS_PER_COLUMN);
  const wide = Math.ceil(count / UNITS_PER_COLUMN);
  const spacing = Math.min(SIDE / Math.max(rows, 1), 9);
  const places = Array.from({ length: count }, (_, unit) => ({
    y: ((rows - 1) / 2 - (unit % UNITS_PER_COLUMN)) * spacing,
    z: (Math.floor(unit / UNITS_PER_COLUMN) - (wide - 1) / 2) * spacing * 1.8,
  }));
  return { layer, x, places, spacing };
}

/**
 * @param {VolumeBox[]} volumes
 * @param {Column[]} columns
 * @returns {Layout["bounds"]}
 */
function bound(volumes, columns) {
  const xs = [
    ...volumes.flatMap((box) => [box.x, box.x + box.gap * ((box.layer.shape[0] ?? 1) - 1)]),
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
  const sheets = volumes.flatMap(({ x, gap, height, width, layer }) =>
    [x, x + gap * ((layer.shape[0] ?? 1) - 1)].flatMap((at) =>
      [-0.5, 0.5].flatMap((up) =>
        [-0.5, 0.5].map((across) => point(at, up * height, across * width)),
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
    box.x + channel * box.gap,
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
    const [channels = 1, rows = 1, cols = 1] = box.layer.shape;
    for (let channel = 0; channel < channels; channel++) {
      const distance = (box.x + channel * box.gap - origin.x) / direction.x;
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
