import { describe, expect, test } from "vitest";
import { sights } from "../../../static/figure/receptive-field.js";
import { card, layer } from "../examples.js";

/** @import { Card, LayerCard, Place } from "../../../static/types/api.js" */

/**
 * A layer of a chain: the window of its cells in the layer before.
 *
 * @typedef {object} Link
 * @property {string} kind
 * @property {number} size
 * @property {number} stride
 * @property {number} padding
 * @property {boolean} [circular]
 * @property {number} channels
 * @property {number} side  rows of the volume; it has two more cols
 * @property {"volume"|null} role
 */

/** @type {Record<string, Link[]>} */
const CHAINS = {
  "pooled, padded with zeros": [
    { kind: "conv", size: 5, stride: 1, padding: 2, channels: 4, side: 16, role: null },
    { kind: "relu", size: 1, stride: 1, padding: 0, channels: 4, side: 16, role: null },
    { kind: "maxpool", size: 2, stride: 2, padding: 0, channels: 4, side: 8, role: "volume" },
    { kind: "conv", size: 3, stride: 1, padding: 1, channels: 6, side: 8, role: null },
    { kind: "maxpool", size: 2, stride: 2, padding: 0, channels: 6, side: 4, role: "volume" },
  ],
  "a torus": [
    { ...{ kind: "conv", circular: true, size: 5, stride: 1, padding: 2 }, ...at(3, 16, "volume") },
    { ...{ kind: "blurpool", circular: true, size: 3, stride: 2, padding: 1 }, ...at(3, 8, null) },
    { ...{ kind: "conv", circular: true, size: 3, stride: 1, padding: 1 }, ...at(5, 8, "volume") },
  ],
  "a small torus that one cell sees all of": [
    { ...{ kind: "conv", circular: true, size: 7, stride: 1, padding: 3 }, ...at(2, 8, "volume") },
    { ...{ kind: "conv", circular: true, size: 5, stride: 1, padding: 2 }, ...at(2, 8, "volume") },
  ],
  "full, then valid": [
    { kind: "conv", size: 3, stride: 1, padding: 2, channels: 2, side: 18, role: "volume" },
    { kind: "conv", size: 5, stride: 1, padding: 0, channels: 3, side: 14, role: "volume" },
  ],
  "two poolings of one convolution": [
    { kind: "conv", size: 3, stride: 1, padding: 1, channels: 3, side: 16, role: "volume" },
    { kind: "avgpool", size: 2, stride: 2, padding: 0, channels: 3, side: 8, role: null },
    { kind: "blurpool", size: 5, stride: 2, padding: 2, channels: 3, side: 4, role: "volume" },
  ],
};

/**
 * @param {number} channels
 * @param {number} side
 * @param {"volume"|null} role
 */
function at(channels, side, role) {
  return { channels, side, role };
}

/**
 * The card of a chain, with strides and receptive fields computed like the catalogue's.
 *
 * @param {Link[]} chain
 * @returns {Card}
 */
function cardOf(chain) {
  const [first] = chain;
  const { stride = 1, size = 1, padding = 0 } = first ?? {};
  const side = ((first?.side ?? 1) - 1) * stride + size - 2 * padding;
  let [step, width, offset] = [1, 1, 0];
  const layers = [
    layer({
      ...{ name: "input", kind: "input", role: "input", shape: [3, side, side + 2], stride: 1 },
      ...{ receptive_field: { size: 1, offset: 0 }, options: {} },
    }),
  ];
  for (const [i, link] of chain.entries()) {
    width += (link.size - 1) * step;
    offset -= link.padding * step;
    step *= link.stride;
    layers.push(
      layer({
        ...{ name: `layer${i}`, kind: link.kind, role: link.role, stride: step },
        shape: [link.channels, link.side, Math.floor((side + 2) / step) + link.side - side / step],
        receptive_field: { size: width, offset },
        options: link.circular ? { padding: "circular" } : {},
      }),
    );
  }
  return card({ input_shape: [3, side, side + 2], layers });
}

/**
 * All cells that one cell sees, by layer, found by walking back window by window: on an infinite
 * volume, and those that exist.
 *
 * @param {Link[]} chain
 * @param {LayerCard[]} layers
 * @param {Place} cell
 */
