import { FIRST_FORM } from "../../static/state/initial-state.js";

/** @import { Card, Sprite, LayerCard, Limits } from "../../static/types/api.js" */
/** @import { State } from "../../static/types/state.js" */
/** @import { Training, TrainingForm } from "../../static/types/training.js" */

/** @import { ComparisonResult, Moved } from "../../static/types/lab.js" */

/** Fixtures of several tests. */

/** A red cross of 3 × 3 px, encoded by Pillow. */
export const CROSS =
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADCAIAAADZSiLoAAAAGElEQVR42mNgYGD4z8DAwMDACKGgAMIBADL/Av+JEcX1" +
  "AAAAAElFTkSuQmCC";

/**
 * @param {Partial<LayerCard>} fields
 * @returns {LayerCard}
 */
export function layer(fields) {
  return {
    name: "pool1",
    kind: "maxpool",
    role: "volume",
    stage: fields.role === undefined || fields.role === "volume" ? 1 : null,
    shape: [2, 4, 4],
    inputs: [],
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
      layer({
        name: "input",
        kind: "input",
        role: "input",
        stage: null,
        shape: [3, 8, 8],
        stride: 1,
      }),
      layer({
        name: "conv1",
        kind: "conv",
        role: null,
        stage: null,
        shape: [2, 8, 8],
        options: { kernel: 5 },
      }),
      layer({
        name: "relu1",
        kind: "relu",
        role: null,
        stage: null,
        shape: [2, 8, 8],
        options: {},
      }),
      layer({}),
      layer({ name: "relu2", kind: "relu", role: "hidden", shape: [40], options: {} }),
      layer({
        name: "fc2",
        kind: "fc",
        role: "output",
        stage: null,
        shape: [2],
        options: { units: 2 },
      }),
    ],
    outputs: ["face", "nothing"],
    axes: {},
    made_by: "construction",
    region: null,
    convolutions: null,
    home: null,
    trained_on: "",
    source: "",
    seed: null,
    steps: null,
    batch: null,
    peak: null,
    decay: null,
    stored: { float16: 100 },
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

/** @type {Map<string, Sprite>} */
export const palette = new Map(
  /** @type {[string, number, number][]} */ ([
    ["face", 21, 21],
    ["arm", 17, 9],
  ]).map(([name, height, width]) => [
    name,
    { name, title: name, kind: "figure", height, width, image: `${name}.png` },
  ]),
);

/** A server's limits: the defaults, with narrower ones of seeds and shifts. @type {Limits} */
export const limits = {
  scene: {
    objects: 32,
    pictures: 4,
    position: [-4096, 4096],
    picture_side: 256,
    picture_text: 30_000,
  },
  file: { bytes: 5_000_000, pixels: 16_000_000 },
  message: { live_bytes: 131_072, body_bytes: 1_048_576, commas: 512 },
  trainings: { allowed: true, steps: 5000, seconds: 600, at_once: 2 },
  sweep_positions: 4096,
  kernel_weights: 100_000,
  measures: {
    consistency: { radius: [1, 32], pairs: [1, 512], seed: [0, 2 ** 31 - 1] },
    equivariance: { "shift.row": [-64, 64], "shift.col": [-64, 64] },
  },
};

/**
 * @param {Partial<State>} fields
 * @returns {State}
 */
export function state(fields = {}) {
  return {
    limits,
    own: [],
    linked: [],
    removed: [],
    bringing: null,
    arrived: null,
    screen: "play",
    places: false,
    scene: { objects: [] },
    selection: { object: null, cell: null, slice: null },
    model: card(),
    frame: null,
    link: { state: "connecting", message: null },
    twin: null,
    twinFrame: null,
    tiles: new Map(),
    twinLink: null,
    camera: { preset: "flow", turn: null },
    view: { spread: 0, scale: "fixed" },
    flat: false,
    reading: null,
    pinnedCell: null,
    explained: null,
    blankCell: null,
    kernels: null,
    excited: null,
    carried: null,
    lab: null,
    pinned: null,
    filters: null,
    twinFilters: null,
    comparison: null,
    twinComparison: null,
    residuals: [],
    sweepSettings: { networks: [], step: 2, field: "correct", output: null },
    sweeps: [],
    overlay: null,
    tilesShown: null,
    analysis: {
      consistency: { protocol: "canvas", radius: 8, pairs: 128, seed: 0 },
      equivariance: { protocol: "canvas", row: 1, col: 1 },
      transplants: { step: 4, field: "correct" },
    },
    hidden: [],
    transplantSweeps: [],
    volumes: [],
    weightChange: null,
    consistency: { busy: false, results: [], failure: null },
    equivariance: { busy: false, results: [], failure: null },
    evidence: null,
    tool: { kind: null, ink: 1, width: 1, drawing: null },
    brush: null,
    brushSide: 5,
    placesOver: false,
    trainingForm: trainingForm(),
    training: null,
    twinTraining: null,
    importing: null,
    undoing: { back: null, forward: null },
    tour: null,
    beforeTour: null,
    tourResults: {},
    stepPages: {},
    projector: false,
    notice: null,
    locale: "en",
    theme: "dark",
    ...fields,
  };
}

/**
 * What the visitor has painted and chosen for a training: the corner of 28 × 28 px.
 *
 * @param {Partial<TrainingForm>} fields
 * @returns {TrainingForm}
 */
export function trainingForm(fields = {}) {
  return { ...FIRST_FORM, ...fields };
}

/**
 * A training that has just begun.
 *
 * @param {Partial<Training>} fields
 * @returns {Training}
 */
export function training(fields = {}) {
  return {
    form: trainingForm(),
    id: "t1",
    status: "running",
    waiting: null,
    step: 0,
    left: null,
    losses: [],
    accuracies: [],
    maps: [],
    snapshots: [],
    viewed: null,
    final: null,
    reason: null,
    unsent: null,
    failure: null,
    ...fields,
  };
}

/**
 * One layer of a comparison.
 *
 * @param {Partial<Moved>} fields
 * @returns {Moved}
 */
export function moved(fields = {}) {
  return {
    name: "pool1",
    role: "volume",
    stage: 1,
    shape: [2, 4, 4],
    stride: 2,
    active_a: [2, 1],
    active_b: [2, 1],
    equal: true,
    responding_a: [2, 1],
    responding_b: [2, 1],
    responding_equal: true,
    displacement: { row: 0, col: 1 },
    best: { row: 0, col: 1 },
    on_lattice: true,
    error: { whole: 0, interior: 0 },
    edge_affected: 12,
    interior: { rows: [1, 3], cols: [1, 3] },
    ...fields,
  };
}

/**
 * The server's comparison of two scenes.
 *
 * @param {Partial<ComparisonResult>} fields
 * @returns {ComparisonResult}
 */
export function comparison(fields = {}) {
  const way = { logit: 1, bias: 0, total: 1, top: [] };
  return {
    model: "small",
    sha256: "",
    shift: { row: 0, col: 2 },
    protocol: "canvas",
    layers: [moved()],
    hidden: [],
    outputs_a: [
      { name: "face", score: 0.9, logit: 2 },
      { name: "nothing", score: 0.1, logit: 0 },
    ],
    outputs_b: [
      { name: "face", score: 0.9, logit: 2 },
      { name: "nothing", score: 0.1, logit: 0 },
    ],
    path: { output: "face", overlap: 0, cosine: 0, a: way, b: way },
    ...fields,
  };
}

/**
 * A safetensors message, encoded independently from the format's description.
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
