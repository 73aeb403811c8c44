import { msg, str } from "@lit/localize";
import { html } from "lit";
import { listed, named } from "../../i18n/locale.js";
import { stageWithin } from "../../i18n/volume-colour-names.js";
import { best, sum } from "../../lab/comparison-sentences.js";
import { carry } from "../carry-object.js";
import { claim, comparedOn, more, percent, plain, quote, quoteName, waiting } from "../claims.js";
import { at } from "../step-setup.js";

/** @import { Card } from "../../types/api.js" */
/** @import { ComparisonResult, Moved } from "../../types/lab.js" */
/** @import { Sentence, Step } from "../types.js" */

/** Displacement that counts as reaching another corner, px. */
const FAR = 20;
/** Where the card's button takes the face: whole cells of both volumes away. */
const THERE = { row: 39, col: 39 };
/** Rounding error of a sum in another order. */
const NOISE = 1e-5;
/** Overlap up to which two paths count as different. */
const APART = 0.1;

/** @type {Step} */
const step = {
  id: "move",
  chapter: "inside",
  networks: ["ludic"],
  title: () => msg("The lit cells move along"),
  setting: () => {
    const objects = [at("face", 3, 3)];
    return { objects, model: "ludic", pinned: objects };
  },
  text: ({ state }) => {
    const found = comparedOn(state);
    const first = plain(
      msg("Watch the lit cells while the face crosses the canvas. Does the answer stay?"),
    );
    const term = more(
      plain(
        msg(
          "The lines are the head's connections that add most to the answer. Activations that move along with the picture are called equivariant; an answer that stays is invariant.",
        ),
      ),
    );
    if (!state.pinned) return [first, waiting(msg("Waiting for a scene A to compare with.")), term];
    if (!found) return [first, waiting(msg("Comparing…")), term];
    const { row, col } = found.result.shift ?? { row: 0, col: 0 };
    if (row === 0 && col === 0) return [first, waiting(msg("Waiting for the face to move.")), term];
    const late = !found.fresh;
    const says = [counts(found.result, state.model), result(found.result)];
    const rest = [
      movement(found.result),
      ...lattice(found.result),
      theirCells(found.result, state.model),
    ].map(more);
    return [first, ...[...says, ...rest].map((each) => ({ ...each, late })), term];
  },
  task: () => msg("Bring the face to another corner."),
  waits: () => msg(str`Waiting for the face to be ${FAR} pixels away.`),
  action: (context) => ({
    label: msg(html`Carry the face there ↘`),
    run: () => carry(context, THERE),
  }),
  done: ({ state }) => {
    const found = comparedOn(state);
    const shift = found?.result.shift;
    return Boolean(
      found?.fresh && shift && Math.max(Math.abs(shift.row), Math.abs(shift.col)) >= FAR,
    );
  },
  result: ({ state }) => {
    const found = comparedOn(state)?.result;
    if (!found) return null;
    const { first, second } = volumes(found);
    const [a, b] = [best(found.outputs_a), best(found.outputs_b)];
    const { overlap } = found.path;
    if (!first || !second?.best || !a || !b || overlap === null) return null;
    if (typeof second.error?.whole !== "number") return null;
    return {
      "first-a": sum(first.responding_a),
      "first-b": sum(first.responding_b),
      "second-a": sum(second.responding_a),
      "second-b": sum(second.responding_b),
      row: second.best.row,
      col: second.best.col,
      error: second.error.whole,
      before: a.name,
      after: b.name,
      overlap,
    };
  },
  points: () => [["scene-panel", ".board"]],
};

/** @param {ComparisonResult} result */
function volumes({ layers }) {
  return {
    first: layers.find(({ stage }) => stage === 1),
    second: layers.find(({ stage }) => stage === 2),
  };
}

/**
 * The cells of a volume that respond at B, by what they found, as in `eye × 2, nose`.
 *
 * @param {Card} card
 * @param {Moved} moved
 */
