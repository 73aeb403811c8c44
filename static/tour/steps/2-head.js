import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { CLEAR } from "../../network/clear-difference.js";
import { atHome, loneDigit, transplants } from "../../network/transplants.js";
import { isRunning } from "../../lab/sweep-map-view.js";
import { restricted } from "../../network/training-region.js";
import { withFrames } from "../../state/network-sides.js";
import { claim, more, percent, percentText, plain, quote, waiting } from "../claims.js";
import { shareTable } from "../share-table.js";
import { OWN_BUTTON, at, standing, three } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";
import { metricsOf } from "../../network/metrics.js";

/** @import { Card, Placement } from "../../types/api.js" */
/** @import { Transplants } from "../../network/transplants.js" */
/** @import { Sweep } from "../../types/lab.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const CORNER = "digits-max-fc-corner";
const EVERYWHERE = "digits-max-fc-everywhere";
const EVERYWHERE_HEAD = "digits-corner-convolutions-everywhere-head";
const CORNER_HEAD = "digits-everywhere-convolutions-corner-head";

/** How far apart the sweeps put the 3, px. */
const STEP = 4;

/** @type {Step} */
const step = {
  id: "head",
  chapter: "where",
  networks: [CORNER, EVERYWHERE, EVERYWHERE_HEAD, CORNER_HEAD],
  title: () => msg("Which part went blind?"),
  setting: (context) => ({
    objects: [outside(context, at(three(context.palette), 36, 36))],
    model: EVERYWHERE,
    twin: CORNER,
  }),
  prepare: ({ store }) => store.set("transplantSweeps", []),
  text: (seen) => [
    plain(msg("The head is the last part: it reads what the layers found.")),
    plain(
      msg(
        "Swap the heads: layers from everywhere get a head that learned in the corner, and vice versa.",
      ),
    ),
    ...swept(seen),
    more(
      plain(
        msg(
          "Each of these heads was trained anew on the layers that it reads: it is not the other network's own head, moved over as it is.",
        ),
      ),
    ),
  ],
  picture: (seen) => {
    const found = shares(seen);
    return found ? table(found) : nothing;
  },
  background: ({ cards }) => {
    const four = transplants(cards);
    return four ? cardTable(four) : nothing;
  },
  task: () => msg("Swap the heads, and try all four pairs of layers and head at many places."),
  action: (context) => ({
    label: msg("Swap the heads"),
    running: isRunning(context.store.get("transplantSweeps")),
    run: () => swap(context),
  }),
  done: (seen) => shares(seen) !== null,
  result: (seen) => {
    const found = shares(seen);
    if (!found) return null;
    const { own, lent, given, both, chance, places } = found;
    return { own, lent, given, both, chance, places };
  },
  points: ({ store }) =>
    store.get("lab") === "blind" ? [["head-transplants-tab", ".controls button"]] : OWN_BUTTON,
};

/**
 * The 3 where the reader left it, unless it is in the corner, which both networks read.
 *
 * @param {Context} context
 * @param {Placement} home
 */
function outside(context, home) {
  const box = restricted(
    context.cards.find(({ id }) => id === CORNER) ?? context.store.get("model"),
  );
  const placed = standing(context, home);
  const inside = box && placed.row < box.top + box.height && placed.col < box.left + box.width;
  return inside ? home : placed;
}

/**
 * Shows the two networks with exchanged heads, and sweeps the digit through all four.
 *
 * @param {Context} context
 */
function swap({ store, cards, palette, transplantSweeps }) {
  const four = transplants(cards);
  const digit = loneDigit(store.get("scene"), palette);
  if (!four || !digit) return;
  // The layers keep their side.
  store.merge(withFrames(store.state, { model: four.cornerHead, twin: four.everywhereHead }));
  const scene = atHome(store.get("scene"), four.corner, digit);
  const networks = [four.everywhere, four.cornerHead, four.everywhereHead, four.corner];
  void transplantSweeps.run(
    networks.map(({ id }) => ({ model: id, scene, index: 0, step: STEP, output: digit.title })),
  );
}

/**
 * Share of all places where the digit is read, by head and layers; null until all are known.
 *
 * @param {Seen} seen
 */
function shares({ state: { transplantSweeps }, cards, palette }) {
  const four = transplants(cards);
  if (!four) return null;
  const sweepOf = (/** @type {Card} */ { id }) =>
    transplantSweeps.find(({ plan }) => plan.model === id);
  const lent = readOf(sweepOf(four.cornerHead));
  const own = readOf(sweepOf(four.corner));
  const both = readOf(sweepOf(four.everywhere));
  const given = readOf(sweepOf(four.everywhereHead));
  const start = sweepOf(four.corner)?.start;
  if (
    !start ||
    start.chance === null ||
    own === null ||
    lent === null ||
    given === null ||
    both === null
  )
    return null;
  const digit = palette.get(start.object)?.title ?? start.object;
  return { digit, own, lent, given, both, chance: start.chance, places: start.total };
}

