import { registry, unique } from "../state/glob-registry.js";

/** @import { Step } from "./types.js" */

/**
 * The steps, one a file, in the order of the file names. The list is fixed when the page is built.
 *
 * @type {readonly Step[]}
 */
export const STEPS = inOrder(
  /** @type {Record<string, Step>} */ (
    import.meta.glob("./steps/*.js", { eager: true, import: "default" })
  ),
);

/**
 * @param {Record<string, Step|undefined>} files  by path
 * @returns {readonly Step[]}
 * @throws {Error} if a file has no step, or two steps have the same id
 */
export function inOrder(files) {
  const steps = registry(files, "step");
  unique(
    steps.map(({ id }) => id),
    "step",
  );
  return steps;
}

/** @param {string|undefined} id */
export function stepOf(id) {
  return STEPS.find((step) => step.id === id);
}
