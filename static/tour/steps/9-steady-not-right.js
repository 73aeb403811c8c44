import { msg } from "@lit/localize";
import { html } from "lit";
import { claim, plain, quote, waiting } from "../claims.js";
import { at, set, three } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

const NETWORK = "digits-none-gap";
/** Excess of consistency over accuracy from which consistency counts as misleading. */
const CLEAR = 0.1;

/** @type {Step} */
const step = {
  id: "steady",
  networks: [NETWORK],
  title: () => msg("Steady is not right"),
  prepare: (context) => {
    const objects = [at(three(context.palette), 22, 22)];
    set(context, { objects, model: NETWORK, lab: "consistency" });
    const { store } = context;
    store.set("consistency", { ...store.get("consistency"), results: [], failure: null });
  },
  text: (seen) => [
    plain(
      msg(
        "Consistency is the share of pairs of shifted copies that get the same answer. One answer for everything would score full marks. This network has no local pooling, and a global average before its answer.",
      ),
    ),
    ...measured(seen),
  ],
  task: () => msg(html`Press <em>Measure</em> under consistency, in the laboratory below.`),
  done: (seen) => newest(seen) !== undefined,
  points: () => [["consistency-tab", "[data-form=consistency] button"]],
};

/** @param {Seen} seen */
function newest({ state: { consistency, model } }) {
  return consistency.results.find((result) => result.model === model.id);
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function measured(seen) {
  const { busy, failure } = seen.state.consistency;
  const result = newest(seen);
  if (busy) return [waiting(msg("Measuring…"))];
  if (failure) return [waiting(msg(html`It could not be measured: ${errorText(failure)}`))];
  if (!result) return [waiting(msg("Waiting for the measurement."))];
  const { consistency, accuracy, chance, constant } = result;
  const numbers = {
    same: quote("consistency", consistency.mean, 3),
    right: quote("accuracy", accuracy, 3),
    chance: quote("chance", chance, 2),
  };
  return [
    claim(
      consistency.mean - accuracy >= CLEAR,
      msg(
        html`It gives the same answer to ${numbers.same} of the pairs, and the right one to
        ${numbers.right} (guessing: ${numbers.chance}). Steady, then, and often wrong: read the one
        beside the other.`,
      ),
      msg(
        html`It gives the same answer to ${numbers.same} of the pairs, and the right one to
        ${numbers.right} (guessing: ${numbers.chance}). Here the two do not lie far apart.`,
      ),
    ),
    claim(
      !constant,
      msg("It did not give one answer for everything: the measurement looks for that, too."),
      msg("It gave one answer for everything, so its consistency means nothing."),
    ),
  ];
}

export default step;
