import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { stageTitle, stageWithin } from "../../i18n/volume-colour-names.js";
import { BODY } from "../../scene/scene.js";
import { claim, more, percent, plain, quote, quoteName, strongest, waiting } from "../claims.js";
import { at, isCurrent } from "../step-setup.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

/** Cells that each face, arm and leg should activate in each slice. */
const PARTS = /** @type {const} */ ([
  { stage: 1, slice: "eye", of: "face", each: 2 },
  { stage: 1, slice: "hand", of: "arm", each: 1 },
  { stage: 1, slice: "foot", of: "leg", each: 1 },
  { stage: 2, slice: "face", of: "face", each: 1 },
  { stage: 2, slice: "arm", of: "arm", each: 1 },
  { stage: 2, slice: "leg", of: "leg", each: 1 },
]);

/** @typedef {Record<(typeof PARTS)[number]["slice"], number>} Counts */

/** @type {Step} */
const step = {
  id: "volumes",
  chapter: "inside",
  networks: ["ludic"],
  title: () => msg("What a network makes of a face"),
  setting: () => ({ objects: [at("face", 3, 3)], model: "ludic" }),
  text: (seen) => [
    plain(
      msg(
        "To look inside, take a hand-made network: its weights were computed from the drawn parts, so that each slice looks for one thing, such as eyes.",
      ),
    ),
    plain(msg(str`${stageTitle(1)} finds small parts, ${stageWithin(2)} puts them together.`)),
    parts(seen),
    result(seen),
    more(plain(msg("The head is fully connected: it sees every cell of layer 2, and adds up."))),
  ],
  terms: () => [
    { term: msg("Volume"), text: msg("a layer's results, drawn as a stack of slices.") },
    {
      term: msg("Slice"),
      text: msg("one map of that stack: it looks for one thing, such as eyes, at every place."),
    },
    { term: msg("Cell"), text: msg("one place of a slice; it is lit where that thing was found.") },
    {
      term: msg("Convolution"),
      text: msg("the same small pattern, laid on every place in turn; each makes a slice."),
    },
    {
      term: msg("Weight"),
      text: msg(
        "a number of such a pattern; most networks learn theirs, here they were computed from the pixels of the drawn parts.",
      ),
    },
    { term: msg("Head"), text: msg("the last part, which turns the volumes into an answer.") },
  ],
  task: () => msg("Give the face arms and legs."),
  waits: () => msg("Waiting for a face with arms and legs."),
  action: ({ store }) => ({
    label: msg("Human body"),
    run: () => {
      store.set("selection", { ...store.get("selection"), object: null });
      store.set("scene", { objects: [...BODY] });
    },
  }),
  done: ({ state }) =>
    isCurrent(state) &&
    ["face", "arm", "leg"].every((name) =>
      state.scene.objects.some(({ object }) => object === name),
    ),
  result: (seen) => {
    const counts = counted(seen);
    const { model, frame } = seen.state;
    if (!counts || !frame) return null;
    const { name, score } = strongest(model.outputs, frame.scores);
    return { ...counts, answer: name, score };
  },
  points: () => [["palette-panel", ".row button"]],
};

/**
 * Numbers of active cells, by slice; null before a frame, and of networks without these slices.
 *
 * @param {Seen} seen
 * @returns {Counts|null}
 */
function counted({ state: { model, frame } }) {
  const counts = PARTS.map(({ stage, slice }) => {
    const layer = model.layers.find((each) => each.stage === stage);
    return [
      slice,
      frame?.volumes.get(layer?.name ?? "")?.active[layer?.slices.indexOf(slice) ?? -1],
    ];
  });
  if (counts.some(([, count]) => count === undefined)) return null;
  return /** @type {Counts} */ (Object.fromEntries(counts));
}

/**
 * @param {Seen} seen
 * @returns {Sentence}
 */
function parts(seen) {
  const { frame, scene } = seen.state;
  if (!frame) return waiting(msg("Waiting for the volumes…"));
  const counts = counted(seen);
  if (!counts) return waiting(msg("This network has no slices for eyes, hands and faces."));
  const placed = (/** @type {string} */ name) =>
    scene.objects.filter(({ object }) => object === name).length;
  const holds = PARTS.every(({ each, slice, of }) => counts[slice] === each * placed(of));
  const [eye, hand, foot, face, arm, leg] = PARTS.map(({ slice }) => quote(slice, counts[slice]));
  return claim(
    holds,
    msg(
      html`Layer 1 found eyes: ${eye}, hands: ${hand} and feet: ${foot}; layer 2 put parts together:
      faces: ${face}, arms: ${arm}, legs: ${leg}.`,
    ),
    msg(
      html`Layer 1 found eyes: ${eye}, hands: ${hand} and feet: ${foot}; layer 2 found faces:
      ${face}, arms: ${arm}, legs: ${leg}. That is not what is in the scene: something is hidden,
      cut off, or looks like one.`,
    ),
  );
}

/**
 * @param {Seen} seen
 * @returns {Sentence}
 */
function result({ state: { model, frame, scene } }) {
  if (!frame) return waiting(msg("Waiting for the answer…"));
  const { name, score } = strongest(model.outputs, frame.scores);
  const objects = new Set(scene.objects.map(({ object }) => object));
  const body = ["face", "arm", "leg"].every((part) => objects.has(part));
  const shown = body ? "human body" : objects.size === 1 ? [...objects][0] : undefined;
  const said = quoteName("answer", named(name));
  return claim(
    shown === undefined || shown === name,
    msg(html`From these the head makes its answer: “${said}” (${percent("score", score)} sure).`),
    msg(html`From these the head makes an error: “${said}” (${percent("score", score)} sure).`),
  );
}

export default step;
