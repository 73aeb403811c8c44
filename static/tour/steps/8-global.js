import { msg, str } from "@lit/localize";
import { html } from "lit";
import { stageWord } from "../../i18n/volume-colour-names.js";
import { best } from "../../lab/comparison-sentences.js";
import { claim, comparedOn, plain, quote, quoteName, waiting } from "../claims.js";
import { at, set, three, titleOf } from "../step-setup.js";

/** @import { Card } from "../../types/api.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const NETWORK = "digits-max-fc-corner";
const POOLED = "digits-max-gmp-corner";

/** @type {Step} */
const step = {
  id: "global",
  networks: [NETWORK, POOLED],
  title: () => msg("A pooling that does forget the place"),
  prepare: (context) => {
    const digit = three(context.palette);
    set(context, { objects: [at(digit, 40, 40)], model: NETWORK, pinned: [at(digit, 4, 4)] });
  },
  text: (seen) => [
    plain(
      msg(
        str`The network from the corner again, with the 3 far outside. Another one, trained in the same corner, keeps only the largest value of each ${stageWord(2)} slice, wherever it is: global maximum pooling.`,
      ),
    ),
    ...both(seen),
  ],
  task: () =>
    msg(
      html`Press the network's name at the top; under <em>Advanced</em>, choose
        <em>global max pooling (GMP)</em>.`,
    ),
  done: ({ state }) => isGlobal(state.model) && Boolean(comparedOn(state)?.fresh),
  points: () => [["model-picker:not([side])", ".current"]],
};

/** @param {Card} card */
function isGlobal({ axes }) {
  return axes.head === "gmp" || axes.head === "gap";
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function both({ state, palette }) {
  const found = comparedOn(state);
  if (!found) return [waiting(msg("Measuring both places…"))];
  const late = !found.fresh;
  const [a, b] = [best(found.result.outputs_a), best(found.result.outputs_b)];
  if (!a || !b) return [waiting(msg("Waiting for the answer…"))];
  const right = titleOf(palette, state.scene);
  const names = { a: quoteName("answer-a", a.name), b: quoteName("answer-b", b.name) };
  const scores = { a: quote("score-a", a.score, 3), b: quote("score-b", b.score, 3) };
  if (!isGlobal(state.model)) {
    return [
      claim(
        a.name === right && b.name !== right,
        msg(
          html`With the fully connected head: ${names.a} (${scores.a}) in the corner, ${names.b}
          (${scores.b}) here.`,
        ),
        msg(
          html`The fully connected head is not blind at this place: ${names.a} (${scores.a}) in the
          corner, ${names.b} (${scores.b}) here.`,
        ),
        late,
      ),
      waiting(msg("Waiting for the other head.")),
    ];
  }
  return [
    claim(
      a.name === right && b.name === right,
      msg(
        html`With a global head: ${names.a} (${scores.a}) in the corner, ${names.b} (${scores.b})
        here, where it was never trained. So it is not local pooling that makes an answer stay;
        global pooling can.`,
      ),
      msg(
        html`With a global head: ${names.a} (${scores.a}) in the corner, ${names.b} (${scores.b})
        here. At this place it does not help.`,
      ),
      late,
    ),
  ];
}

export default step;
