import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../i18n/locale.js";
import { CLEAR } from "../network/clear-difference.js";
import { claim, percent, percentText, plain, quote, quoteName } from "./claims.js";

/** @import { StepResult } from "../types/state.js" */
/** @import { Sentence } from "./types.js" */

/** Rounding error of a sum in another order. */
const NOISE = 1e-5;
/** Overlap up to which two paths count as different. */
const APART = 0.1;
/** Excess of consistency over accuracy from which consistency counts as misleading. */
const MISLEADING = 0.1;

/**
 * A claim of the tour, with what the reader measured of it.
 *
 * @typedef {object} Claim
 * @property {() => unknown} title  said once the reader's measurement agrees
 * @property {() => unknown} question  said before, and if it does not agree
 * @property {string[]} steps  ids of the steps that measure it
 * @property {(...results: StepResult[]) => Sentence} text  results of these steps, in this order
 */

/** The seven claims of the argument, the one that the tour begins with first. @type {readonly Claim[]} */
export const CLAIMS = [
  {
    title: () => msg("A fully connected head that learned in one corner was blind elsewhere."),
    question: () => msg("Is a fully connected head that learned in one corner blind elsewhere?"),
    steps: ["corner", "head"],
    text: ({ here, right }, { own, lent, given, both }) => {
      const names = {
        right: quoteName("right", String(right)),
        here: quoteName("here", String(here)),
      };
      const shares = {
        own: percent("own", number(own)),
        lent: percent("lent", number(lent)),
        given: percent("given", number(given)),
        both: percent("both", number(both)),
      };
      return claim(
        here !== right &&
          Math.min(number(given), number(both)) - Math.max(number(own), number(lent)) >= CLEAR,
        msg(
          html`Out there this “${names.right}” became “${names.here}”. Places where it is read: by
          heads from the corner only ${shares.lent} and ${shares.own}, from everywhere
          ${shares.both} and ${shares.given}.`,
        ),
        msg(
          html`Out there this “${names.right}” was read “${names.here}”. Places where it is read: by
          heads from the corner ${shares.lent} and ${shares.own}, from everywhere ${shares.both} and
          ${shares.given}.`,
        ),
      );
    },
  },
  {
    title: () => msg("The network that I trained went blind where I did not paint."),
    question: () => msg("Does a network go blind where I do not paint?"),
    steps: ["train"],
    text: ({ inside, outside }) => {
      const shares = {
        inside: percent("trained-inside", number(inside)),
        outside: percent("trained-outside", number(outside)),
      };
      return claim(
        number(inside) - number(outside) >= CLEAR,
        msg(
          html`Right at ${shares.inside} where you painted, only at ${shares.outside} elsewhere.`,
        ),
        msg(html`Right at ${shares.inside} where you painted, and at ${shares.outside} elsewhere.`),
      );
    },
  },
  {
    title: () => msg("The hand-made layers' lit cells moved along with the object."),
    question: () => msg("Do the hand-made layers' lit cells move along with the object?"),
    steps: ["move"],
    text: ({ row, col, error }) => {
      const way = { row: quote("row", number(row)), col: quote("col", number(col)) };
      const changed = percent("error", number(error));
      return claim(
        number(error) <= NOISE,
        msg(
          html`The face's cells of layer 2 moved ${way.row} down and ${way.col} right; beside this
          move, the layer changed by ${changed}.`,
        ),
        msg(
          html`The face's cells of layer 2 moved ${way.row} down and ${way.col} right, but beside
          this move, the layer changed by ${changed}.`,
        ),
      );
    },
  },
  {
    title: () => msg("The hand-made layers found parts, then wholes."),
    question: () => msg("Do the hand-made layers find parts, then wholes?"),
    steps: ["volumes"],
    text: ({ eye, hand, face, arm, answer }) => {
      const found = {
        eye: quote("eye", number(eye)),
        hand: quote("hand", number(hand)),
        arm: quote("arm", number(arm)),
        face: quote("face", number(face)),
        answer: quoteName("answer", named(String(answer))),
      };
      return claim(
        answer === "human body",
        msg(
          html`Eyes: ${found.eye}, hands: ${found.hand}; then faces: ${found.face}, arms:
          ${found.arm}; answer: “${found.answer}”.`,
        ),
        msg(
          html`Eyes: ${found.eye}, hands: ${found.hand}; then faces: ${found.face}, arms:
          ${found.arm}; wrong answer: “${found.answer}”.`,
        ),
      );
    },
  },
  {
    title: () => msg("Elsewhere the same answer came another way through the hand-made head."),
    question: () =>
      msg("Elsewhere, does the same answer come another way through the hand-made head?"),
    steps: ["move"],
    text: ({ before, after, overlap, "second-a": a, "second-b": b }) => {
      const shared = percent("overlap", number(overlap));
      const names = {
        before: quoteName("before", named(String(before))),
        after: quoteName("after", named(String(after))),
      };
      return claim(
        before === after && a === b && number(overlap) <= APART,
        msg(
          html`“${names.after}” at both places, by connections of the head that have ${shared} in
          common.`,
        ),
        msg(
          html`“${names.before}”, then “${names.after}”, by connections of the head that have
          ${shared} in common.`,
        ),
      );
    },
  },
  {
    title: () => msg("The pooled layers were smaller, and a small move changed them."),
    question: () => msg("Are pooled layers smaller, and does a small move change them?"),
    steps: ["pooling", "lattice"],
    text: (found, { pooled, bare }) => {
      const same = found["answer-1"] === found["answer-2"];
      const sides = {
        with: quote("side-1", number(found["side-1"])),
        without: quote("side-2", number(found["side-2"])),
      };
      const changed = {
        with: percent("pooled", number(pooled)),
        without: percent("bare", number(bare)),
      };
      return claim(
        same &&
          number(found["side-1"]) < number(found["side-2"]) &&
          number(pooled) > NOISE &&
          number(bare) <= NOISE,
        msg(
          html`Hand-made network: ${sides.with} cells wide, ${sides.without} without; same answer.
          Learned one, a pixel aside: layer 2 changed by ${changed.with} beside moving,
          ${changed.without} without.`,
        ),
        same
          ? msg(
              html`Hand-made network: ${sides.with} cells wide, and ${sides.without} without; same
              answer. Learned one, a pixel aside: layer 2 changed by ${changed.with} beside moving,
              ${changed.without} without.`,
            )
          : msg(
              html`Hand-made network: ${sides.with} cells wide, ${sides.without} without; another
              answer. Learned one, a pixel aside: layer 2 changed by ${changed.with} beside moving,
              ${changed.without} without.`,
            ),
      );
    },
  },
  {
    title: () => msg("The hand-made network read the face as a face, wherever it was."),
    question: () => msg("Does the hand-made network read the face as a face, wherever it is?"),
    steps: ["everywhere"],
    text: ({ right, total }) => {
      const numbers = {
        right: quote("right", number(right)),
        total: quote("total", number(total)),
      };
      return claim(
        right === total,
        msg(html`Right at ${numbers.right} of ${numbers.total} places, the face alone.`),
        msg(html`Right at only ${numbers.right} of ${numbers.total} places.`),
      );
    },
  },
];

