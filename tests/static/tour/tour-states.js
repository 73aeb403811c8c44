import { render } from "lit";
import { stepOf } from "../../../static/tour/steps.js";
import { card, comparison, layer, moved, palette as figures, state } from "../examples.js";

/** @import { ComparisonResult, Moved, Sweep } from "../../../static/types/lab.js" */
/** @import { Seen, Sentence, Step } from "../../../static/tour/types.js" */
/** @import { Card, Sprite, Frame, Scene } from "../../../static/types/api.js" */
/** @import { State } from "../../../static/types/state.js" */

/** States of the page for tests of the tour's steps. */

/** @param {[string, number, number][]} objects @returns {Scene} */
export const scene = (...objects) => ({
  objects: objects.map(([object, row, col]) => ({ object, row, col })),
});

/** @param {string} id @returns {Step} */
export function step(id) {
  const found = stepOf(id);
  if (!found) throw new Error(`there is no step ${id}`);
  return found;
}

/** @type {Map<string, Sprite>} */
export const palette = new Map([
  ...figures,
  [
    "digit-3-1",
    { name: "digit-3-1", title: "3", kind: "digit", height: 2, width: 2, image: "3.png" },
  ],
]);

/**
 * @param {Partial<State>} fields
 * @param {Card[]} [cards]
 * @returns {Seen}
 */
export function seen(fields, cards = []) {
  return { state: state(fields), cards, families: [], palette };
}

/** A network with slices for parts of a body. */
export const faces = card({
  layers: [
    layer({ name: "input", kind: "input", role: "input", shape: [3, 8, 8], stride: 1 }),
    layer({ shape: [4, 4, 4], slices: ["eye", "nose", "hand", "foot"] }),
    layer({
      name: "pool2",
      role: "volume",
      stage: 2,
      shape: [3, 2, 2],
      slices: ["face", "arm", "leg"],
    }),
    layer({ name: "fc2", kind: "fc", role: "output", shape: [2], options: { units: 2 } }),
  ],
  outputs: ["human body", "face"],
});

/**
 * @param {number[]} first
 * @param {number[]} second
 * @param {number[]} scores
 * @param {Scene} [scene]  the scene that it is of
 * @returns {Frame}
 */
export function frame(first, second, scores, scene) {
  const volume = (/** @type {number[]} */ active) => ({
    bytes: new Uint8Array(),
    active: Int32Array.from(active),
  });
  return {
    seq: 1,
    model: "small",
    scene,
    volumes: new Map([
      ["pool1", volume(first)],
      ["pool2", volume(second)],
    ]),
    head: new Map(),
    scores: Float32Array.from(scores),
    expected: null,
    links: [],
  };
}

/** @param {Partial<Moved>} fields */
export function second(fields = {}) {
  return moved({
    name: "pool2",
    role: "volume",
    stage: 2,
    responding_a: [1],
    responding_b: [1],
    ...fields,
  });
}

/**
 * A state with a comparison of scene A and the shown scene.
 *
 * @param {Partial<ComparisonResult>} result
 * @param {Partial<State>} [fields]
 * @returns {Partial<State>}
 */
export function compared(result, fields = {}) {
  const [pinned, scene] = [{ objects: [] }, fields.scene ?? { objects: [] }];
  const of = { a: pinned, b: scene, failure: null };
  const model = fields.model ?? card();
  return {
    ...fields,
    pinned,
    scene,
    comparison: { ...of, model: model.id, result: comparison(result) },
  };
}

/**
 * Outputs, of which the first is the strongest.
 *
 * @param {string} name
 * @param {number} score
 */
export function answering(name, score) {
  return [
    { name, score, logit: 1 },
    { name: "another", score: 0, logit: 0 },
  ];
}

/**
 * A sweep over positions in the first row.
 *
 * @param {string} model
 * @param {number[]} correct  0 or 1
 * @param {Partial<Sweep>} [fields]
 * @returns {Sweep}
 */
export function swept(model, correct, fields = {}) {
  const cols = correct.map((_, i) => i * 4);
  const start = { object: "digit-3-1", rows: [0], cols, total: correct.length, chance: 0.1 };
  return /** @type {any} */ ({
    plan: { model, scene: { objects: [] }, index: 0, step: 4, output: null },
    status: "done",
    done: correct.length,
    start,
    fields: { correct: Float64Array.from(correct) },
    end: {},
    failure: null,
    ...fields,
  });
}

/**
 * A step's sentences as text, and whether each holds.
 *
 * @param {string} id
 * @param {Seen} given
 */
export function said(id, given) {
  const sayings = step(id).text(given);
  const read = sayings.map(({ text }) => {
    const place = document.createElement("div");
    render(text, place);
    return (place.textContent ?? "").replace(/\s+/g, " ").trim();
  });
  return {
    text: read.join(" "),
    kinds: sayings.map(({ kind }) => kind).filter((kind) => kind !== "plain"),
    late: sayings.some(({ late }) => late),
    front: sentencesIn(read.filter((_, i) => isShown(sayings[i]) && sayings[i]?.kind === "plain")),
    found: sentencesIn(read.filter((_, i) => isShown(sayings[i]) && isClaim(sayings[i]))),
    done: step(id).done(given),
    result: step(id).result(given),
  };
}

/** @param {Sentence|undefined} sentence */
function isShown(sentence) {
  return sentence !== undefined && !sentence.more;
}

/** @param {Sentence|undefined} sentence */
function isClaim(sentence) {
  return sentence?.kind === "holds" || sentence?.kind === "fails";
}

/**
 * Number of sentences in some texts.
 *
 * @param {string[]} texts
 */
function sentencesIn(texts) {
  return texts.join(" ").match(/[.?!](?= |$)/g)?.length ?? 0;
}
