/** @import { Card, Drawing, LayerCard, State } from "../../static/types.js" */

/** Things that several tests need. */

/**
 * @param {Partial<LayerCard>} fields
 * @returns {LayerCard}
 */
export function layer(fields) {
  return {
    name: "pool1",
    kind: "maxpool",
    role: "green",
    shape: [2, 4, 4],
    stride: 2,
    receptive_field: { size: 6, offset: -2 },
    range: [0, 1],
    slices: ["eye", "nose"],
    colors: ["#ff0000", "#ff00ff"],
    options: { size: 2 },
    ...fields,
  };
}

/**
 * @param {Partial<Card>} fields
 * @returns {Card}
 */
export function card(fields = {}) {
  return {
    id: "small",
    title: "Small",
    family: "tests",
    summary: "",
    input_shape: [3, 8, 8],
    layers: [
      layer({ name: "input", kind: "input", role: "input", shape: [3, 8, 8], stride: 1 }),
      layer({ name: "conv1", kind: "conv", role: null, shape: [2, 8, 8], options: { kernel: 5 } }),
      layer({ name: "relu1", kind: "relu", role: null, shape: [2, 8, 8], options: {} }),
      layer({}),
      layer({ name: "relu2", kind: "relu", role: "hidden", shape: [40], options: {} }),
      layer({ name: "fc2", kind: "fc", role: "output", shape: [2], options: { units: 2 } }),
    ],
    outputs: ["face", "nothing"],
    axes: {},
    made_by: "construction",
    region: null,
    home: null,
    trained_on: "",
    source: "",
    seed: null,
    steps: null,
    parameters: 1,
    sha256: "",
    metrics: {
      mean: 1,
      chance: 0.5,
      worst: 1,
      samples: 1,
      per_output: {},
      positions: [],
      per_position: {},
      protocol: "",
    },
    ...fields,
  };
}

/** @type {Map<string, Drawing>} */
export const palette = new Map(
  /** @type {[string, number, number][]} */ ([
    ["face", 21, 21],
    ["arm", 17, 9],
  ]).map(([name, height, width]) => [
    name,
    { name, title: name, kind: "figure", height, width, image: `${name}.png` },
  ]),
);

/**
 * @param {Partial<State>} fields
 * @returns {State}
 */
export function state(fields = {}) {
  return {
    scene: { objects: [] },
    selection: { object: null, cell: null, slice: null },
    model: card(),
    frame: null,
    link: { state: "connecting", message: null },
    twin: null,
    twinFrame: null,
    twinLink: null,
    camera: { preset: "flow", turn: null },
    view: { spread: 0, scale: "fixed" },
    reading: null,
    carried: null,
    ...fields,
  };
}

/**
 * A safetensors message, written by hand from the format's description.
 *
 * @param {Record<string, { dtype: string, shape: number[], bytes: Uint8Array }>} tensors
 * @param {Record<string, string>} [metadata]
 * @returns {ArrayBuffer}
 */
export function message(tensors, metadata = {}) {
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: metadata };
  let end = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  const text = JSON.stringify(header);
  const padded = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const whole = new Uint8Array(8 + padded.length + end);
  new DataView(whole.buffer).setBigUint64(0, BigInt(padded.length), true);
  whole.set(padded, 8);
  let at = 8 + padded.length;
  for (const { bytes } of Object.values(tensors)) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole.buffer;
}

/** @param {number[]} values */
export function floats(values) {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** @param {number[]} values */
export function ints(values) {
  return new Uint8Array(Int32Array.from(values).buffer);
}
