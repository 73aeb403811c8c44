import { msg } from "@lit/localize";
import { html } from "lit";
import { means, within } from "../../network/arrays.js";
import { transplants } from "../../network/transplants.js";
import { claim, plain, quote, waiting } from "../claims.js";
import { at, set, three } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";

/** @import { Sweep } from "../../types/lab.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

/** Least difference in accuracy between the heads for a verdict. */
const CLEAR = 0.3;

/** @type {Step} */
const step = {
  id: "head",
  networks: [
    "digits-max-fc-corner",
    "digits-max-fc-everywhere",
    "digits-corner-convolutions-everywhere-head",
    "digits-everywhere-convolutions-corner-head",
  ],
  title: () => msg("Which part went blind?"),
  prepare: (context) => {
    set(context, {
      objects: [at(three(context.palette), 40, 40)],
      model: "digits-max-fc-corner",
      lab: "blind",
    });
    context.store.set("transplantSweeps", []);
  },
  text: (seen) => [
    plain(
      msg(
        "Call the fully connected end of the network its head. Two networks, one trained in the corner and one everywhere, have exchanged heads. Whose sight goes along: the head's, or that of the convolutions?",
      ),
    ),
    ...swept(seen),
  ],
  task: () => msg(html`Press <em>Sweep this 3 through all of them</em>, in the laboratory below.`),
  done: (seen) => outside(seen) !== null,
  points: () => [["head-transplants-tab", ".controls button"]],
};

/**
 * Accuracy outside the corner, by head and convolutions; null until all are known.
 *
 * @param {Seen} seen
 */
function outside({ state: { transplantSweeps }, cards, palette }) {
  const four = transplants(cards);
  if (!four) return null;
  const shareOf = (/** @type {string} */ id) =>
    share(
      transplantSweeps.find(({ plan }) => plan.model === id),
      four.corner.region,
      palette,
    );
  const corner = [shareOf(four.corner.id), shareOf(four.cornerHead.id)];
  const everywhere = [shareOf(four.everywhereHead.id), shareOf(four.everywhere.id)];
  const start = transplantSweeps.find(({ plan }) => plan.model === four.corner.id)?.start;
  const all = [...corner, ...everywhere];
  if (!start || all.some((each) => each === null || Number.isNaN(each))) return null;
  const [a = 0, b = 0, c = 0, d = 0] = /** @type {number[]} */ (all);
  return { corner: [a, b], everywhere: [c, d], chance: start.chance };
}

/**
 * @param {Sweep|undefined} sweep
 * @param {import("../../types/api.js").Card["region"]} region
 * @param {Seen["palette"]} palette
 */
function share(sweep, region, palette) {
  const { start, fields, end } = sweep ?? {};
  const object = palette.get(start?.object ?? "");
  if (!start || !fields || !end || !object) return null;
  const { rows, cols } = start;
  return means(fields.correct, cols.length, within(rows, cols, region, object)).outside;
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function swept(seen) {
  const { transplantSweeps } = seen.state;
  const failed = transplantSweeps.find(({ status }) => status === "failed");
  if (failed)
    return [waiting(msg(html`A sweep failed: ${failed.failure && errorText(failed.failure)}`))];
  if (transplantSweeps.some(({ status }) => status === "cancelled")) {
    return [waiting(msg("The sweeps were cancelled: press it again."))];
  }
  const found = outside(seen);
  if (!found) {
    const done = transplantSweeps.filter(({ status }) => status === "done").length;
    return [
      waiting(
        transplantSweeps.length
          ? msg(html`Sweeping: ${done} of ${transplantSweeps.length} networks.`)
          : msg("Waiting for the sweeps."),
      ),
    ];
  }
  const [own = 0, lent = 0] = found.corner;
  const [given = 0, both = 0] = found.everywhere;
  const numbers = {
    own: quote("corner-corner", own, 2),
    lent: quote("corner-everywhere", lent, 2),
    given: quote("everywhere-corner", given, 2),
    both: quote("everywhere-everywhere", both, 2),
  };
  const apart = Math.min(given, both) - Math.max(own, lent);
  const difference = quote("apart", apart, 2);
  return [
    plain(
      msg(
        html`Outside the corner, heads trained in it are right at ${numbers.own} of the places on
        convolutions from the corner, at ${numbers.lent} on those from everywhere; heads trained
        everywhere at ${numbers.given} and ${numbers.both} (guessing:
        ${quote("chance", found.chance, 2)}).`,
      ),
    ),
    claim(
      apart >= CLEAR,
      msg(html`At least ${difference} apart: the head went blind, the convolutions did not.`),
      msg(html`Only ${difference} apart: this digit does not tell which part went blind.`),
    ),
  ];
}

export default step;
