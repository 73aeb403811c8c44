import { msg, str } from "@lit/localize";
import { html } from "lit";
import { claim, comparedOn, more, percent, plain, quote, waiting } from "../claims.js";
import { changedCells } from "../changed-cells.js";
import { at, three } from "../step-setup.js";

/** @import { Moved } from "../../types/lab.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const POOLED = "digits-max-fc-everywhere";
const BARE = "digits-none-fc-everywhere";
const HOME = { row: 20, col: 20 };
/** Rounding error of a sum in another order. */
const NOISE = 1e-5;

/** @type {Step} */
const step = {
  id: "lattice",
  chapter: "limits",
  networks: [POOLED, BARE],
  title: () => msg("One pixel aside"),
  setting: ({ palette }) => {
    const objects = [at(three(palette), HOME.row, HOME.col)];
    return { objects, model: POOLED, twin: BARE, pinned: objects };
  },
  text: (seen) => [
    plain(
      msg(
        str`Pooled twice (①), a cell of layer 2 is ${strideOf(seen)} × ${strideOf(seen)} pixels large; without pooling (②), one pixel.`,
      ),
    ),
    plain(msg("Can layer 2 just move along when the 3 moves by one pixel?")),
    ...nudged(seen),
  ],
  picture: ({ state }) => changedCells(state),
  task: () => msg("Move the 3 by one pixel."),
  waits: ({ state: { scene } }) => {
    const [{ row, col } = HOME] = scene.objects;
    const far = Math.abs(row - HOME.row) + Math.abs(col - HOME.col);
    return far > 1 ? msg(str`It moved by ${far} pixels: the task is one.`) : msg("Measuring…");
  },
  action: ({ store, palette }) => ({
    label: msg(html`One pixel →`),
    run: () => store.set("scene", { objects: [at(three(palette), HOME.row, HOME.col + 1)] }),
  }),
  done: ({ state }) => {
    const [one, two] = [comparedOn(state), comparedOn(state, "twin")];
    const { row, col } = one?.result.shift ?? { row: 0, col: 0 };
    return Boolean(one?.fresh && two?.fresh) && Math.abs(row) + Math.abs(col) === 1;
  },
  result: ({ state }) => {
    const [one, two] = [comparedOn(state), comparedOn(state, "twin")];
    const [pooled, bare] = [second(one?.result.layers), second(two?.result.layers)];
    if (!pooled || !bare) return null;
    return { pooled: pooled.interior, bare: bare.interior, stride: pooled.stride };
  },
  points: () => [["scene-panel", ".board"]],
};

/**
 * Size of a cell of the second volume, px.
 *
 * @param {Seen} seen
 */
function strideOf({ state: { model } }) {
  return model.layers.find(({ stage }) => stage === 2)?.stride ?? 1;
}

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
    pooled: percent("pooled", pooled.interior),
    bare: percent("bare", bare.interior),
    whole: percent("whole", bare.whole),
  };
  const stride = quote("stride", pooled.stride);
  return [
    pooled.on
      ? claim(
          pooled.interior <= NOISE,
          msg(
            html`With pooling layer 2 only moved (difference: ${errors.pooled}): the move is a whole
            number of its cells, ${stride} pixels each.`,
          ),
          msg(
            html`With pooling layer 2 differs by ${errors.pooled} from the old one, moved along,
            though the move is a whole number of its cells, ${stride} pixels each.`,
          ),
          late,
        )
      : claim(
          pooled.interior > NOISE,
          msg(
            html`With pooling, layer 2 cannot move by less than a cell (${stride} pixels): it
            differs by ${errors.pooled} from the old one, moved along.`,
          ),
          msg(
            html`With pooling, layer 2 only moved (difference: ${errors.pooled}), though a cell is
            ${stride} pixels wide.`,
          ),
          late,
        ),
    claim(
      bare.interior <= NOISE,
      msg(
        html`Without pooling it only moved along (difference: ${errors.bare}): here pooling does not
        help layer 2 to follow a small move, it gets in the way.`,
      ),
      msg(html`Without pooling it did not only move either (difference: ${errors.bare}).`),
      late,
    ),
    more(
      claim(
        bare.whole > NOISE,
        msg(
          html`With the canvas's edge, the difference is ${errors.whole} even without pooling: the
          zeros around the picture change cells that stay where they are. A network can read its
          place off them.`,
        ),
        msg(html`At the canvas's edge nothing stays behind either (difference: ${errors.whole}).`),
        late,
      ),
    ),
    more(
      plain(
        msg(
          "The difference (equivariance error) is no share of cells: it is the length of layer 2 now less layer 2 before, moved along by whole cells, as a share of the latter's length, away from the canvas's edge. The brighter a cell of the picture, the more it changed.",
        ),
      ),
    ),
  ];
}

/**
 * Errors of the second volume: without the border, and in total.
 *
 * @param {Moved[]} [layers]
 */
function second(layers) {
  const found = layers?.find(({ stage }) => stage === 2);
  const { whole = null, interior = null } = found?.error ?? {};
  if (!found || whole === null || interior === null) return null;
  return { whole, interior, stride: found.stride, on: found.on_lattice === true };
}

export default step;
