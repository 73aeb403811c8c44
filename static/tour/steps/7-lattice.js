import { msg } from "@lit/localize";
import { html } from "lit";
import { stageWord } from "../../i18n/volume-colour-names.js";
import { claim, comparedOn, plain, quote, waiting } from "../claims.js";
import { at, set, three } from "../step-setup.js";

/** @import { Moved } from "../../types/lab.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

/** Rounding error of a sum in another order. */
const NOISE = 1e-5;

/** @type {Step} */
const step = {
  id: "lattice",
  networks: ["digits-max-fc-everywhere", "digits-none-fc-everywhere"],
  title: () => msg("One pixel aside"),
  prepare: (context) => {
    const objects = [at(three(context.palette), 20, 20)];
    const [model, twin] = ["digits-max-fc-everywhere", "digits-none-fc-everywhere"];
    set(context, { objects, model, twin, pinned: objects });
  },
  text: (seen) => [
    plain(
      msg(
        "Now what the argument leaves out. Volumes that move along are equivariant; only an answer that stays is invariant. And is pooling neutral? A pooled cell stands for several pixels, and cannot move by a part of itself.",
      ),
    ),
    ...nudged(seen),
  ],
  task: () =>
    msg(
      html`Move the 3 by one pixel: click it and press <kbd>→</kbd>, or press <kbd>→</kbd> under
        <em>Pooling</em> in the laboratory.`,
    ),
  done: ({ state }) => {
    const [one, two] = [comparedOn(state), comparedOn(state, "twin")];
    const { row, col } = one?.result.shift ?? { row: 0, col: 0 };
    return Boolean(one?.fresh && two?.fresh) && Math.abs(row) + Math.abs(col) === 1;
  },
  points: ({ store }) =>
    store.get("lab") === "pooling"
      ? [["pooling-tab", ".pad button:nth-of-type(2)"]]
      : [["scene-panel", ".board"]],
};

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function nudged({ state }) {
  const [one, two] = [comparedOn(state), comparedOn(state, "twin")];
  if (!one || !two) return [waiting(msg("Measuring…"))];
  const { row, col } = one.result.shift ?? { row: 0, col: 0 };
  if (row === 0 && col === 0) return [waiting(msg("Waiting for the 3 to move."))];
  const late = !one.fresh || !two.fresh;
  const [pooled, bare] = [second(one.result.layers), second(two.result.layers)];
  if (!pooled || !bare) return [waiting(msg("No shift to measure: go back to A and nudge again."))];
  const errors = {
    pooled: quote("pooled", pooled.interior, 3),
    bare: quote("bare", bare.interior, 3),
    whole: quote("whole", bare.whole, 3),
  };
  const stride = quote("stride", pooled.stride);
  return [
    claim(
      bare.interior <= NOISE,
      msg(
        html`Without pooling the ${stageWord(2)} volume has moved and nothing else: error
        ${errors.bare}.`,
      ),
      msg(
        html`Without pooling the ${stageWord(2)} volume has not simply moved: error ${errors.bare}.`,
      ),
      late,
    ),
    pooled.on
      ? claim(
          pooled.interior <= NOISE,
          msg(
            html`With it, the same: error ${errors.pooled}. The move is a whole number of its cells,
            ${stride} pixels each.`,
          ),
          msg(
            html`With it, an error of ${errors.pooled}, though the move is a whole number of its
            cells, ${stride} pixels each.`,
          ),
          late,
        )
      : claim(
          pooled.interior > NOISE,
          msg(
            html`With it, an error of ${errors.pooled} is left: a cell stands for ${stride} pixels.`,
          ),
          msg(
            html`With it, the same: error ${errors.pooled}, though a cell stands for ${stride}
            pixels.`,
          ),
          late,
        ),
    claim(
      bare.whole > NOISE,
      msg(
        html`At the border even the first errs, by ${errors.whole}: the zeros around the picture
        light cells that stay where they are. A network can read its place off them.`,
      ),
      msg(html`At the border nothing stays behind either: error ${errors.whole}.`),
      late,
    ),
  ];
}

/**
 * Errors of the second volume: without the border, and in total.
 *
 * @param {Moved[]} layers
 */
function second(layers) {
  const found = layers.find(({ stage }) => stage === 2);
  const { whole = null, interior = null } = found?.error ?? {};
  if (!found || whole === null || interior === null) return null;
  return { whole, interior, stride: found.stride, on: found.on_lattice === true };
}

export default step;
