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

/** Id of the last screen, which follows the steps. */
export const SUMMARY = "summary";

/** @param {unknown} id  of a step or of the last screen */
export function isPlace(id) {
  return id === SUMMARY || STEPS.some((step) => step.id === id);
}

/**
 * The place before or after another one; undefined at the ends.
 *
 * @param {string|undefined} id
 * @param {1|-1} by
 * @returns {string|undefined}
 */
export function beside(id, by) {
  const places = [...STEPS.map((step) => step.id), SUMMARY];
  const at = places.findIndex((place) => place === id);
  return at < 0 ? undefined : places[at + by];
}
