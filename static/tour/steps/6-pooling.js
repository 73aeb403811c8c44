import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { named } from "../../i18n/locale.js";
import { isTrainingDecisive, poolingAndTraining } from "../../network/pooling-and-training.js";
import { choose } from "../../state/network-sides.js";
import { claim, more, percent, plain, quote, quoteName, strongest, waiting } from "../claims.js";
import { shareTable } from "../share-table.js";
import { at, standing } from "../step-setup.js";
import { metricsOf } from "../../network/metrics.js";

/** @import { Card, Frame } from "../../types/api.js" */
/** @import { PoolingAndTraining } from "../../network/pooling-and-training.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

/** @type {Step} */
const step = {
  id: "pooling",
  chapter: "inside",
  networks: ["ludic", "ludic-nopool"],
  title: () => msg("Is it the pooling?"),
  setting: (context) => ({ objects: [standing(context, at("face", 5, 37))], model: "ludic" }),
  text: (seen) => [
    plain(msg("After each layer, pooling keeps only the strongest of every 2 × 2 cells.")),
    plain(msg("Many say that it makes the place not matter.")),
    ...beside(seen),
  ],
  background: ({ cards }) => {
    const four = poolingAndTraining(cards);
    return four ? table(four) : nothing;
  },
  task: () => msg("Take the pooling away."),
  waits: () => msg("Waiting for the network without pooling."),
  action: (context) => ({
    label: msg("Without pooling"),
    run: () => {
      const { store, cards } = context;
      choose(store, "twin", cards.find(({ id }) => id === "ludic-nopool") ?? null);
    },
  }),
  done: ({ state: { twin, twinFrame } }) => twin?.axes.pooling === "none" && twinFrame !== null,
  result: ({ state: { model, frame, twin, twinFrame } }) => {
    if (!frame || !twin || !twinFrame) return null;
    const [one, two] = [faceOf(model, frame), faceOf(twin, twinFrame)];
    if (one.cells === undefined || two.cells === undefined) return null;
    return {
      "face-1": one.cells,
      "face-2": two.cells,
      "side-1": one.side,
      "side-2": two.side,
      "answer-1": one.name,
      "answer-2": two.name,
    };
  },
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
function beside({ cards, state: { model, frame, twin, twinFrame } }) {
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
  const scores = { with: percent("score-1", one.score), without: percent("score-2", two.score) };
  return [
    claim(
      two.cells > 0 && one.cells > 0 && one.name === two.name,
      msg(
        html`Without pooling, too, the face is found and the answer is “${results.without}”: in this
        network it is not the pooling.`,
      ),
      msg(
        html`The answers are “${results.with}” with pooling and “${results.without}” without it:
        here they do not agree.`,
      ),
    ),
    claim(
      one.side < two.side,
      msg(
        html`Pooling compresses: with it layer 2 is ${sides.with} cells wide, without it
        ${sides.without}.`,
      ),
      msg(
        html`Pooling does not compress: with it layer 2 is ${sides.with} cells wide, without it
        ${sides.without}.`,
      ),
    ),
    more(
      plain(
        msg(
          html`Lit cells of the face slice: ${cells.with} with pooling, ${cells.without} without.
          How sure the answers are: ${scores.with} and ${scores.without}.`,
        ),
      ),
    ),
    more(
      plain(
        msg(
          "Hand-made: the weights of both networks were computed from the drawn parts. They learned nothing, and so prove nothing about networks that learned.",
        ),
      ),
    ),
    ...trained(poolingAndTraining(cards)),
  ];
}

/**
 * What networks that learned say: their accuracy was measured beforehand, for their cards.
 *
 * @param {PoolingAndTraining|null} four
 * @returns {Sentence[]}
 */
function trained(four) {
  if (!four) return [];
  const { samples, positions } = metricsOf(four.corner.max);
  return [
    more(
      claim(
        isTrainingDecisive(four),
        msg(
          "In the table's four networks, which learned digits, the place of training decides, not the pooling.",
        ),
        msg("In the table's four networks, which learned digits, the pooling decides too."),
      ),
    ),
    more(
      plain(
        msg(
          html`The table: ${quote("samples", samples)} of each digit, which no training saw, alone
          at ${quote("places", positions.length)} places over the whole canvas; four networks with a
          fully connected head, one training each.`,
        ),
      ),
    ),
  ];
}

/** @param {PoolingAndTraining} four */
function table({ corner, everywhere }) {
  const cells = (/** @type {"max"|"none"} */ pooling) => [
    cell(`everywhere-${pooling}`, everywhere[pooling]),
    cell(`corner-${pooling}`, corner[pooling]),
  ];
  return shareTable(
    msg("Digits read over the whole canvas"),
    [msg("learned everywhere"), msg("learned in one corner")],
    [
      { name: msg("max pooling"), cells: cells("max") },
      { name: msg("no pooling"), cells: cells("none") },
    ],
  );
}

/**
 * @param {string} name
 * @param {Card} card
 */
function cell(name, card) {
  const { mean } = metricsOf(card);
  return { share: mean, text: percent(name, mean) };
}

export default step;
