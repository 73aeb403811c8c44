import { STEPS, stepOf } from "./steps.js";

/** @import { Progress } from "../types/state.js" */

/**
 * What a browser keeps of the tour beside the permalink: for good, where it was left and whether it was
 * ever offered; for as long as the tab is open, what was there before.
 */

const PROGRESS = "shiftscope.tour";
const MET = "shiftscope.met";
const BEFORE = "shiftscope.before";

/**
 * Where the tour was left. Null where it never was, and where what is kept is none of ours.
 *
 * @returns {Progress|null}
 */
export function loadProgress() {
  const kept = parsed(text(() => localStorage, PROGRESS));
  return kept && parseProgress(kept);
}

/**
 * Progress as it came from outside, read with distrust; null where it names no step.
 *
 * @param {any} kept
 * @returns {Progress|null}
 */
export function parseProgress(kept) {
  if (!stepOf(kept?.step)) return null;
  const done = Array.isArray(kept.done) ? kept.done : [];
  return {
    step: kept.step,
    done: STEPS.map(({ id }) => id).filter((id) => done.includes(id)),
  };
}

/** @param {Progress} progress */
export function saveProgress(progress) {
  write(() => localStorage, PROGRESS, JSON.stringify(progress));
}

/** Whether nobody has been here with this browser. */
export function isNewcomer() {
  return text(() => localStorage, MET) === null && text(() => localStorage, PROGRESS) === null;
}

export function markVisited() {
  write(() => localStorage, MET, "yes");
}

/**
 * What was there before the tour that is open in this tab, as a permalink.
 *
 * @returns {string|null}
 */
export function loadSnapshot() {
  return text(() => sessionStorage, BEFORE);
}

/** @param {string|null} before  null: no tour is open */
export function saveSnapshot(before) {
  write(() => sessionStorage, BEFORE, before);
}

/**
 * @param {() => Storage} storage  which may be forbidden
 * @param {string} name
 */
function text(storage, name) {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {() => Storage} storage
 * @param {string} name
 * @param {string|null} value
 */
function write(storage, name, value) {
  try {
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, value);
  } catch {
    // In a browser that keeps nothing the tour starts anew.
  }
}

/** @param {string|null} kept */
function parsed(kept) {
  try {
    return JSON.parse(kept ?? "null");
  } catch {
    return null;
  }
}
