import { keep, recall } from "../browser/storage.js";
import { STEPS, isPlace } from "./steps.js";

/** @import { Progress, StepResult } from "../types/state.js" */

/**
 * The tour's data in the browser, beside the permalink. Local storage has the progress and the
 * results; session storage has the page before the tour.
 */

const PROGRESS = "shiftscope.tour";
const RESULTS = "shiftscope.tour-results";
const BEFORE = "shiftscope.before";

/**
 * The stored progress; null if there is none or it is invalid.
 *
 * @returns {Progress|null}
 */
export function loadProgress() {
  const stored = parsed(recall("local", PROGRESS));
  return stored && parseProgress(stored);
}

/**
 * Parses untrusted progress; null if it names no step and not the last screen.
 *
 * @param {any} stored
 * @returns {Progress|null}
 */
export function parseProgress(stored) {
  if (!isPlace(stored?.step)) return null;
  const done = Array.isArray(stored.done) ? stored.done : [];
  return {
    step: stored.step,
    done: STEPS.map(({ id }) => id).filter((id) => done.includes(id)),
  };
}

/** @param {Progress} progress */
export function saveProgress(progress) {
  keep("local", PROGRESS, JSON.stringify(progress));
}

/**
 * The stored results of steps, without invalid ones.
 *
 * @returns {Record<string, StepResult>}
 */
export function loadResults() {
  const stored = parsed(recall("local", RESULTS));
  if (typeof stored !== "object" || stored === null) return {};
  const ids = STEPS.map(({ id }) => id).filter((id) => Object.hasOwn(stored, id));
  return Object.fromEntries(ids.map((id) => [id, stored[id]]).filter(([, each]) => isResult(each)));
}

/** @param {Readonly<Record<string, StepResult>>} results */
export function saveResults(results) {
  keep("local", RESULTS, JSON.stringify(results));
}

/** @param {unknown} stored */
function isResult(stored) {
  if (typeof stored !== "object" || stored === null) return false;
  return Object.values(stored).every((value) => ["number", "string"].includes(typeof value));
}

/**
 * The page before the tour in this tab, as a permalink.
 *
 * @returns {string|null}
 */
export function loadSnapshot() {
  return recall("session", BEFORE);
}

/** @param {string|null} before  null: no tour is open */
export function saveSnapshot(before) {
  keep("session", BEFORE, before);
}

/** @param {string|null} stored */
function parsed(stored) {
  try {
    return JSON.parse(stored ?? "null");
  } catch {
    return null;
  }
}
