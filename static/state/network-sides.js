import { verdictOf } from "../network/verdict.js";

/** @import { Verdict } from "../network/verdict.js" */
/** @import { Store } from "./store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Link, Side, State } from "../types/state.js" */

/** @type {readonly Side[]} */
export const SIDES = ["model", "twin"];

/**
 * The sides of the page: the first network, and the twin beside it, on the same scene. A side is
 * named after the state's key of its card; these are its other keys.
 *
 * @type {Record<Side, { frame: "frame"|"twinFrame", link: "link"|"twinLink",
 *   comparison: "comparison"|"twinComparison", filters: "filters"|"twinFilters" }>}
 */
export const KEYS = {
  model: { frame: "frame", link: "link", comparison: "comparison", filters: "filters" },
  twin: {
    frame: "twinFrame",
    link: "twinLink",
    comparison: "twinComparison",
    filters: "twinFilters",
  },
};

/** Worst first. */
const ORDER = /** @type {const} */ (["waiting", "connecting", "plain", "live"]);

/** Each side's mark on the page while both are shown. @type {Record<Side, string>} */
export const MARKS = { model: "1", twin: "2" };

/**
 * Shows another network on one side; null removes the twin. The scene does not change.
 *
 * @param {Store} store
 * @param {Side} side
 * @param {Card|null} card
 */
export function choose(store, side, card) {
  store.merge(chosen(store.state, { [side]: card }));
}

/**
 * The changes that show other networks.
 *
 * @param {State} state
 * @param {Partial<Record<Side, Card|null>>} cards  null removes the twin
 * @returns {Partial<State>}
 */
export function chosen(state, cards) {
  const { model, twin } = { ...state, ...cards };
  const networks = { model: model ?? state.model, twin };
  const changed = SIDES.filter((side) => networks[side] !== state[side]);
  if (changed.length === 0) return {};
  const { cell, ...selection } = state.selection;
  return {
    ...withFrames(state, networks),
    selection: {
      ...selection,
      cell: cell && changed.includes(cell.side) ? null : cell,
      slice: null,
    },
  };
}

/**
 * The changes, with `null` for the frames of networks that they replace.
 *
 * @param {State} state
 * @param {Partial<State>} changes
 * @returns {Partial<State>}
 */
export function withFrames(state, changes) {
  const { model = state.model, twin = state.twin } = changes;
  return {
    ...changes,
    ...(model === state.model ? {} : { frame: null }),
    ...(twin === state.twin ? {} : { twinFrame: null }),
  };
}

/**
 * The shown sides with their marks and cards.
 *
 * @param {Store} store
 * @returns {{ side: Side, mark: string, card: Card }[]}
 */
export function shown(store) {
  return SIDES.flatMap((side) => {
    const card = store.get(side);
    return card ? [{ side, mark: MARKS[side], card }] : [];
  });
}

/**
 * The judged answer of one side to the scene; null before its first frame.
 *
 * @param {Store} store
 * @param {Side} side
 * @returns {Verdict|null}
 */
export function verdict(store, side) {
  const [card, frame] = [store.get(side), store.get(KEYS[side].frame)];
  return card && frame ? verdictOf(card, frame, store.get("scene").objects.length === 0) : null;
}

/**
 * Whether scenes are answered, live or over plain requests.
 *
 * @param {Link|null} link
 */
export function isAnswered(link) {
  return link?.state === "live" || link?.state === "plain";
}

/**
 * The worse state of the two connections: the page is live only if both are.
 *
 * @param {Pick<State, "link"|"twinLink">} state
 * @returns {Link}
 */
export function worst({ link, twinLink }) {
  if (!twinLink) return link;
  const state = ORDER.find((state) => state === link.state || state === twinLink.state);
  return { state: state ?? link.state, message: link.message ?? twinLink.message };
}