/** @param {Sweep|undefined} sweep */
function readOf(sweep) {
  const { fields, end } = sweep ?? {};
  if (!fields?.correct.length || !end) return null;
  return fields.correct.reduce((sum, value) => sum + value, 0) / fields.correct.length;
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
  const found = shares(seen);
  if (!found) {
    const done = transplantSweeps.filter(({ status }) => status === "done").length;
    return [
      waiting(
        transplantSweeps.length
          ? msg(html`Trying: ${done} of ${transplantSweeps.length} pairs.`)
          : msg("Waiting for the swap."),
      ),
    ];
  }
  const { own, lent, given, both } = found;
  const numbers = {
    own: percent("corner-corner", own),
    lent: percent("corner-everywhere", lent),
    given: percent("everywhere-corner", given),
    both: percent("everywhere-everywhere", both),
    places: quote("places", found.places),
  };
  const chance = percent("chance", found.chance);
  const { digit } = found;
  const isTheHead = Math.min(given, both) - Math.max(own, lent) >= CLEAR;
  const weaker = both - given >= CLEAR;
  return [
    claim(
      isTheHead,
      msg(
        html`Of ${numbers.places} places, a head that learned everywhere reads this ${digit} at
        ${numbers.both} and ${numbers.given}, a head from the corner only at ${numbers.lent} and
        ${numbers.own}.`,
      ),
      msg(
        html`Of ${numbers.places} places, a head that learned everywhere reads this ${digit} at
        ${numbers.both} and ${numbers.given}, a head from the corner at ${numbers.lent} and
        ${numbers.own}.`,
      ),
    ),
    claim(
      isTheHead,
      msg(str`For this ${digit}, the head went blind, not the layers.`),
      weaker
        ? msg(str`For this ${digit}, the corner's layers are worse, too.`)
        : msg(str`This ${digit} does not tell which part went blind.`),
    ),
    more(
      plain(
        msg(
          html`One place every ${STEP} px over the whole canvas, the corner included. Guessing would
          be right at ${chance} of them.`,
        ),
      ),
    ),
    ...onAllDigits(seen),
  ];
}

/**
 * What the four networks' cards say of all digits: one digit proves little.
 *
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function onAllDigits({ cards }) {
  const four = transplants(cards);
  if (!four) return [];
  const { samples, positions } = metricsOf(four.corner);
  const mean = (/** @type {Card} */ card) => metricsOf(card).mean;
  const counts = {
    samples: quote("samples", samples),
    places: quote("card-places", positions.length),
  };
  return [
    more(
      claim(
        Math.min(mean(four.everywhere), mean(four.everywhereHead)) -
          Math.max(mean(four.corner), mean(four.cornerHead)) >=
          CLEAR,
        msg(
          html`One digit proves little, so the table has the same four networks' accuracies from
          their cards: ${counts.samples} of each digit, which no training saw, at ${counts.places}
          places, one training each. There, too, the head decides; single digits come out otherwise.`,
        ),
        msg(
          html`One digit proves little, so the table has the same four networks' accuracies from
          their cards: ${counts.samples} of each digit, which no training saw, at ${counts.places}
          places, one training each. There the head alone does not decide.`,
        ),
      ),
    ),
  ];
}

/**
 * Share of the places where the digit is read, by head and layers.
 *
 * @param {NonNullable<ReturnType<typeof shares>>} found
 */
function table({ digit, own, lent, given, both }) {
  const cell = (/** @type {number} */ share) => ({ share, text: percentText(share) });
  return byHead(msg(str`Places where this ${digit} is read`), {
    own: cell(own),
    lent: cell(lent),
    given: cell(given),
    both: cell(both),
  });
}

/** @param {Transplants} four */
function cardTable({ corner, cornerHead, everywhereHead, everywhere }) {
  const cell = (/** @type {string} */ name, /** @type {Card} */ card) => {
    const { mean } = metricsOf(card);
    return { share: mean, text: percent(name, mean) };
  };
  return byHead(msg("All digits: right answers over the whole canvas"), {
    own: cell("card-own", corner),
    lent: cell("card-lent", cornerHead),
    given: cell("card-given", everywhereHead),
    both: cell("card-both", everywhere),
  });
}

/**
 * @param {string} caption
 * @param {Record<"own"|"lent"|"given"|"both", { share: number, text: unknown }>} cells
 */
function byHead(caption, { own, lent, given, both }) {
  return shareTable(
    caption,
    [msg("layers: everywhere"), msg("layers: corner")],
    [
      { name: msg("head: everywhere"), cells: [both, given] },
      { name: msg("head: corner"), cells: [lent, own] },
    ],
  );
}

export default step;
