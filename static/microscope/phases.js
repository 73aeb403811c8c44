import { flow } from "./step-order.js";

/** @import { CellResponse, CellStep } from "../types/api.js" */

/**
 * One phase of the arithmetic of a cell, as the microscope plays it.
 *
 * @typedef {"window"|"products"|"sum"|"global"|"relu"|"pool"|"terms"|"factors"|"scale"|"function"|"copy"} PhaseName
 *
 * @typedef {object} Phase
 * @property {PhaseName} name
 * @property {string} path  of its step in the API's response
 * @property {number|null} result  null while there is none yet
 * @property {number} ticks  pictures of its animation
 * @property {number} ms  duration of its animation
 */

/**
 * @typedef {object} Progress  how far a step is shown
 * @property {PhaseName} name
 * @property {number} share  from 0 to 1
 */

/** Positions of the kernel on its way over the input. */
const SLIDE = 12;
/** Duration of the animation of each phase, ms. */
const MS = { window: 800, products: 800, sum: 500, global: 800 };
/** Duration of the animation of any other phase, ms. */
const SHORT_MS = 500;
/** Kinds that take a mean or a maximum over whole axes, without a bias. */
const GLOBAL = new Set(["gap", "gmp", "mean"]);

/**
 * The phases of a cell's computation, in the order of the flow.
 *
 * @param {CellResponse} response
 * @returns {Phase[]}
 */
export function allPhases(response) {
  return flow(response).flatMap(({ step, path }) => phasesOf(step, path));
}

/**
 * The phases of one step of it.
 *
 * @param {CellStep} step
 * @param {string} path  of the step in the API's response
 * @returns {Phase[]}
 */
export function phasesOf({ how, kind, value }, path) {
  /**
   * @param {PhaseName} name
   * @param {number|null} result
   * @param {number} [ticks]
   */
  const phase = (name, result, ticks = 1) => ({
    name,
    path,
    result,
    ticks,
    ms: name in MS ? MS[/** @type {keyof typeof MS} */ (name)] : SHORT_MS,
  });
  switch (how.form) {
    case "patch":
      return [
        phase("window", null, SLIDE),
        phase("products", how.sum, Math.max(how.rows.length, 1)),
        phase("sum", value),
      ];
    case "shares": {
      const ticks = Math.max(Math.min(how.top.length, 8), 1);
      if (GLOBAL.has(kind)) return [phase("global", value, ticks)];
      return [phase("products", how.sum, ticks), phase("sum", value)];
    }
    case "cut":
      return [phase("relu", value)];
    case "pool":
      return [phase("pool", value)];
    default:
      return [phase(how.form, value)];
  }
}
