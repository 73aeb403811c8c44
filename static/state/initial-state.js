import { msg } from "@lit/localize";
import { readsPhotographs } from "../network/readable.js";
import { LocalisedError } from "./error-types.js";
import { storedLocale, storedTheme } from "./preferences.js";

/** @import { Card, Limits, Scene, Sprite } from "../types/api.js" */
/** @import { State } from "../types/state.js" */
/** @import { TrainingForm } from "../types/training.js" */

/** The network shown first, if the server has it. */
export const FIRST_MODEL = "ludic";

/**
 * The state of a first visit: a face in a corner. Permalinks omit these values, so they are part of
 * the format (`docs/links.md`): changing one needs a new version of it.
 *
 * @type {Pick<State, "screen"|"places"|"scene"|"selection"|"twin"|"view"|"camera"|"pinnedCell"|"lab"|"pinned"|"sweepSettings"|"overlay"|"analysis"|"hidden"|"tour">}
 */
export const INITIAL_STATE = {
  screen: "play",
  places: false,
  scene: { objects: [{ object: "face", row: 3, col: 3 }] },
  selection: { object: 0, cell: null, slice: null },
  twin: null,
  view: { spread: 0.42, scale: "fixed" },
  camera: { preset: "flow", turn: null },
  pinnedCell: null,
  lab: null,
  pinned: null,
  sweepSettings: { networks: [], step: 2, field: "correct", output: null },
  overlay: null,
  analysis: {
    consistency: { protocol: "canvas", radius: 8, pairs: 128, seed: 0 },
    equivariance: { protocol: "canvas", row: 1, col: 1 },
    transplants: { step: 4, field: "correct" },
  },
  hidden: [],
  tour: null,
};

/**
 * What a first visitor trains: a head that goes blind outside the corner of 28 × 28 px, in which digits of
 * 20 px have 81 places.
 *
 * @type {TrainingForm}
 */
export const FIRST_FORM = {
  painted: new Set(Array.from({ length: 49 }, (_, i) => Math.floor(i / 7) * 16 + (i % 7))),
  data: "digits",
  classes: [],
  pooling: "max",
  head: "fc",
  padding: "zero",
  channels: [8, 16],
  steps: 400,
  batch: 64,
  seed: 0,
  augment: false,
};

/** The first scene of a network of photographs: a face of the size that it reads. @type {Scene} */
const PHOTOGRAPH = { objects: [{ object: "astronaut", row: 3, col: 3 }] };

/**
 * The scene with which a network opens. Permalinks omit it.
 *
 * @param {Pick<Card, "outputs">} card
 * @returns {Scene}
 */
export function firstScene(card) {
  return readsPhotographs(card) ? PHOTOGRAPH : INITIAL_STATE.scene;
}

/**
 * The scene once another network is chosen: that with which it opens, if nobody has changed the former one's,
 * or if the one drawing that is there says nothing to a network of photographs.
 *
 * @param {Scene} scene
 * @param {Card} former
 * @param {Card} card
 * @param {Map<string, Sprite>} palette
 * @returns {Scene}
 */
export function sceneFor(scene, former, card, palette) {
  const untouched = JSON.stringify(scene) === JSON.stringify(firstScene(former));
  const [only, ...others] = scene.objects.map(({ object }) => palette.get(object)?.kind);
  const drawing = only !== undefined && only !== "photograph" && others.length === 0;
  return untouched || (drawing && readsPhotographs(card)) ? firstScene(card) : scene;
}

/**
 * @param {Card[]} cards
 * @returns {Card}
 * @throws {Error} if there is none
 */
export function firstModel(cards) {
  const model = cards.find(({ id }) => id === FIRST_MODEL) ?? cards[0];
  if (!model) throw new LocalisedError(msg("the server has no networks to show"));
  return model;
}

/**
 * The initial state, before any response, with some changes.
 *
 * @param {{ cards: Card[], limits: Limits }} server  its networks and limits
 * @param {Partial<State>} changes
 * @returns {State}
 * @throws {Error} if there are no networks
 */
export function initialState({ cards, limits }, changes) {
  return {
    ...INITIAL_STATE,
    limits,
    projector: false,
    tiles: new Map(),
    model: firstModel(cards),
    frame: null,
    link: { state: "connecting", message: null },
    twinFrame: null,
    twinLink: null,
    reading: null,
    tilesShown: null,
    explained: null,
    blankCell: null,
    kernels: null,
    filters: null,
    twinFilters: null,
    carried: null,
    comparison: null,
    twinComparison: null,
    residuals: [],
    sweeps: [],
    transplantSweeps: [],
    volumes: [],
    weightChange: null,
    consistency: { busy: false, results: [], failure: null },
    equivariance: { busy: false, results: [], failure: null },
    evidence: null,
    own: [],
    linked: [],
    removed: [],
    bringing: null,
    arrived: null,
    excited: null,
    flat: false,
    importing: null,
    tool: { kind: null, ink: 1, width: 1, drawing: null },
    brush: null,
    brushSide: 5,
    placesOver: false,
    trainingForm: FIRST_FORM,
    training: null,
    twinTraining: null,
    undoing: { back: null, forward: null },
    tourResults: {},
    stepPages: {},
    beforeTour: null,
    locale: storedLocale(),
    theme: storedTheme(),
    notice: null,
    ...changes,
  };
}
