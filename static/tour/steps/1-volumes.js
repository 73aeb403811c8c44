import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { stageWord } from "../../i18n/volume-colour-names.js";
import { claim, plain, quote, quoteName, strongest, waiting } from "../claims.js";
import { at, set } from "../step-setup.js";

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
  networks: ["ludic"],
  title: () => msg("A face, and what the network makes of it"),
  prepare: (context) => set(context, { objects: [at("face", 3, 3)], model: "ludic" }),
  text: (seen) => [
    plain(
      msg(
        str`Blue is the picture. Small pattern detectors, called convolutions, turn it into the ${stageWord(1)} volume, and those of a second layer into the ${stageWord(2)} one. Each sheet, a slice, looks for one thing.`,
      ),
    ),
    parts(seen),
    result(seen),
  ],
  task: () =>
    msg(html`Press <em>Human body</em>, below the palette: arms and legs come to the face.`),
  done: ({ state: { scene, frame } }) =>
    frame !== null &&
    ["face", "arm", "leg"].every((name) => scene.objects.some(({ object }) => object === name)),
  points: () => [["palette-panel", ".row button"]],
};

/**
 * @param {Seen} seen
 * @returns {Sentence}
 */
function parts({ state: { model, frame, scene } }) {
  if (!frame) return waiting(msg("Waiting for the volumes…"));
  const [eyes, noses, found] = PARTS.map(({ stage, slice }) => {
    const layer = model.layers.find((each) => each.stage === stage);
    return frame.volumes.get(layer?.name ?? "")?.active[layer?.slices.indexOf(slice) ?? -1];
  });
  if (eyes === undefined || noses === undefined || found === undefined) {
    return waiting(msg("This network has no slices for eyes, noses and faces."));
  }
  const faces = scene.objects.filter(({ object }) => object === "face").length;
  const holds = PARTS.every(({ each }, i) => [eyes, noses, found][i] === each * faces);
  const numbers = { eye: quote("eye", eyes), nose: quote("nose", noses) };
  const face = quote("face", found);
  return claim(
    holds,
    msg(
      html`Just now ${numbers.eye} cells see an eye, ${numbers.nose} a nose, and in ${stageWord(2)}
      ${face} a face.`,
    ),
    msg(
      html`Just now ${numbers.eye} cells see an eye, ${numbers.nose} a nose and ${face} a face. That
      is not two, one and one for each of the ${quote("faces", faces)} in the scene: something is
      hidden, cut off, or looks like one.`,
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
    msg(
      html`The last layer is fully connected: it sees every ${stageWord(2)} cell, and adds up. Its
      answer is ${said} (score ${quote("score", score, 3)} of 1).`,
    ),
    msg(
      html`The last layer is fully connected: it sees every ${stageWord(2)} cell, and adds up. Here
      it errs: its answer is ${said} (score ${quote("score", score, 3)} of 1).`,
    ),
  );
}

export default step;
