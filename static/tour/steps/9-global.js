import { msg } from "@lit/localize";
import { html } from "lit";
import { volumeName } from "../../i18n/labels.js";
import { best } from "../../lab/comparison-sentences.js";
import { choose } from "../../state/network-sides.js";
import { claim, comparedOn, more, percent, plain, quoteName, waiting } from "../claims.js";
import { OWN_BUTTON, at, three, titleOf } from "../step-setup.js";

/** @import { Card } from "../../types/api.js" */
/** @import { ComparisonResult } from "../../types/lab.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const NETWORK = "digits-max-fc-corner";
const POOLED = "digits-max-gmp-corner";

/** @type {Step} */
const step = {
  id: "global",
  chapter: "limits",
  networks: [NETWORK, POOLED],
  title: () => msg("A pooling that forgets the place"),
  setting: ({ palette }) => {
    const digit = three(palette);
    return { objects: [at(digit, 36, 36)], model: NETWORK, pinned: [at(digit, 8, 8)] };
  },
  text: (seen) => [
    plain(msg("Global pooling keeps a slice's maximum, not its place.")),
    plain(
      msg(
        "The maximum is the largest number of the whole slice; pooling 2 × 2 cells still keeps the place.",
      ),
    ),
    ...both(seen),
  ],
  task: () => msg("The network from the corner is wrong out here. Try one with global pooling."),
  action: ({ store, cards }) => ({
    label: msg("Show global pooling"),
    run: () => choose(store, "model", cards.find(({ id }) => id === POOLED) ?? null),
  }),
  done: ({ state }) => isGlobal(state.model) && Boolean(comparedOn(state)?.fresh),
  result: ({ state, palette }) => {
    const found = comparedOn(state)?.result;
    const [a, b] = [best(found?.outputs_a ?? []), best(found?.outputs_b ?? [])];
    if (!a || !b) return null;
    return { right: titleOf(palette, state.scene), home: a.name, here: b.name, score: b.score };
  },
  points: () => OWN_BUTTON,
};

/**
 * How much the globally pooled column differs between the two places, as a share of its length.
 *
 * @param {ComparisonResult} result
 * @param {string|undefined} name  of the column's layer
 */
function changeOf({ hidden }, name) {
  return hidden.find((each) => each.name === name)?.change ?? 0;
}

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
  const scores = { a: percent("score-a", a.score), b: percent("score-b", b.score) };
  if (!isGlobal(state.model)) {
    return [
      more(
        claim(
          a.name === right && b.name !== right,
          msg(
            html`Without global pooling: “${names.a}” (${scores.a} sure) in the corner, “${names.b}”
            (${scores.b} sure) here.`,
          ),
          msg(
            html`Without global pooling it is not blind at this place: “${names.a}” (${scores.a}
            sure) in the corner, “${names.b}” (${scores.b} sure) here.`,
          ),
          late,
        ),
      ),
      waiting(msg("Waiting for global pooling.")),
    ];
  }
  const pooled = state.model.layers.find(({ kind }) => kind === "gmp" || kind === "gap");
  const change = percent("change", changeOf(found.result, pooled?.name));
  const column = html`<i>${pooled ? volumeName(pooled) : msg("Maximum")}</i>`;
  return [
    claim(
      a.name === right && b.name === right,
      msg(
        html`It reads “${names.a}” (${scores.a} sure) in the corner and “${names.b}” (${scores.b}
        sure) out here, where it never learned. The column ${column}, one number a slice, differs by
        ${change} between the two.`,
      ),
      msg(
        html`“${names.a}” (${scores.a} sure) in the corner, “${names.b}” (${scores.b} sure) here: at
        this place global pooling does not help.`,
      ),
      late,
    ),
    more(
      plain(
        msg(
          "That need not be 0%: drag the 3 by one pixel, or to the canvas's edge, and read it again.",
        ),
      ),
    ),
  ];
}

export default step;
