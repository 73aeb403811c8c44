import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { means, within } from "../../network/arrays.js";
import { atHome, loneDigit, transplants } from "../../network/transplants.js";
import { isRunning } from "../../lab/sweep-map-view.js";
import { withFrames } from "../../state/network-sides.js";
import { claim, more, percent, percentText, plain, waiting } from "../claims.js";
import { shareTable } from "../share-table.js";
import { at, three } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";

/** @import { Sweep } from "../../types/lab.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const CORNER = "digits-max-fc-corner";
const EVERYWHERE = "digits-max-fc-everywhere";
const EVERYWHERE_HEAD = "digits-corner-convolutions-everywhere-head";
const CORNER_HEAD = "digits-everywhere-convolutions-corner-head";
/** Least difference in accuracy between the heads for a verdict. */
const CLEAR = 0.3;

/** How far apart the sweeps put the 3, px. */
const STEP = 4;

/** @type {Step} */
const step = {
  id: "head",
  chapter: "where",
  networks: [CORNER, EVERYWHERE, EVERYWHERE_HEAD, CORNER_HEAD],
  title: () => msg("Which part went blind?"),
  setting: ({ palette }) => ({
    objects: [at(three(palette), 36, 36)],
    model: CORNER,
    twin: EVERYWHERE,
  }),
  prepare: ({ store }) => store.set("transplantSweeps", []),
  text: (seen) => [
    plain(
      msg(
        "The convolutions make the volumes, and the last layers, the head, read them. What if the two networks exchange their heads?",
      ),
    ),
    ...swept(seen),
  ],
  picture: (seen) => {
    const found = outside(seen);
    return found ? table(found) : nothing;
  },
  task: () => msg("Swap the heads, and sweep the 3 through all four networks."),
  action: (context) => ({
    label: msg("Swap the heads"),
    running: isRunning(context.store.get("transplantSweeps")),
    run: () => swap(context),
  }),
  done: (seen) => outside(seen) !== null,
  result: (seen) => {
    const found = outside(seen);
    if (!found) return null;
    const [own = 0, lent = 0] = found.corner;
    const [given = 0, both = 0] = found.everywhere;
    return { own, lent, given, both, chance: found.chance };
  },
  points: ({ store }) =>
    store.get("lab") === "blind"
      ? [["head-transplants-tab", ".controls button"]]
      : [["scene-panel", ".board"]],
};

/**
 * Shows the two networks with exchanged heads, and sweeps the digit through all four.
 *
 * @param {Context} context
 */
function swap({ store, cards, palette, transplantSweeps }) {
  const four = transplants(cards);
  const digit = loneDigit(store.get("scene"), palette);
  if (!four || !digit) return;
  store.merge(withFrames(store.state, { model: four.everywhereHead, twin: four.cornerHead }));
  const scene = atHome(store.get("scene"), four.corner, digit);
  const networks = [four.corner, four.cornerHead, four.everywhereHead, four.everywhere];
  void transplantSweeps.run(
    networks.map(({ id }) => ({ model: id, scene, index: 0, step: STEP, output: digit.title })),
  );
}

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
  const { own, lent, given, both, difference } = numbersOf(found);
  const chance = percent("chance", found.chance);
  return [
    claim(
      difference >= CLEAR,
      msg(
        html`With a head trained in the corner, only ${own} and ${lent} of the places outside it are
        read right; with one trained everywhere, ${given} and ${both}. The head went blind; the
        convolutions did not.`,
      ),
      msg(
        html`With a head trained in the corner, ${own} and ${lent} of the places outside it are read
        right; with one trained everywhere, ${given} and ${both}. This digit does not tell which
        part went blind.`,
      ),
    ),
    more(
      plain(
        msg(
          html`Guessing would be right at ${chance} of the places. Measured at one place every
          ${STEP} px.`,
        ),
      ),
    ),
  ];
}

/**
 * @param {NonNullable<ReturnType<typeof outside>>} found
 */
function numbersOf({ corner: [own = 0, lent = 0], everywhere: [given = 0, both = 0] }) {
  return {
    own: percent("corner-corner", own),
    lent: percent("corner-everywhere", lent),
    given: percent("everywhere-corner", given),
    both: percent("everywhere-everywhere", both),
    difference: Math.min(given, both) - Math.max(own, lent),
  };
}

/**
 * Accuracy outside the corner, by head and convolutions.
 *
 * @param {NonNullable<ReturnType<typeof outside>>} found
 */
function table({ corner, everywhere }) {
  const cell = (/** @type {number} */ share) => ({ share, text: percentText(share) });
  return shareTable(
    msg("Right answers outside the corner"),
    [msg("convolutions: corner"), msg("convolutions: everywhere")],
    [
      { name: msg("head: corner"), cells: corner.map(cell) },
      { name: msg("head: everywhere"), cells: everywhere.map(cell) },
    ],
  );
}

export default step;
