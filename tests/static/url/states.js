import { HIDEABLE } from "../../../static/ui/hidden-sections.js";
import { THEMES } from "../../../static/state/preferences.js";
import { write as png } from "../../../static/scene/drawing-png.js";
import { INKS } from "../../../static/scene/tools/ink-colours.js";
import { STEPS, SUMMARY } from "../../../static/tour/steps.js";
import { volumesOf } from "../../../static/network/volumes.js";
import { FIRST_FORM } from "../../../static/state/initial-state.js";
import { DATA, HEADS, PADDINGS, POOLINGS, boundsOf } from "../../../static/training/choices.js";
import { card, layer, limits, palette, state } from "../examples.js";

/** @import { Card, Scene } from "../../../static/types/api.js" */
/** @import { Pin, Side, State } from "../../../static/types/state.js" */
/** @import { TrainingForm } from "../../../static/types/training.js" */
/** @import { random } from "../random.js" */

/** @typedef {ReturnType<typeof random>} Dice */

/** Networks that differ in everything that a permalink may refer to. */
export const cards = [
  card({ id: "ludic", outputs: ["face", "arm"] }),
  card({ id: "small", outputs: ["face", "arm"] }),
  card({
    id: "wide",
    input_shape: [3, 64, 64],
    outputs: ["human body", "0", "a&b=c#d%~."],
    layers: [
      layer({ name: "input", kind: "input", role: "input", shape: [3, 64, 64], stride: 1 }),
      layer({ name: "pool.1", shape: [8, 32, 32] }),
      layer({ name: "pool2", role: "volume", stage: 2, shape: [16, 16, 16] }),
      layer({ name: "fc1", kind: "fc", role: "hidden", shape: [64] }),
      layer({ name: "fc2", kind: "fc", role: "output", shape: [3] }),
    ],
  }),
];

/**
 * A random drawing, in base64.
 *
 * @param {Dice} dice
 * @param {number} [height]  px
 * @param {number} [width]  px
 */
export function drawing(dice, height = dice.whole(1, 20), width = dice.whole(1, 20)) {
  const cells = Uint8Array.from({ length: height * width }, () => dice.whole(0, INKS.length));
  return png({ height, width, cells });
}

/**
 * @param {Dice} dice
 * @param {number} side  of the canvas, px
 * @param {Record<string, string>} [others]  pictures of another scene that it may use
 * @returns {Scene}
 */
function scene(dice, side, others = {}) {
  /** @type {Record<string, string>} */
  const pictures = { ...others };
  for (let n = dice.whole(0, 2); n > 0; n--) {
    const name = dice.of(["picture-drawn1", "picture-drawn2", "picture-0a1b2c3d4e5f"]);
    if (dice.chance(0.7)) pictures[name] = drawing(dice);
  }
  const names = [...palette.keys(), ...Object.keys(pictures)];
  const objects = Array.from({ length: dice.of([0, 1, 2, 5, 32]) }, () => ({
    object: dice.of(names),
    row: dice.whole(0, side - 1),
    col: dice.whole(0, side - 1),
  }));
  const used = Object.entries(pictures).filter(([name]) => objects.some((o) => o.object === name));
  return used.length ? { objects, pictures: Object.fromEntries(used) } : { objects };
}

/**
 * @param {Dice} dice
 * @param {Card} shown
 * @param {Side} side
 * @returns {Pin}
 */
function pin(dice, shown, side) {
  const { name, shape } = dice.of(shown.layers);
  const [first = 0, row = 0, col = 0] = shape.map((size) => dice.whole(0, size - 1));
  if (shape.length === 1) return { side, layer: name, unit: first };
  return { side, layer: name, channel: first, row, col };
}

/**
 * What may be painted and chosen for a training; links have no classes.
 *
 * @param {Dice} dice
 * @returns {TrainingForm}
 */
