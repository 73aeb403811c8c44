import { asLearned } from "../network/transplants.js";
import { withFrames } from "../state/network-sides.js";
import { deselectTool } from "../scene/tools/tool.js";
import { isClaim } from "./claims.js";
import { showMeasured } from "./measured-page.js";
import { restore, snapshotOf } from "./page-snapshot.js";
import { loadProgress, loadResults } from "./progress-storage.js";
import { restage, set } from "./step-setup.js";
import { STEPS, SUMMARY, beside, isPlace, stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Seen, Step } from "./types.js" */

/** Starts the tour, moves through it, and leaves it. */

/**
 * Continues the tour where it was left, or starts with its first step if it is new or was completed. What
 * was done and measured before stays.
 *
 * @param {Context} context
 */
export function start(context) {
  const { store } = context;
  const stored = loadProgress();
  const over = stored?.step === SUMMARY;
  const first = STEPS[0]?.id ?? "";
  const { step, done } = stored
    ? { ...stored, step: over ? first : stored.step }
    : { step: first, done: [] };
  store.set("tourResults", stored ? loadResults() : {});
  const before = snapshotOf(store.state);
  store.set("screen", "play");
  show(context, step, done);
  store.set("beforeTour", before);
}

/**
 * Goes to a step or to the last screen. Unknown ids have no effect.
 *
 * @param {Context} context
 * @param {string|undefined} id
 */
export function go(context, id) {
  const tour = context.store.get("tour");
  if (tour && isPlace(id)) show(context, /** @type {string} */ (id), tour.done);
}

/**
 * Goes back to what was shown before: to the step before with its result, if its task was done, and from
 * the first step to the page that the tour was opened on, or to the first screen. A result of an earlier
 * visit is measured anew.
 *
 * @param {Context} context
 */
export function goBack(context) {
  const { store, sweeps, transplantSweeps } = context;
  const tour = store.get("tour");
  const step = stepOf(beside(tour?.step, -1));
  if (!tour) return;
  if (!step) return cameFromPlay(context) ? leave(context) : showOpening(context);
  // What is under way would write over the results.
  sweeps.cancel();
  transplantSweeps.cancel();
  const page = store.get("stepPages")[step.id];
  if (page) {
    deselectTool(store);
    return showMeasured(store, step.id, page);
  }
  go(context, step.id);
  if (tour.done.includes(step.id) && isOffered(context, step)) act(context, step);
}

/**
 * Whether a place of the tour has another before it, which for the first step is the page that the tour
 * was opened on, or the first screen.
 *
 * @param {Pick<Context, "cards"|"store">} context
 * @param {string} id
 */
export function leadsBack(context, id) {
  const [first] = STEPS;
  return id !== first?.id || isOffered(context, first) || cameFromPlay(context);
}

/**
 * Whether the tour was opened on a page with a scene and networks of the reader's own.
 *
 * @param {Pick<Context, "store">} context
 */
export function cameFromPlay({ store }) {
  return store.get("beforeTour")?.screen === "play";
}

/**
 * Leaves the tour for the first screen as it was before, or as on a first visit.
 *
 * @param {Context} context
 */
function showOpening(context) {
  const { store } = context;
  const [first] = STEPS;
  if (!first || !leadsBack(context, first.id)) return;
  const before = store.get("beforeTour");
  store.set("tour", null);
  if (before?.screen === "opening") return restore(context, before);
  set(context, { ...first.setting(context), pinned: null });
  store.set("screen", "opening");
}

/**
 * @param {Context} context
 * @param {string} id
 * @param {string[]} done
 */
function show(context, id, done) {
  const step = stepOf(id);
  if (step && isOffered(context, step)) {
    set(context, step.setting(context));
    step.prepare?.(context);
  }
  if (id === SUMMARY) closingPage(context.store);
  context.store.set("tour", { step: id, done });
}

/**
 * Shows the tour's first result beside its last screen, so that a handout or a link is of the question that
 * the tour began with.
 *
 * @param {Context["store"]} store
 */
function closingPage(store) {
  const page = store.get("stepPages")[STEPS[0]?.id ?? ""];
  if (page) store.merge({ ...page, pinnedCell: null });
}

/**
 * Does a step's task, whatever the reader has changed meanwhile.
 *
 * @param {Context} context
 * @param {Step} step
 */
export function act(context, step) {
  restage(context, step.setting(context));
  step.action(context).run();
}

/**
 * Leaves the tour.
 *
 * @param {Context} context
 * @param {boolean} [back]  whether to restore the page before the tour
 */
export function leave(context, back = true) {
  const { store } = context;
  const before = store.get("beforeTour");
  store.set("tour", null);
  if (back && before) restore(context, before);
}

/**
 * Leaves the tour for the page before it, or for the first screen's networks where there is none. The
 * first screen itself makes way for the page behind it.
 *
 * @param {Context} context
 */
export function playFreely(context) {
  const { store } = context;
  const before = store.get("beforeTour");
  const [first] = STEPS;
  store.set("tour", null);
  if (before) {
    restore(context, { ...before, screen: "play" });
    // Swapped heads stay on the first screen.
    const learned = before.screen === "opening" && asLearned(context.cards, store.state);
    if (learned) store.merge(withFrames(store.state, learned));
  } else if (first && isOffered(context, first)) {
    set(context, { ...first.setting(context), pinned: null });
  }
}

/**
 * @param {Pick<Context, "cards">} context
 * @param {string[]} networks  ids
 */
export function isServed({ cards }, networks) {
  return networks.every((id) => cards.some((card) => card.id === id));
}

/**
 * Whether a step can be done here: its networks are served, and so is whatever else it needs.
 *
 * @param {Pick<Context, "cards"|"store">} context
 * @param {Pick<Step, "networks"|"offered">} step
 */
export function isOffered(context, { networks, offered }) {
  return isServed(context, networks) && (offered?.(context.store.state) ?? true);
}

/**
 * Whether a step shows its result: its task was done, and what is on the screen was measured.
 *
 * @param {Context} context
 * @param {Step} step
 */
export function isShown(context, step) {
  const done = context.store.get("tour")?.done.includes(step.id) ?? false;
  return done && step.text(seen(context)).some((each) => !each.more && isClaim(each));
}

/**
 * @param {Context} context
 * @returns {Seen}
 */
export function seen({ store, cards, families, palette }) {
  return { state: store.state, cards, families, palette };
}
