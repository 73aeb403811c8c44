import { msg } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { stageWord } from "../../i18n/volume-colour-names.js";
import { claim, plain, quote, quoteName, strongest, waiting } from "../claims.js";
import { at, set } from "../step-setup.js";

/** @import { Card, Frame } from "../../types/api.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

/** @type {Step} */
const step = {
  id: "pooling",
  networks: ["ludic", "ludic-nopool"],
  title: () => msg("Is it the pooling?"),
  prepare: (context) => set(context, { objects: [at("face", 5, 37)], model: "ludic" }),
  text: (seen) => [
    plain(
      msg(
        "After each convolution, pooling keeps only the strongest of 2 × 2 cells. Many say that this is what makes networks not care about place. Take it away, then.",
      ),
    ),
    ...beside(seen),
  ],
  task: () => msg(html`Press <em>Without pooling</em>, at the top of the page.`),
  done: ({ state: { twin, twinFrame } }) => twin?.axes.pooling === "none" && twinFrame !== null,
  points: () => [["second-network-switch", "button:nth-of-type(2)"]],
};

/**
 * @param {Card} card
 * @param {Frame} frame
 */
function faceOf(card, frame) {
  const layer = card.layers.findLast(({ stage }) => stage === 2);
  const active = frame.volumes.get(layer?.name ?? "")?.active;
  const cells = active?.[layer?.slices.indexOf("face") ?? -1];
  return { cells, side: layer?.shape[1] ?? 0, ...strongest(card.outputs, frame.scores) };
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function beside({ state: { model, frame, twin, twinFrame } }) {
  if (!twin) return [waiting(msg("Waiting for the network without pooling."))];
  if (!frame || !twinFrame) return [waiting(msg("Waiting for both answers…"))];
  const [one, two] = [faceOf(model, frame), faceOf(twin, twinFrame)];
  if (one.cells === undefined || two.cells === undefined) {
    return [waiting(msg("These networks have no slice for faces."))];
  }
  const cells = { with: quote("face-1", one.cells), without: quote("face-2", two.cells) };
  const sides = { with: quote("side-1", one.side), without: quote("side-2", two.side) };
  const results = {
    with: quoteName("answer-1", named(one.name)),
    without: quoteName("answer-2", named(two.name)),
  };
  const scores = { with: quote("score-1", one.score, 3), without: quote("score-2", two.score, 3) };
  return [
    claim(
      two.cells > 0 && one.cells > 0,
      msg(
        html`With pooling ${cells.with} cell of the face slice is lit, without it ${cells.without}:
        it means a face either way.`,
      ),
      msg(
        html`With pooling ${cells.with} cells of the face slice are lit, without it
        ${cells.without}: here they do not agree that there is a face.`,
      ),
    ),
    claim(
      one.side < two.side,
      msg(
        html`What pooling did is to compress: the ${stageWord(2)} volume is ${sides.with} cells
        wide, without it ${sides.without}.`,
      ),
      msg(
        html`It did not even compress: the ${stageWord(2)} volume is ${sides.with} cells wide,
        without it ${sides.without}.`,
      ),
    ),
    claim(
      one.name === two.name,
      msg(html`Both answer ${results.with} (${scores.with} and ${scores.without}).`),
      msg(
        html`But the answers differ: ${results.with} (${scores.with}) and ${results.without}
        (${scores.without}).`,
      ),
    ),
  ];
}

export default step;
