import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../../i18n/locale.js";
import { best } from "../../lab/comparison-sentences.js";
import { claim, comparedOn, more, percent, plain, quote, quoteName, waiting } from "../claims.js";
import { changedCells } from "../changed-cells.js";
import { at, three } from "../step-setup.js";

/** @import { ComparisonResult, Moved } from "../../types/lab.js" */
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
        str`Many say that pooling swallows small moves. Pooled twice (①), layer 2 has a cell every ${strideOf(seen)} pixels; without pooling (②), one every pixel.`,
      ),
    ),
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
  const bareText =
    bare.interior <= NOISE
      ? msg(html`Without pooling it only moved along (difference: ${errors.bare})`)
      : msg(html`Without pooling it did not only move either (difference: ${errors.bare})`);
  const answer = answers(one.result, two.result);
  const both = msg(html`${bareText}; ${answer.text}`);
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
            html`The small move is not swallowed: with pooling, layer 2 can follow by whole cells
            alone (${stride} pixels), so it changes by ${errors.pooled} instead.`,
          ),
          msg(
            html`With pooling, layer 2 only moved (difference: ${errors.pooled}), though a cell is
            ${stride} pixels wide.`,
          ),
          late,
        ),
    claim(bare.interior <= NOISE && answer.stays, both, both, late),
    ...seenByHead(one.result, two.result, late),
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
 * Whether the answers stayed, with pooling and without: a move of the layer is not one of the answer.
 *
 * @param {ComparisonResult} pooled
 * @param {ComparisonResult} bare
 */
function answers(pooled, bare) {
  const both = [pooled, bare].map(({ outputs_a, outputs_b }) => [
    best(outputs_a)?.name ?? "",
    best(outputs_b)?.name ?? "",
  ]);
  const [[pooledA = "", pooledB = ""] = [], [bareA = "", bareB = ""] = []] = both;
  const names = {
    pooledA: quoteName("pooled-a", named(pooledA)),
    pooledB: quoteName("pooled-b", named(pooledB)),
    bareA: quoteName("bare-a", named(bareA)),
    bareB: quoteName("bare-b", named(bareB)),
  };
  const stays = pooledA === pooledB && bareA === bareB;
  const text = stays
    ? msg(
        html`the answer stays either way: “${names.pooledB}” with pooling, “${names.bareB}” without.`,
      )
    : msg(
        html`the answers before and now are “${names.pooledA}” and “${names.pooledB}” with pooling,
        “${names.bareA}” and “${names.bareB}” without.`,
      );
  return { stays, text };
}

/**
 * What the move changed for the heads, which move nothing along.
 *
 * @param {ComparisonResult} pooled
 * @param {ComparisonResult} bare
 * @param {boolean} late
 * @returns {Sentence[]}
 */
function seenByHead(pooled, bare, late) {
  const [one, two] = [pooled.hidden[0]?.change, bare.hidden[0]?.change];
  if (typeof one !== "number" || typeof two !== "number") return [];
  const changes = { pooled: percent("head-pooled", one), bare: percent("head-bare", two) };
  const text = msg(
    html`This is layer 2 alone, compared after moving it along by whole cells. The head moves
    nothing along: it reads every cell at its fixed place, so for it layer 2 changed without
    pooling, too. Its units changed by ${changes.pooled} with pooling, by ${changes.bare} without.`,
  );
  return [more({ ...plain(text), late })];
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
