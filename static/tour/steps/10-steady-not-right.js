import { msg, str } from "@lit/localize";
import { html } from "lit";
import { volumeName } from "../../i18n/labels.js";
import { axisTitle, valueTitle } from "../../i18n/axis-labels.js";
import { flowing, named } from "../../i18n/locale.js";
import { best } from "../../lab/comparison-sentences.js";
import { claim, comparedOn, more, percent, plain, quote, quoteName, waiting } from "../claims.js";
import { OWN_BUTTON, at, three, titleOf } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";
import { metricsOf } from "../../network/metrics.js";

/** @import { Card } from "../../types/api.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const NETWORK = "digits-none-gap";
/** The network of the step before. */
const BEFORE = "digits-max-gmp-corner";
/** A 5 that it takes for a 3, at two places near the canvas's centre. */
const DIGIT = "digit-5-1";
const THERE = { row: 17, col: 17 };
const HERE = { row: 25, col: 27 };
/** Excess of consistency over accuracy from which consistency counts as misleading. */
const CLEAR = 0.1;

/** @type {Step} */
const step = {
  id: "steady",
  chapter: "limits",
  networks: [NETWORK],
  title: () => msg("Steady is not right"),
  setting: ({ palette }) => {
    const digit = steadyAndWrong(palette);
    return {
      objects: [at(digit, HERE.row, HERE.col)],
      model: NETWORK,
      pinned: [at(digit, THERE.row, THERE.col)],
    };
  },
  prepare: ({ store }) => {
    store.set("consistency", { ...store.get("consistency"), results: [], failure: null });
  },
  text: (seen) => [
    plain(average(seen)),
    plain(pair(seen)),
    ...measured(seen),
    more(plain(msg("The share of pairs with the same answer is called consistency."))),
    more(plain(network(seen))),
  ],
  task: () => msg("Try many pairs, each one digit at two places."),
  action: ({ store, measurements }) => ({
    label: msg("Try many pairs"),
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
      : OWN_BUTTON,
};

/**
 * A digit that this network takes for another one, if the palette has it.
 *
 * @param {Seen["palette"]} palette
 */
function steadyAndWrong(palette) {
  return palette.has(DIGIT) ? DIGIT : three(palette);
}

/**
 * What this network does with each sheet, with the name of its column in the figure.
 *
 * @param {Seen} seen
 */
function average({ state: { model } }) {
  const pooled = model.layers.find(({ kind }) => kind === "gap");
  const column = html`<i>${pooled ? volumeName(pooled) : msg("Average")}</i>`;
  return msg(
    html`This last network keeps the average of each slice instead of its maximum (column
    ${column}), so the place hardly counts.`,
  );
}

/**
 * What the pair on the canvas shows.
 *
 * @param {Seen} seen
 */
function pair({ state, palette }) {
  const found = comparedOn(state)?.result;
  const [a, b] = [best(found?.outputs_a ?? []), best(found?.outputs_b ?? [])];
  const title = titleOf(palette, state.scene);
  if (!a || !b) return msg(str`Look at the ${title} on the canvas, at two places.`);
  const names = { a: quoteName("pair-a", a.name), b: quoteName("pair-b", b.name) };
  return a.name === b.name
    ? msg(html`The ${title} on the canvas is read as “${names.b}” at both places.`)
    : msg(html`The ${title} on the canvas is read as “${names.a}” and as “${names.b}”.`);
}

/**
 * Which network it is, in what it differs from that of the step before, and why its card has another
 * accuracy.
 *
 * @param {Seen} seen
 */
function network(seen) {
  const { model } = seen.state;
  const result = newest(seen);
  const name = quoteName("network", named(model.title));
  const before = seen.cards.find(({ id }) => id === BEFORE);
  const differs = before ? differences(before, model, seen.cards) : "";
  const first = differs
    ? msg(html`This network, ${name}, differs from that of the step before: ${differs}.`)
    : msg(html`This network is ${name}.`);
  if (!result) return first;
  const { samples, positions, mean } = metricsOf(model);
  return flowing([
    first,
    msg(
      html`Its model card says ${percent("card", mean)}: of ${quote("card-samples", samples)} of
      each digit at ${quote("card-places", positions.length)} places over the whole canvas; here it
      was ${quote("samples", result.samples)} of them, each at two places within
      ${quote("radius", result.radius)} pixels of the centre.`,
    ),
  ]);
}

/**
 * All in which two networks differ, as in `training region: centre only instead of one corner`.
 *
 * @param {Card} before
 * @param {Card} now
 * @param {Card[]} cards
 */
function differences(before, now, cards) {
  const title = (/** @type {string} */ axis, /** @type {Card} */ { axes }) =>
    valueTitle(axis, axes[axis] ?? "", cards);
  const kernels = [before, now].map(({ layers }) => {
    const size = layers.find(({ kind }) => kind === "conv")?.options["kernel"];
    return size === undefined ? "" : `${size} × ${size}`;
  });
  const pairs = [
    ...Object.keys(now.axes).map((axis) => [
      axisTitle(axis),
      title(axis, before),
      title(axis, now),
    ]),
    [msg("kernels"), ...kernels],
    [msg("training steps"), ...[before, now].map(({ steps }) => steps?.toLocaleString() ?? "")],
  ];
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([what = "", one = "", other = ""]) => msg(str`${what}: ${other} instead of ${one}`))
    .reduce((all, next) => (all ? msg(str`${all}; ${next}`) : next), "");
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
  if (busy) {
    const { pairs } = seen.state.analysis.consistency;
    return [waiting(html`${msg(str`Trying ${pairs} pairs…`)} <progress></progress>`)];
  }
  if (failure) return [waiting(msg(html`It could not be measured: ${errorText(failure)}`))];
  if (!result) return [waiting(msg("Waiting for the measurement."))];
  const { consistency, accuracy, chance, constant, pairs, radius } = result;
  const numbers = {
    pairs: quote("pairs", pairs),
    radius: quote("near", radius),
    same: percent("consistency", consistency.mean),
    right: percent("accuracy", accuracy),
    chance: percent("chance", chance),
  };
  return [
    claim(
      consistency.mean - accuracy >= CLEAR,
      msg(
        html`Of ${numbers.pairs} pairs within ${numbers.radius} pixels of the centre,
        ${numbers.same} got the same answer twice, but only ${numbers.right} of the answers were
        right (guessing: ${numbers.chance}). Steady is not right.`,
      ),
      msg(
        html`Of ${numbers.pairs} pairs within ${numbers.radius} pixels of the centre,
        ${numbers.same} got the same answer twice, and ${numbers.right} of the answers were right
        (guessing: ${numbers.chance}). Here the two do not lie far apart.`,
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
