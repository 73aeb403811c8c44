import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { stageTitle, stageWithin } from "../../i18n/volume-colour-names.js";
import { BODY } from "../../scene/scene.js";
import { claim, more, percent, plain, quote, quoteName, strongest, waiting } from "../claims.js";
import { at, isCurrent } from "../step-setup.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

/** Cells that a face should activate in each slice. */
const PARTS = /** @type {const} */ ([
  { stage: 1, slice: "eye", each: 2 },
  { stage: 1, slice: "nose", each: 1 },
  { stage: 2, slice: "face", each: 1 },
]);

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
        str`The weights of this small network were set by hand, so each sheet has a name. ${stageTitle(1)} finds parts, ${stageWithin(2)} puts them together.`,
      ),
    ),
    parts(seen),
    result(seen),
    more(plain(msg("The head is fully connected: it sees every cell of layer 2, and adds up."))),
  ],
  terms: () => [
    { term: msg("Volume"), text: msg("a layer's results, drawn as a stack of sheets.") },
    {
      term: msg("Slice"),
      text: msg("one sheet of a volume: it looks for one thing, such as eyes, at every place."),
    },
    { term: msg("Cell"), text: msg("one place of a slice; it is lit where that thing was found.") },
    {
      term: msg("Convolution"),
      text: msg("the same small pattern, laid on every place in turn; each makes a slice."),
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
 */
function counted({ state: { model, frame } }) {
  const [eye, nose, face] = PARTS.map(({ stage, slice }) => {
    const layer = model.layers.find((each) => each.stage === stage);
    return frame?.volumes.get(layer?.name ?? "")?.active[layer?.slices.indexOf(slice) ?? -1];
  });
  return eye === undefined || nose === undefined || face === undefined ? null : { eye, nose, face };
}

/**
 * @param {Seen} seen
 * @returns {Sentence}
 */
function parts(seen) {
  const { frame, scene } = seen.state;
  if (!frame) return waiting(msg("Waiting for the volumes…"));
  const counts = counted(seen);
  if (!counts) return waiting(msg("This network has no slices for eyes, noses and faces."));
  const faces = scene.objects.filter(({ object }) => object === "face").length;
  const holds = PARTS.every(({ each, slice }) => counts[slice] === each * faces);
  const numbers = { eye: quote("eye", counts.eye), nose: quote("nose", counts.nose) };
  const face = quote("face", counts.face);
  return claim(
    holds,
    msg(
      html`In layer 1, ${numbers.eye} cells found an eye and ${numbers.nose} a nose; in layer 2,
      ${face} found a face.`,
    ),
    msg(
      html`${numbers.eye} cells found an eye, ${numbers.nose} a nose and ${face} a face. That is not
      two, one and one for each of the ${quote("faces", faces)} in the scene: something is hidden,
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