function walked(chain, layers, cell) {
  /** @type {Map<string, { endless: Set<string>, held: Set<string> }>} */
  const seen = new Map();
  let endless = new Set([`${cell.channel},${cell.row},${cell.col}`]);
  let held = new Set(endless);
  const end = layers.findIndex(({ name }) => name === cell.layer);
  for (let i = end; i >= 0; i--) {
    seen.set(layers[i]?.name ?? "", { endless, held });
    const [link, before] = [chain[i - 1], layers[i - 1]];
    if (!link || !before) break;
    endless = new Set([...endless].flatMap((key) => beneath(link, before, key, false)));
    held = new Set([...held].flatMap((key) => beneath(link, before, key, true)));
  }
  return seen;
}

/**
 * @param {Link} link
 * @param {LayerCard} before
 * @param {string} key
 * @param {boolean} real  whether the volume has borders
 * @returns {string[]}
 */
function beneath({ kind, size, stride, padding, circular }, before, key, real) {
  const [channel = 0, row = 0, col = 0] = key.split(",").map(Number);
  const [channels = 1, rows = 1, cols = 1] = before.shape;
  const found = [];
  for (let k = 0; k < (kind === "conv" ? channels : 1); k++) {
    for (let u = 0; u < size; u++) {
      for (let v = 0; v < size; v++) {
        let [i, j] = [row * stride - padding + u, col * stride - padding + v];
        if (real && circular) [i, j] = [(i + rows) % rows, (j + cols) % cols];
        if (real && (i < 0 || j < 0 || i >= rows || j >= cols)) continue;
        found.push(`${kind === "conv" ? k : channel},${i},${j}`);
      }
    }
  }
  return found;
}

/**
 * The cells of boxes in some slices.
 *
 * @param {[number, number]} channels
 * @param {{ rows: [number, number], cols: [number, number] }[]} boxes
 */
function cellsOf(channels, boxes) {
  /** @type {string[]} */
  const found = [];
  for (const { rows, cols } of boxes) {
    for (let k = channels[0]; k < channels[1]; k++)
      for (let i = rows[0]; i < rows[1]; i++)
        for (let j = cols[0]; j < cols[1]; j++) found.push(`${k},${i},${j}`);
  }
  return found;
}

describe.each(Object.entries(CHAINS))("%s", (_, chain) => {
  const network = cardOf(chain);
  const cells = network.layers.flatMap(({ name, shape, role }) => {
    const [channels = 1, rows = 1, cols = 1] = shape;
    if (role === null) return [];
    const [rowsAt, colsAt] = [rows, cols].map((n) => [0, 1, n >> 1, n - 2, n - 1]);
    return (rowsAt ?? []).flatMap((row) =>
      (colsAt ?? []).map((col) => ({ layer: name, channel: channels - 1, row, col })),
    );
  });

  test("the receptive field equals that of walking back through every window", () => {
    for (const cell of cells) {
      const walk = walked(chain, network.layers, cell);
      const found = sights(network, cell);
      const end = network.layers.findIndex(({ name }) => name === cell.layer);
      const shown = network.layers.slice(0, end + 1).filter(({ role }) => role !== null);
      expect(found.map((sight) => sight.layer)).toEqual(shown.reverse());
      for (const { layer, channels, whole, clipped, beyond } of found) {
        const { endless, held } = walk.get(layer.name) ?? { endless: new Set(), held: new Set() };
        expect(new Set(cellsOf(channels, [whole]))).toEqual(endless);
        const inside = cellsOf(channels, [clipped, ...beyond]);
        expect(new Set(inside)).toEqual(held);
        expect(inside.length, "no cell twice").toBe(held.size);
      }
    }
  });
});

test("there is no receptive field in a missing volume, or of the head", () => {
  const network = card();
  expect(sights(network, { layer: "none", channel: 0, row: 0, col: 0 })).toEqual([]);
  const head = layer({ ...{ name: "fc", kind: "fc", shape: [2] }, receptive_field: null });
  const own = card({ layers: [...network.layers, head] });
  expect(sights(own, { layer: "fc", channel: 0, row: 0, col: 0 })).toEqual([]);
});