function training(dice) {
  const share = dice.of([0, 0.1, 0.5, 1]);
  const { slices, steps, batch, seed } = boundsOf(limits);
  const some = (/** @type {[number, number]} */ bounds) =>
    dice.of([...bounds, dice.whole(...bounds)]);
  return {
    painted: new Set(Array.from({ length: 256 }, (_, i) => i).filter(() => dice.chance(share))),
    data: dice.of(DATA),
    classes: [],
    pooling: dice.of(POOLINGS),
    head: dice.of(HEADS),
    padding: dice.of(PADDINGS),
    channels: [some(slices), some(slices)],
    steps: some(steps),
    batch: some(batch),
    seed: some(seed),
    augment: dice.chance(0.5),
  };
}

/**
 * A random valid state of the page.
 *
 * @param {Dice} dice
 * @returns {State}
 */
export function anyState(dice) {
  const model = dice.of(cards);
  const twin = dice.chance(0.5) ? dice.of(cards) : null;
  const side = /** @type {Side} */ (twin && dice.chance(0.5) ? "twin" : "model");
  const shown = side === "twin" && twin ? twin : model;
  const canvas = model.input_shape[1];
  const now = scene(dice, canvas);
  const volume = dice.of(volumesOf(shown));
  const hundredth = (/** @type {number} */ most) => dice.whole(-most * 100, most * 100) / 100;
  const angle = dice.next() * 6;
  const networks = dice.chance(0.3) ? ["wide", "small"] : [];
  const mapped = [model.id, twin?.id ?? model.id, ...networks];
  return state({
    model,
    twin,
    scene: now,
    pinned: dice.chance(0.4) ? scene(dice, canvas, now.pictures) : null,
    selection: {
      object: now.objects.length && dice.chance(0.7) ? dice.whole(0, now.objects.length - 1) : null,
      cell: null,
      slice: dice.chance(0.4)
        ? { side, layer: volume.name, channel: dice.whole(0, (volume.shape[0] ?? 1) - 1) }
        : null,
    },
    pinnedCell: dice.chance(0.5) ? pin(dice, shown, side) : null,
    view: { spread: dice.whole(0, 100) / 100, scale: dice.of(["fixed", "layer", "slice"]) },
    camera: {
      preset: dice.of(["flow", "front", "side"]),
      turn: dice.chance(0.5)
        ? {
            from: [Math.cos(angle), Math.sin(angle), 0],
            zoom: dice.whole(13, 300) / 100,
            pan: [hundredth(0.3), hundredth(0.3), hundredth(0.3)],
          }
        : null,
    },
    lab: dice.of([
      null,
      "compare",
      "pooling",
      "sweep",
      "blind",
      "consistency",
      "evidence",
      "train",
    ]),
    sweepSettings: {
      networks,
      step: dice.of([1, 2, 4]),
      field: dice.of(["correct", "score", "sensitivity", "response", "cosine"]),
      output: dice.of([null, ...cards.flatMap(({ outputs }) => outputs)]),
    },
    overlay: dice.of([null, ...mapped]),
    analysis: {
      consistency: {
        protocol: dice.of(["canvas", "cyclic"]),
        radius: dice.whole(1, 32),
        pairs: dice.whole(1, 512),
        seed: dice.of([0, 2 ** 31 - 1]),
      },
      equivariance: {
        protocol: dice.of(["canvas", "cyclic"]),
        row: dice.whole(-64, 64),
        col: dice.whole(-64, 64),
      },
      transplants: { step: dice.of([2, 4]), field: dice.of(["correct", "response", "score"]) },
    },
    trainingForm: dice.chance(0.4) ? FIRST_FORM : training(dice),
    hidden: Object.keys(HIDEABLE).filter(() => dice.chance(0.2)),
    tour: dice.chance(0.5)
      ? {
          step: dice.of([...STEPS.map(({ id }) => id), SUMMARY]),
          done: STEPS.map(({ id }) => id).filter(() => dice.chance(0.4)),
        }
      : null,
    locale: dice.of(["en", "zh-Hans"]),
    theme: dice.of(THEMES),
    ...dice.of(
      /** @type {const} */ ([
        { screen: "opening", places: false },
        { screen: "opening", places: true },
        { screen: "play", places: false },
      ]),
    ),
  });
}
