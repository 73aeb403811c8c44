import { placedDrawing } from "../../scene/scene.js";
import { msg } from "@lit/localize";
import { html } from "lit";
import { stageWithin } from "../../i18n/volume-colour-names.js";
import { best, sum } from "../../lab/comparison-sentences.js";
import { restricted } from "../../network/training-region.js";
import { carry } from "../carry-object.js";
import { claim, comparedOn, more, percent, plain, quote, quoteName, waiting } from "../claims.js";
import { at, three, titleOf } from "../step-setup.js";

/** @import { Side } from "../../types/state.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const EVERYWHERE = "digits-max-fc-everywhere";
const CORNER = "digits-max-fc-corner";
/** Both places are far enough from the canvas's edge that it takes no cells away from the 3. */
const HOME = { row: 8, col: 8 };
const FAR = { row: 36, col: 36 };
/** Fraction of the cells active at home from which a volume counts as responding as before. */
const ALIKE = 0.9;

/** @type {Step} */
const step = {
  id: "corner",
  chapter: "where",
  networks: [CORNER, EVERYWHERE],
  title: () => msg("Learned in one corner"),
  // In the order of the first screen.
  setting: ({ palette }) => {
    const home = [at(three(palette), HOME.row, HOME.col)];
    return { objects: home, model: EVERYWHERE, twin: CORNER, pinned: home };
  },
  text: (seen) => [
    plain(
      msg(
        "Two networks read digits: ① learned everywhere on the canvas, ② learned in one corner, with their middle in the dotted box.",
      ),
    ),
    ...both(seen),
    more(plain(msg("Dashed pink: where the 3 was at first, and the way its answer came."))),
  ],
  task: () => msg("Take the 3 far from the dotted box."),
  action: (context) => ({
    label: msg(html`Carry the 3 away ↘`),
    run: () => carry(context, FAR),
  }),
  done: (seen) => isOut(seen) && Boolean(comparedOn(seen.state, sides(seen).corner)?.fresh),
  result: (seen) => {
    const { a, b, cells } = measured(seen) ?? {};
    const { other } = sides(seen);
    const found = other && comparedOn(seen.state, other);
    const answer = found?.fresh ? best(found.result.outputs_b) : undefined;
    if (!a || !b || !cells || (other && !answer)) return null;
    return {
      right: titleOf(seen.palette, seen.state.scene),
      home: a.name,
      here: b.name,
      "score-home": a.score,
      "score-here": b.score,
      "cells-home": cells.a,
      "cells-here": cells.b,
      ...(answer && { other: answer.name, "score-other": answer.score }),
    };
  },
  points: () => [["scene-panel", ".board"]],
};

/**
 * The side of the network from the corner, and that of the other, if it is shown.
 *
 * @param {Seen} seen
 * @returns {{ corner: Side, other: Side|null }}
 */
function sides({ state: { model, twin } }) {
  if (!twin) return { corner: "model", other: null };
  return restricted(model)
    ? { corner: "model", other: "twin" }
    : { corner: "twin", other: "model" };
}

/** @param {Seen} seen */
function cornerCard(seen) {
  return seen.state[sides(seen).corner] ?? seen.state.model;
}

/**
 * Whether the scene's object is completely outside the training region.
 *
 * @param {Seen} seen
 */
function isOut(seen) {
  const box = restricted(cornerCard(seen));
  const [first] = seen.state.scene.objects;
  if (!box || !first) return false;
  return first.row >= box.top + box.height || first.col >= box.left + box.width;
}

/**
 * Whether the canvas's edge cuts a part of the object off.
 *
 * @param {Seen} seen
 */
function isCut({ state: { model, scene }, palette }) {
  const [first] = scene.objects;
  const drawing = placedDrawing(scene, palette, first);
  const [, rows = 0, cols = 0] = model.input_shape;
  if (!first || !drawing) return false;
  const { row, col } = first;
  return row < 0 || col < 0 || row + drawing.height > rows || col + drawing.width > cols;
}

/**
 * The answers of the network from the corner in both places, and the active cells of its second volume.
 *
 * @param {Seen} seen
 */
function measured(seen) {
  const found = comparedOn(seen.state, sides(seen).corner);
  if (!found) return null;
  const { outputs_a, outputs_b, layers } = found.result;
  const [a, b] = [best(outputs_a), best(outputs_b)];
  const second = layers.find(({ stage }) => stage === 2);
  if (!a || !b || !second) return null;
  const cells = { a: sum(second.responding_a), b: sum(second.responding_b) };
  return { a, b, cells, late: !found.fresh };
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function both(seen) {
  const { state, palette } = seen;
  const found = measured(seen);
  if (!found) return [waiting(msg("Measuring where it was trained…"))];
  const { a, b, cells, late } = found;
  const right = titleOf(palette, state.scene);
  const home = quoteName("answer-a", a.name);
  const here = quoteName("answer-b", b.name);
  const scores = { a: percent("score-a", a.score), b: percent("score-b", b.score) };
  const atHome = more(
    claim(
      a.name === right,
      msg(html`In the corner it answers “${home}” (${scores.a} sure).`),
      msg(html`Even in its corner it is wrong: “${home}” (${scores.a} sure).`),
      late,
    ),
  );
  if (!isOut(seen)) return [atHome, waiting(msg("Waiting for the 3 to leave the corner."))];
  return [
    claim(
      b.name !== right,
      msg(
        html`The one that learned in one corner now answers “${here}” (${scores.b} sure): out here
        it is wrong.`,
      ),
      msg(
        html`The one that learned in one corner still answers “${here}” (${scores.b} sure). At this
        place it is not blind: drag on.`,
      ),
      late,
    ),
    ...other(seen, right),
    atHome,
    more(volumes(seen, cells, late)),
  ];
}

/**
 * @param {Seen} seen
 * @param {string} right
 * @returns {Sentence[]}
 */
function other(seen, right) {
  const side = sides(seen).other;
  const found = side && comparedOn(seen.state, side);
  const answer = found && best(found.result.outputs_b);
  if (!found || !answer) return [];
  const name = quoteName("answer-other", answer.name);
  const score = percent("score-other", answer.score);
  return [
    claim(
      answer.name === right,
      msg(html`The one that learned everywhere still reads “${name}” (${score} sure).`),
      msg(html`The one that learned everywhere is wrong here too: “${name}” (${score} sure).`),
      !found.fresh,
    ),
  ];
}

/**
 * @param {Seen} seen
 * @param {{ a: number, b: number }} cells
 * @param {boolean} late
 * @returns {Sentence}
 */
function volumes(seen, cells, late) {
  const numbers = { a: quote("second-a", cells.a), b: quote("second-b", cells.b) };
  if (isCut(seen)) {
    return plain(
      msg(
        html`Part of the 3 is off the canvas, so its cells cannot be counted against those at home.`,
      ),
    );
  }
  return claim(
    cells.b >= ALIKE * cells.a,
    msg(
      html`Its layers respond as much: the 3 changed ${numbers.a} cells of ${stageWithin(2)} in the
      corner, and ${numbers.b} here. Which part went blind, a count does not show; the next step
      looks for it.`,
    ),
    msg(
      html`Here the 3 changes fewer cells of ${stageWithin(2)}, ${numbers.b} of ${numbers.a}: near
      the canvas's edge some of them lie outside.`,
    ),
    late,
  );
}

export default step;
