import { msg } from "@lit/localize";
import { html } from "lit";
import { stageWord } from "../../i18n/volume-colour-names.js";
import { best, sum } from "../../lab/comparison-sentences.js";
import { restricted } from "../../network/training-region.js";
import { claim, comparedOn, plain, quote, quoteName, waiting } from "../claims.js";
import { at, set, three, titleOf } from "../step-setup.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

const NETWORK = "digits-max-fc-corner";
/** Fraction of the cells active at home from which a volume counts as responding as before. */
const ALIKE = 0.75;

/** @type {Step} */
const step = {
  id: "corner",
  networks: [NETWORK],
  title: () => msg("Trained in one corner"),
  prepare: (context) => {
    const home = [at(three(context.palette), 4, 4)];
    set(context, { objects: home, model: NETWORK, pinned: home });
  },
  text: (seen) => [
    plain(
      msg(
        "This network learned to read real handwriting, but only ever saw it in the dotted corner. Its last layer had to learn that places mean the same, and had one place to learn it from.",
      ),
    ),
    ...both(seen),
  ],
  task: () => msg("Drag the 3 out of the dotted corner, to the far end of the canvas."),
  done: (seen) => isOut(seen) && Boolean(comparedOn(seen.state)?.fresh),
  points: () => [["scene-panel", ".board"]],
};

/**
 * Whether the scene's object is completely outside the training region.
 *
 * @param {Seen} seen
 */
function isOut({ state: { model, scene } }) {
  const box = restricted(model);
  const [first] = scene.objects;
  if (!box || !first) return false;
  return first.row >= box.top + box.height || first.col >= box.left + box.width;
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function both(seen) {
  const { state, palette } = seen;
  const found = comparedOn(state);
  if (!found) return [waiting(msg("Measuring where it was trained…"))];
  const { result, fresh } = found;
  const late = !fresh;
  const right = titleOf(palette, state.scene);
  const [a, b] = [best(result.outputs_a), best(result.outputs_b)];
  const second = result.layers.find(({ stage }) => stage === 2);
  if (!a || !b || !second) return [waiting(msg("Waiting for the answer…"))];
  const home = quoteName("answer-a", a.name);
  const here = quoteName("answer-b", b.name);
  const scores = { a: quote("score-a", a.score, 3), b: quote("score-b", b.score, 3) };
  const atHome = claim(
    a.name === right,
    msg(html`In its corner it answers ${home} (${scores.a}).`),
    msg(html`Even in its corner it errs: ${home} (${scores.a}).`),
    late,
  );
  if (!isOut(seen)) return [atHome, waiting(msg("Waiting for it to leave the corner."))];
  const cells = { a: sum(second.responding_a), b: sum(second.responding_b) };
  const numbers = { a: quote("second-a", cells.a), b: quote("second-b", cells.b) };
  return [
    atHome,
    claim(
      b.name !== right,
      msg(html`Here it answers ${here} (${scores.b}): it has gone blind.`),
      msg(
        html`Here it still answers ${here} (${scores.b}). At this place it is not blind: drag on.`,
      ),
      late,
    ),
    claim(
      cells.b >= ALIKE * cells.a,
      msg(
        html`The volumes have not: ${numbers.a} ${stageWord(2)} cells responded there, ${numbers.b}
        do here.`,
      ),
      msg(
        html`Fewer ${stageWord(2)} cells respond, too: ${numbers.b} here, ${numbers.a} there. Does
        the border cut it?`,
      ),
      late,
    ),
  ];
}

export default step;
