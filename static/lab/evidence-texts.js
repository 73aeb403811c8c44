import { msg } from "@lit/localize";

/** @import { Agreement, ExperimentRow, Verdict } from "../types/lab.js" */

/** Verdicts on the experiments' rows, and what a row shows, in words. */

/** @type {Record<Verdict, string>} */
export const MARKS = { holds: "✓", "not told apart": "≈", fails: "✗" };

/** Kinds of rows that no theorem and no plain control decides in advance. @type {Agreement[]} */
export const OPEN = ["reproduces the direction", "our finding"];

/**
 * The verdict on a table: it fails with a row, and holds if all rows do.
 *
 * @param {ExperimentRow[]} rows
 * @returns {Verdict}
 */
export function verdictOf(rows) {
  if (rows.some(({ verdict }) => verdict === "fails")) return "fails";
  return rows.every(({ verdict }) => verdict === "holds") ? "holds" : "not told apart";
}

/** @param {Verdict} verdict */
export function verdictText(verdict) {
  switch (verdict) {
    case "holds":
      return msg("holds");
    case "not told apart":
      return msg("not told apart");
    default:
      return msg("fails");
  }
}

/** @param {Agreement} agreement */
export function agreementName(agreement) {
  switch (agreement) {
    case "theorem check":
      return msg("theorem check");
    case "counterexample":
      return msg("counterexample");
    case "reproduces the direction":
      return msg("reproduces the direction");
    case "our finding":
      return msg("our finding");
    default:
      return msg("control");
  }
}

/**
 * What a row that holds shows.
 *
 * @param {Agreement} agreement
 */
export function agreementText(agreement) {
  switch (agreement) {
    case "theorem check":
      return msg("must be so, as mathematics says.");
    case "counterexample":
      return msg("without the theorem's condition, it is not so.");
    case "reproduces the direction":
      return msg("comes out in the published order; the sizes may differ.");
    case "our finding":
      return msg("no published number stands beside it.");
    default:
      return msg("shows that the numbers beside it mean something.");
  }
}
