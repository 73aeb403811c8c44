import { keep, recall } from "../browser/storage.js";

/** @import { Side } from "../types/state.js" */
/** @import { TrainingForm } from "../types/training.js" */

/**
 * What a page that is loaded again needs to go back to its trainings; the server has the rest.
 *
 * @typedef {object} Saved
 * @property {Side} side
 * @property {string[]} ids
 * @property {TrainingForm} form
 * @property {number|null} viewed
 * @property {boolean} paused
 * @property {boolean} over
 */

const KEY = "shiftscope.trainings";

/** Whether this tab had trainings before it was loaded. */
export function hasSaved() {
  return recall("session", KEY) !== null;
}

/** @returns {Saved[]} */
export function saved() {
  try {
    return JSON.parse(recall("session", KEY) ?? "[]").map(
      (/** @type {any} */ { form, ...rest }) => ({
        ...rest,
        form: { ...form, painted: new Set(form.painted) },
      }),
    );
  } catch {
    // Of an earlier version of the page.
    return [];
  }
}

/** @param {Saved[]} all */
export function save(all) {
  const text = JSON.stringify(
    all.map(({ form, ...rest }) => ({ ...rest, form: { ...form, painted: [...form.painted] } })),
  );
  keep("session", KEY, all.length ? text : null);
}
