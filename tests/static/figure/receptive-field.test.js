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

/**
 * A graph: a map of its layers' windows, or of inputs to add or to concatenate.
 *
 * @typedef {{ name: string, inputs: string[], kind: string, channels: number, groups?: number,
 *   rows?: [number, number, number], cols?: [number, number, number] }} Node  kernel, stride and padding
 */

/** @type {Node[]} */
const GRAPH = [
  node("stem", ["input"], { kind: "conv", channels: 4, rows: [3, 2, 1], cols: [5, 1, 2] }),
  node("wide", ["stem"], { kind: "conv", channels: 4, rows: [3, 1, 1], cols: [3, 1, 1] }),
  node("sum", ["wide", "stem"], { kind: "add", channels: 4 }),
  node("grouped", ["sum"], {
    ...{ kind: "conv", channels: 6, groups: 2 },
    ...{ rows: [3, 2, 1], cols: [1, 2, 0] },
  }),
  node("pooled", ["sum"], { kind: "maxpool", channels: 4, rows: [2, 2, 0], cols: [2, 2, 0] }),
  node("both", ["grouped", "pooled"], { kind: "concat", channels: 10 }),
  node("aside", ["sum"], { kind: "conv", channels: 2, rows: [3, 1, 1], cols: [3, 1, 1] }),
  node("last", ["both"], {
    kind: "conv",
    channels: 2,
    groups: 2,
    rows: [1, 1, 0],
    cols: [3, 1, 1],
  }),
];

/**
 * @param {string} name
 * @param {string[]} inputs
 * @param {Omit<Node, "name"|"inputs">} fields
 * @returns {Node}
 */
function node(name, inputs, fields) {
  return { name, inputs, ...fields };
}

/** The card of the graph: each field is the least that holds those of its inputs through its window. */
function cardOfGraph() {
  const layers = [
    layer({
      ...{
        name: "input",
        kind: "input",
        role: "input",
        shape: [3, 16, 16],
        options: {},
        stride: 1,
      },
      ...{ receptive_field: { size: 1, offset: 0 } },
    }),
  ];
  for (const { name, inputs, kind, channels, groups, rows, cols } of GRAPH) {
    const sources = inputs.flatMap((input) => layers.find((other) => other.name === input) ?? []);
    const axis = (
      /** @type {[number, number, number]} */ [size, step, padding],
      /** @type {0|1} */ which,
    ) => {
      const ends = sources.map((source) => {
        const px = (which ? (source.stride_cols ?? source.stride) : source.stride) ?? 1;
        const own = (which && source.receptive_field_cols) || source.receptive_field;
        const offset = (own?.offset ?? 0) - padding * px;
        const length = Math.floor(((source.shape[1 + which] ?? 1) + 2 * padding - size) / step + 1);
        return { offset, end: offset + (own?.size ?? 1) + (size - 1) * px, px, length };
      });
      const offset = Math.min(...ends.map((each) => each.offset));
      const end = Math.max(...ends.map((each) => each.end));
      const [{ px, length } = { px: 1, length: 1 }] = ends;
      return { stride: px * step, field: { size: end - offset, offset }, length };
    };
    const [down, aside] = [axis(rows ?? [1, 1, 0], 0), axis(cols ?? [1, 1, 0], 1)];
    layers.push(
      layer({
        ...{ name, inputs, kind, role: "volume", shape: [channels, down.length, aside.length] },
        ...{ stride: down.stride, receptive_field: down.field },
        ...{ stride_cols: aside.stride, receptive_field_cols: aside.field },
        options: groups ? { groups } : {},
      }),
    );
  }
  return card({ input_shape: [3, 16, 16], layers });
}

/**
 * The cells of each layer that one cell sees, each window followed, outside the volumes, too.
 *
 * @param {Card} network
 * @param {Place} cell
 */
function followed(network, cell) {
  /** @type {Map<string, Set<string>>} */
  const seen = new Map([[cell.layer, new Set([`${cell.channel},${cell.row},${cell.col}`])]]);
  for (const { name, inputs, kind, channels, groups = 1, rows, cols } of GRAPH.toReversed()) {
    for (const key of seen.get(name) ?? []) {
      const [channel = 0, row = 0, col = 0] = key.split(",").map(Number);
      let before = 0;
      for (const input of inputs) {
        const count = network.layers.find((other) => other.name === input)?.shape[0] ?? 0;
        let slices = [channel];
        if (kind === "concat") slices = [channel - before].filter((k) => k >= 0 && k < count);
        if (kind === "conv") {
          const [each, group] = [count / groups, Math.floor((channel * groups) / channels)];
          slices = Array.from({ length: each }, (_, k) => group * each + k);
        }
        before += count;
        const [down, aside] = [rows ?? [1, 1, 0], cols ?? [1, 1, 0]];
        const found = seen.get(input) ?? new Set();
        for (const k of slices)
          for (let u = 0; u < (down[0] ?? 1); u++)
            for (let v = 0; v < (aside[0] ?? 1); v++)
              found.add(
                `${k},${row * (down[1] ?? 1) - (down[2] ?? 0) + u},${col * (aside[1] ?? 1) - (aside[2] ?? 0) + v}`,
              );
        if (found.size > 0) seen.set(input, found);
      }
    }
  }
  return seen;
}

test("on a graph the field is the least box around what every way sees; layers on no way have none", () => {
  const network = cardOfGraph();
  for (const start of network.layers.slice(1)) {
    const [channels = 1, rows = 1, cols = 1] = start.shape;
    for (const channel of new Set([0, channels >> 1, channels - 1])) {
      for (const [row = 0, col = 0] of [
        [0, 0],
        [rows >> 1, cols >> 1],
        [rows - 1, cols - 1],
      ]) {
        const cell = { layer: start.name, channel, row, col };
        const walk = followed(network, cell);
        const found = sights(network, cell);
        expect(new Set(found.map((sight) => sight.layer.name))).toEqual(new Set(walk.keys()));
        for (const sight of found) {
          const cells = [...(walk.get(sight.layer.name) ?? [])].map((key) =>
            key.split(",").map(Number),
          );
          const hull = [0, 1, 2].map((axis) => {
            const at = cells.map((each) => each[axis] ?? 0);
            return [Math.min(...at), Math.max(...at) + 1];
          });
          expect([sight.channels, sight.whole.rows, sight.whole.cols]).toEqual(hull);
        }
      }
    }
  }
  const names = sights(network, { layer: "last", channel: 1, row: 0, col: 0 });
  expect(names.map((sight) => sight.layer.name)).not.toContain("aside");
});

test("a cell that depends on whole volumes has no receptive field", () => {
  const network = cardOfGraph();
  const gate = layer({
    ...{ name: "gate", kind: "gap", shape: [10, 1, 1] },
    inputs: ["both"],
    receptive_field: null,
  });
  const gated = layer({
    ...{ name: "gated", kind: "multiply", shape: [10, 4, 8], inputs: ["both", "gate"] },
    receptive_field: null,
  });
  const own = card({ ...network, layers: [...network.layers, gate, gated] });
  expect(sights(own, { layer: "gated", channel: 0, row: 0, col: 0 })).toEqual([]);
});

test("there is no receptive field in a missing volume, or of the head", () => {
  const network = card();
  expect(sights(network, { layer: "none", channel: 0, row: 0, col: 0 })).toEqual([]);
  const head = layer({ ...{ name: "fc", kind: "fc", shape: [2] }, receptive_field: null });
  const own = card({ layers: [...network.layers, head] });
  expect(sights(own, { layer: "fc", channel: 0, row: 0, col: 0 })).toEqual([]);
});
