import { restore, snapshotOf } from "./page-snapshot.js";
import { loadProgress } from "./progress-storage.js";
import { STEPS, stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Seen } from "./types.js" */

/** Ways into the tour, through it and out of it. */

/**
 * Goes on where the tour was left; from the start where it never was, or was seen to its end.
 *
 * @param {Context} context
 */
export function start(context) {
  const { store } = context;
  store.set("newcomer", false);
  const kept = loadProgress();
  const last = STEPS.at(-1)?.id ?? "";
  const over = kept?.step === last && kept.done.includes(last);
  const { step, done } = kept && !over ? kept : { step: STEPS[0]?.id ?? "", done: [] };
  const before = snapshotOf(store.state);
  show(context, step, done);
  store.set("beforeTour", before);
}

/**
 * Goes to a step; one that there is not changes nothing.
 *
 * @param {Context} context
 * @param {string|undefined} id
 */
export function go(context, id) {
  const tour = context.store.get("tour");
  if (tour && stepOf(id)) show(context, /** @type {string} */ (id), tour.done);
}

/**
 * @param {Context} context
 * @param {string} id
 * @param {string[]} done
 */
function show(context, id, done) {
  const step = stepOf(id);
  if (!step) return;
  if (isServed(context, step.networks)) step.prepare(context);
  context.store.set("tour", { step: id, done });
}

/**
 * Leaves the tour, and brings back what was on the page before it, unless that is not wanted.
 *
 * @param {Context} context
 * @param {boolean} [back]
 */
export function leave(context, back = true) {
  const { store } = context;
  const before = store.get("beforeTour");
  store.set("tour", null);
  if (back && before) restore(context, before);
}

/**
 * @param {Pick<Context, "cards">} context
 * @param {string[]} networks  ids
 */
export function isServed({ cards }, networks) {
  return networks.every((id) => cards.some((card) => card.id === id));
}

/**
 * @param {Context} context
 * @returns {Seen}
 */
export function seen({ store, cards, families, palette }) {
  return { state: store.state, cards, families, palette };
}
