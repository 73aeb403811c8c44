/** @import { Step } from "./types.js" */

/**
 * The steps, one a file, in the order of the files' names. Closed when the page is built.
 *
 * @type {readonly Step[]}
 */
export const STEPS = inOrder(
  /** @type {Record<string, Step>} */ (
    import.meta.glob("./steps/*.js", { eager: true, import: "default" })
  ),
);

/**
 * @param {Record<string, Step>} files  by path
 * @returns {readonly Step[]}
 * @throws {Error} where two steps have one name
 */
export function inOrder(files) {
  const steps = Object.keys(files)
    .sort()
    .map((path) => /** @type {Step} */ (files[path]));
  const ids = steps.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`expected one step called ${twice}, there are two`);
  return Object.freeze(steps);
}

/** @param {string|undefined} id */
export function stepOf(id) {
  return STEPS.find((step) => step.id === id);
}
