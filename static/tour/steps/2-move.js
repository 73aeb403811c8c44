import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { stageWord } from "../../i18n/volume-colour-names.js";
import { best, sum } from "../../lab/comparison-sentences.js";
import { claim, comparedOn, plain, quote, quoteName, waiting } from "../claims.js";
import { at, set } from "../step-setup.js";

/** @import { ComparisonResult } from "../../types/lab.js" */
/** @import { Sentence, Step } from "../types.js" */

/** Displacement that counts as reaching another corner, px. */
const FAR = 20;
/** Rounding error of a sum in another order. */
const NOISE = 1e-5;
/** Overlap up to which two paths count as different. */
const APART = 0.1;

/** @type {Step} */
const step = {
  id: "move",
  networks: ["ludic"],
  title: () => msg("The face moves, and the volumes with it"),
  prepare: (context) =>
    set(context, { objects: [at("face", 3, 3)], model: "ludic", lab: "compare" }),
  text: ({ state }) => {
    const found = comparedOn(state);
    const first = plain(
      msg(
        "That activations move along with the picture is called equivariance. Is it so? And does the answer stay?",
      ),
    );
    if (!state.pinned) return [first, waiting(msg("Waiting for a scene A to compare with."))];
    if (!found) return [first, waiting(msg("Comparing…"))];
    const { row, col } = found.result.shift ?? { row: 0, col: 0 };
    if (row === 0 && col === 0) return [first, waiting(msg("Waiting for the face to move."))];
    const late = !found.fresh;
    return [counts, movement, result, way].map((say) => ({ ...say(found.result), late }));
  },
  task: () =>
    msg(
      html`Press <kbd>P</kbd>, or <em>Pin this scene as A</em> below; then drag the face to another
        corner.`,
    ),
  done: ({ state }) => {
    const found = comparedOn(state);
    const shift = found?.result.shift;
    return Boolean(
      found?.fresh && shift && Math.max(Math.abs(shift.row), Math.abs(shift.col)) >= FAR,
    );
  },
  points: ({ store }) =>
    store.get("pinned") ? [["scene-panel", ".board"]] : [["compare-tab", ".controls button"]],
};

/** @param {ComparisonResult} result */
function volumes({ layers }) {
  return {
    first: layers.find(({ stage }) => stage === 1),
    second: layers.find(({ stage }) => stage === 2),
  };
}

/**
 * @param {ComparisonResult} result
 * @returns {Sentence}
 */
function counts(result) {
  const { first, second } = volumes(result);
  const words = { first: stageWord(1), second: stageWord(2) };
  if (!first || !second) {
    return waiting(msg(str`This network has no ${words.first} and ${words.second} volume.`));
  }
  const numbers = {
    firstA: quote("first-a", sum(first.responding_a)),
    firstB: quote("first-b", sum(first.responding_b)),
    secondA: quote("second-a", sum(second.responding_a)),
    secondB: quote("second-b", sum(second.responding_b)),
  };
  return claim(
    first.responding_equal && second.responding_equal,
    msg(
      html`In both places ${numbers.firstB} ${words.first} and ${numbers.secondB} ${words.second}
      cells respond, slice by slice the same.`,
    ),
    msg(
      html`The counts differ: ${numbers.firstA} ${words.first} and ${numbers.secondA}
      ${words.second} cells responded at A, ${numbers.firstB} and ${numbers.secondB} do here. Does
      the border cut the face?`,
    ),
  );
}

/**
 * @param {ComparisonResult} result
 * @returns {Sentence}
 */
function movement(result) {
  const { second } = volumes(result);
  if (!second?.best || second.error?.whole === null || !second.error) {
    return waiting(msg("No shift to measure: the scenes are not one move apart."));
  }
  const move = { row: quote("row", second.best.row), col: quote("col", second.best.col) };
  const error = quote("error", second.error.whole, 3);
  return claim(
    second.error.whole <= NOISE,
    msg(
      html`The ${stageWord(2)} volume has moved ${move.row} cells down and ${move.col} to the right,
      and nothing else has changed in it (error ${error}).`,
    ),
    msg(
      html`The ${stageWord(2)} volume has not only moved: after ${move.row} cells down and
      ${move.col} to the right an error of ${error} is left.`,
    ),
  );
}

/**
 * @param {ComparisonResult} result
 * @returns {Sentence}
 */
function result({ outputs_a, outputs_b }) {
  const [a, b] = [best(outputs_a), best(outputs_b)];
  if (!a || !b) return waiting(msg("Waiting for the answer…"));
  const names = {
    a: quoteName("answer-a", named(a.name)),
    b: quoteName("answer-b", named(b.name)),
  };
  return claim(
    a.name === b.name,
    msg(html`The answer has stayed: ${names.b} (${quote("score-b", b.score, 3)}).`),
    msg(
      html`The answer has changed from ${names.a} to ${names.b} (${quote("score-b", b.score, 3)}).`,
    ),
  );
}

/**
 * @param {ComparisonResult} result
 * @returns {Sentence}
 */
function way({ path: { overlap } }) {
  if (overlap === null) return waiting(msg("No path through the last layer leads to it."));
  const number = quote("overlap", overlap, 3);
  return claim(
    overlap <= APART,
    msg(html`It comes by other connections of the last layer: overlap ${number} of 1.`),
    msg(html`It comes partly by the same connections of the last layer: overlap ${number} of 1.`),
  );
}

export default step;