function namedCells(card, { name, responding_b }) {
  const { slices = [] } = card.layers.find((layer) => layer.name === name) ?? {};
  const found = slices
    .map((slice, i) => ({ slice: named(slice), count: responding_b[i] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ slice, count }) => (count > 1 ? `${slice} × ${count}` : slice));
  return listed(found);
}

/**
 * What the lit cells of the second volume found.
 *
 * @param {ComparisonResult} result
 * @param {Card} card
 * @returns {Sentence}
 */
function theirCells(result, card) {
  const { second } = volumes(result);
  return plain(
    msg(
      str`Lit in ${stageWithin(2)}: ${second ? namedCells(card, second) : "–"}. Every slice is counted; cells of different slices can lie at the same place, and look like one.`,
    ),
  );
}

/**
 * @param {ComparisonResult} result
 * @param {Card} card
 * @returns {Sentence}
 */
function counts(result, card) {
  const { first, second } = volumes(result);
  const words = { first: stageWithin(1), second: stageWithin(2) };
  if (!first || !second) {
    return waiting(msg(str`This network has no ${words.first} and ${words.second}.`));
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
      html`As many cells are lit as before: ${numbers.firstB} in layer 1
      (${namedCells(card, first)}) and ${numbers.secondB} in layer 2.`,
    ),
    msg(
      html`The counts differ: ${numbers.firstA} cells of layer 1 and ${numbers.secondA} of layer 2
      were lit at A, ${numbers.firstB} and ${numbers.secondB} are here. The canvas's edge cuts the
      face, or what the cells see of it.`,
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
  const error = percent("error", second.error.whole);
  return claim(
    second.error.whole <= NOISE,
    msg(
      html`Layer 2 has moved ${move.row} cells down and ${move.col} to the right, and nothing else
      has changed in it (difference: ${error}).`,
    ),
    msg(
      html`Layer 2 has not only moved ${move.row} cells down and ${move.col} to the right: it
      differs by ${error} from the old one, moved along.`,
    ),
  );
}

/**
 * For which moves the second volume is sure to move along, and nothing else.
 *
 * @param {ComparisonResult} result
 * @returns {Sentence[]}
 */
function lattice(result) {
  const { second } = volumes(result);
  if (!second?.best || !second.error) return [];
  const stride = quote("stride", second.stride);
  return [
    plain(
      second.on_lattice
        ? msg(
            html`The move was a whole number of its cells, ${stride} pixels each. Only for such
            moves is the difference sure to be 0%, and only away from the canvas's edge.`,
          )
        : msg(
            html`The move was no whole number of its cells, ${stride} pixels each: then the
            difference need not be 0%.`,
          ),
    ),
  ];
}

/**
 * The answer, and whether it came from the same cells.
 *
 * @param {ComparisonResult} result
 * @returns {Sentence}
 */
function result({ outputs_a, outputs_b, path: { overlap } }) {
  const [a, b] = [best(outputs_a), best(outputs_b)];
  if (!a || !b) return waiting(msg("Waiting for the answer…"));
  const names = {
    a: quoteName("answer-a", named(a.name)),
    b: quoteName("answer-b", named(b.name)),
  };
  const score = percent("score-b", b.score);
  if (a.name !== b.name || overlap === null) {
    return claim(
      a.name === b.name,
      msg(html`The answer has stayed: “${names.b}” (${score} sure).`),
      msg(html`The answer has changed from “${names.a}” to “${names.b}” (${score} sure).`),
    );
  }
  const shared = percent("overlap", overlap);
  return claim(
    overlap <= APART,
    msg(
      html`The answer stays “${names.b}” (${score} sure), but comes from other cells of layer 2:
      solid lines now, dashed before, ${shared} from the same.`,
    ),
    msg(
      html`The answer stays “${names.b}” (${score} sure), and comes partly from the same cells of
      layer 2: solid lines now, dashed before, ${shared} from the same.`,
    ),
  );
}

export default step;
