import { STEPS, stepOf } from "./steps.js";

/** @import { Progress } from "../types/state.js" */

/**
 * The tour's data in the browser, beside the permalink. Local storage has the progress and whether the
 * tour was offered; session storage has the page before the tour.
 */

const PROGRESS = "shiftscope.tour";
const MET = "shiftscope.met";
const BEFORE = "shiftscope.before";

/**
 * The stored progress; null if there is none or it is invalid.
 *
 * @returns {Progress|null}
 */
export function loadProgress() {
  const stored = parsed(text(() => localStorage, PROGRESS));
  return stored && parseProgress(stored);
}

/**
 * Parses untrusted progress; null if it names no step.
 *
 * @param {any} stored
 * @returns {Progress|null}
 */
export function parseProgress(stored) {
  if (!stepOf(stored?.step)) return null;
  const done = Array.isArray(stored.done) ? stored.done : [];
  return {
    step: stored.step,
    done: STEPS.map(({ id }) => id).filter((id) => done.includes(id)),
  };
}

/** @param {Progress} progress */
export function saveProgress(progress) {
  write(() => localStorage, PROGRESS, JSON.stringify(progress));
}

/** Whether this is the first visit with this browser. */
export function isNewcomer() {
  return text(() => localStorage, MET) === null && text(() => localStorage, PROGRESS) === null;
}

export function markVisited() {
  write(() => localStorage, MET, "yes");
}

/**
 * The page before the tour in this tab, as a permalink.
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
 * @param {() => Storage} storage  throws if storage is forbidden
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
    // Without storage the tour starts anew on the next visit.
  }
}

/** @param {string|null} stored */
function parsed(stored) {
  try {
    return JSON.parse(stored ?? "null");
  } catch {
    return null;
  }
}