/** Limits of the claims; shown once it was measured. @type {readonly Claim[]} */
export const FINE_PRINT = [
  {
    title: () => msg("With global pooling, a network from the corner need not be blind."),
    question: () => msg("With global pooling, is a network from the corner still blind?"),
    steps: ["global"],
    text: ({ right, home, here }) => {
      const names = {
        right: quoteName("right", String(right)),
        here: quoteName("here", String(here)),
      };
      return claim(
        home === right && here === right,
        msg(html`“${names.right}” was read “${names.here}” far from the corner, too.`),
        msg(html`Even so, “${names.right}” was read “${names.here}” far from the corner.`),
      );
    },
  },
  {
    title: () => msg("Always the same is not right."),
    question: () => msg("Is always the same always right?"),
    steps: ["steady"],
    text: ({ same, right }) => {
      const shares = {
        same: percent("same", number(same)),
        right: percent("steady-right", number(right)),
      };
      return claim(
        number(same) - number(right) >= MISLEADING,
        msg(
          html`Near the centre: same answer to ${shares.same} of the pairs, but only ${shares.right}
          right.`,
        ),
        msg(
          html`Near the centre: same answer to ${shares.same} of the pairs, and ${shares.right}
          right.`,
        ),
      );
    },
  },
];

/**
 * The main result in one sentence without markup, for messages; null before it was measured.
 *
 * @param {Readonly<Record<string, StepResult>>} results  by step
 * @returns {string|null}
 */
export function headline({ corner, head }) {
  if (head) {
    const [own, given] = [percentText(number(head["own"])), percentText(number(head["given"]))];
    return msg(
      str`With a head that learned in one corner, a neural network read my 3 at ${own} of all places; with a head that learned everywhere, at ${given}. Does it care where the 3 is?`,
    );
  }
  if (!corner) return null;
  const { right, here } = corner;
  return msg(
    str`A neural network that learned in one corner read my “${String(right)}” outside it as “${String(here)}”.`,
  );
}

/**
 * What the reader measured of a claim, or the first step that is missing.
 *
 * @param {Claim} claimed
 * @param {Readonly<Record<string, StepResult>>} results  by step
 * @returns {{ sentence: Sentence, missing: string|null }}
 */
export function found({ steps, text }, results) {
  const missing = steps.find((id) => !results[id]) ?? null;
  if (missing !== null) return { sentence: plain(msg("Not measured yet.")), missing };
  return { sentence: text(...steps.map((id) => results[id] ?? {})), missing };
}

/**
 * What to say of a claim: itself once the measurement agrees, until then a question.
 *
 * @param {Claim} claimed
 * @param {Sentence} said  of what was measured
 */
export function heading({ title, question }, { kind }) {
  return kind === "holds" ? title() : question();
}

/** @param {number|string|undefined} value */
function number(value) {
  return Number(value);
}
