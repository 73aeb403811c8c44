import { msg } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { claim, more, percent, plain, quote, quoteName, waiting } from "../claims.js";
import { at, three } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

const NETWORK = "digits-none-gap";
/** Excess of consistency over accuracy from which consistency counts as misleading. */
const CLEAR = 0.1;

/** @type {Step} */
const step = {
  id: "steady",
  chapter: "limits",
  networks: [NETWORK],
  title: () => msg("Steady is not right"),
  setting: ({ palette }) => ({ objects: [at(three(palette), 22, 22)], model: NETWORK }),
  prepare: ({ store }) => {
    store.set("consistency", { ...store.get("consistency"), results: [], failure: null });
  },
  text: (seen) => [
    plain(
      msg(
        "Does the same answer mean the right answer? Show this network pairs of shifted copies of its digits.",
      ),
    ),
    ...measured(seen),
    more(plain(msg("The share of pairs with the same answer is called consistency."))),
    more(plain(network(seen))),
  ],
  task: () => msg("Measure how often the answer stays, and how often it is right."),
  action: ({ store, measurements }) => ({
    label: msg("Measure"),
    running: store.get("consistency").busy,
    run: () => void measurements.consistency.ask(store.get("analysis").consistency),
  }),
  done: (seen) => newest(seen) !== undefined,
  result: (seen) => {
    const found = newest(seen);
    if (!found) return null;
    const { consistency, accuracy, chance } = found;
    return { same: consistency.mean, right: accuracy, chance };
  },
  points: ({ store }) =>
    store.get("lab") === "consistency"
      ? [["consistency-tab", "[data-form=consistency] button"]]
      : [["scene-panel", ".board"]],
};

/**
 * Which network it is, and why its card has another accuracy.
 *
 * @param {Seen} seen
 */
function network(seen) {
  const { model } = seen.state;
  const result = newest(seen);
  const name = quoteName("network", named(model.title));
  if (!result)
    return msg(
      html`This network, ${name}, differs from the step before: no pooling between its layers, a
      global average before its answer.`,
    );
  const { samples, positions, mean } = model.metrics;
  return msg(
    html`This network, ${name}, differs from the step before: no pooling between its layers, a
    global average before its answer. Its model card says ${percent("card", mean)}: of
    ${quote("card-samples", samples)} of each digit at ${quote("card-places", positions.length)}
    places over the whole canvas; here it was ${quote("samples", result.samples)} of them, each at
    two places within ${quote("radius", result.radius)} pixels of the centre.`,
  );
}

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
    same: percent("consistency", consistency.mean),
    right: percent("accuracy", accuracy),
    chance: percent("chance", chance),
  };
  return [
    claim(
      consistency.mean - accuracy >= CLEAR,
      msg(
        html`It gives the same answer to ${numbers.same} of the pairs, and the right one to
        ${numbers.right} (guessing: ${numbers.chance}). Steady is not right.`,
      ),
      msg(
        html`It gives the same answer to ${numbers.same} of the pairs, and the right one to
        ${numbers.right} (guessing: ${numbers.chance}). Here the two do not lie far apart.`,
      ),
    ),
    more(
      claim(
        !constant,
        msg("It did not give one answer for everything: the measurement looks for that, too."),
        msg("It gave one answer for everything, so its consistency means nothing."),
      ),
    ),
  ];
}

export default step;
