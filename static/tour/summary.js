import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../i18n/locale.js";
import { claim, percent, percentText, plain, quote, quoteName } from "./claims.js";

/** @import { StepResult } from "../types/state.js" */
/** @import { Sentence } from "./types.js" */

/** Rounding error of a sum in another order. */
const NOISE = 1e-5;
/** Overlap up to which two paths count as different. */
const APART = 0.1;
/** Least difference in accuracy between the heads for a verdict. */
const CLEAR = 0.3;
/** Excess of consistency over accuracy from which consistency counts as misleading. */
const MISLEADING = 0.1;

/**
 * A claim of the tour, with what the reader measured of it.
 *
 * @typedef {object} Claim
 * @property {() => unknown} title
 * @property {string[]} steps  ids of the steps that measure it
 * @property {(...results: StepResult[]) => Sentence} text  results of these steps, in this order
 */

/** The six claims of the argument, the one that the tour begins with first. @type {readonly Claim[]} */
export const CLAIMS = [
  {
    title: () => msg("A head that was trained in one corner is blind elsewhere."),
    steps: ["corner", "head"],
    text: ({ here, right }, { own, lent, given, both }) =>
      claim(
        here !== right &&
          Math.min(number(given), number(both)) - Math.max(number(own), number(lent)) >= CLEAR,
        msg(
          html`Outside, a ${quoteName("right", String(right))} became
          ${quoteName("here", String(here))}. With heads from the corner only
          ${percent("own", number(own))} and ${percent("lent", number(lent))} of the places outside
          it were read right, with heads from everywhere ${percent("given", number(given))} and
          ${percent("both", number(both))}.`,
        ),
        msg(
          html`Outside, the answer to a ${quoteName("right", String(right))} was
          ${quoteName("here", String(here))}. With heads from the corner
          ${percent("own", number(own))} and ${percent("lent", number(lent))} of the places outside
          it were read right, with heads from everywhere ${percent("given", number(given))} and
          ${percent("both", number(both))}.`,
        ),
      ),
  },
  {
    title: () => msg("Volumes move along with the object."),
    steps: ["move"],
    text: ({ row, col, error }) =>
      claim(
        number(error) <= NOISE,
        msg(
          html`Layer 2 moved ${quote("row", number(row))} cells down and
          ${quote("col", number(col))} to the right; ${percent("error", number(error))} of it
          changed.`,
        ),
        msg(
          html`Layer 2 moved ${quote("row", number(row))} cells down and
          ${quote("col", number(col))} to the right, but ${percent("error", number(error))} of it
          changed.`,
        ),
      ),
  },
  {
    title: () => msg("Layers find parts, then wholes."),
    steps: ["volumes"],
    text: ({ eye, nose, face, answer }) =>
      claim(
        answer === "human body",
        msg(
          html`Eyes: ${quote("eye", number(eye))}, noses: ${quote("nose", number(nose))}, faces:
          ${quote("face", number(face))}. Answer: ${quoteName("answer", named(String(answer)))}.`,
        ),
        msg(
          html`Eyes: ${quote("eye", number(eye))}, noses: ${quote("nose", number(nose))}, faces:
          ${quote("face", number(face))}. Wrong answer:
          ${quoteName("answer", named(String(answer)))}.`,
        ),
      ),
  },
  {
    title: () => msg("Elsewhere, other connections of the last layer give the same answer."),
    steps: ["move"],
    text: ({ before, after, overlap, "second-a": a, "second-b": b }) =>
      claim(
        before === after && a === b && number(overlap) <= APART,
        msg(
          html`Active cells of layer 2: ${quote("second-a", number(a))}, then
          ${quote("second-b", number(b))}. Answer: ${quoteName("after", named(String(after)))} in
          both places. Connections shared: ${percent("overlap", number(overlap))}.`,
        ),
        msg(
          html`Active cells of layer 2: ${quote("second-a", number(a))}, then
          ${quote("second-b", number(b))}. Answers: ${quoteName("before", named(String(before)))},
          then ${quoteName("after", named(String(after)))}. Connections shared:
          ${percent("overlap", number(overlap))}.`,
        ),
      ),
  },
  {
    title: () =>
      msg(
        "Local pooling is not what keeps the answer: it compresses, and is inexact for moves smaller than its cells.",
      ),
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
          html`Same answer with and without it; layer 2 is ${sides.with} cells wide instead of
          ${sides.without}. One pixel aside, ${changed.with} of layer 2 changed, without pooling
          ${changed.without}.`,
        ),
        same
          ? msg(
              html`Same answer with and without it; layer 2 is ${sides.with} and ${sides.without}
              cells wide. One pixel aside, ${changed.with} and ${changed.without} of layer 2
              changed.`,
            )
          : msg(
              html`Other answers with and without it; layer 2 is ${sides.with} and ${sides.without}
              cells wide. One pixel aside, ${changed.with} and ${changed.without} of layer 2
              changed.`,
            ),
      );
    },
  },
  {
    title: () => msg("A lit cell of the face slice means a face, wherever it is."),
    steps: ["everywhere"],
    text: ({ right, total }) =>
      claim(
        right === total,
        msg(
          html`Right at ${quote("right", number(right))} of ${quote("total", number(total))} places.`,
        ),
        msg(
          html`Right at ${quote("right", number(right))} of ${quote("total", number(total))} places
          only.`,
        ),
      ),
  },
];

/** What limits the claims; shown once it was measured. @type {readonly Claim[]} */
export const FINE_PRINT = [
  {
    title: () => msg("Global pooling forgets the place."),
    steps: ["global"],
    text: ({ right, home, here }) =>
      claim(
        home === right && here === right,
        msg(
          html`With global pooling a ${quoteName("right", String(right))} was read
          ${quoteName("here", String(here))} outside the corner, too, though never trained there.`,
        ),
        msg(
          html`With global pooling, too, a ${quoteName("right", String(right))} was read
          ${quoteName("here", String(here))} outside the corner.`,
        ),
      ),
  },
  {
    title: () => msg("Always the same is not right."),
    steps: ["steady"],
    text: ({ same, right }) =>
      claim(
        number(same) - number(right) >= MISLEADING,
        msg(
          html`${percent("same", number(same))} of the pairs got the same answer,
          ${percent("steady-right", number(right))} the right one.`,
        ),
        msg(
          html`${percent("same", number(same))} of the pairs got the same answer,
          ${percent("steady-right", number(right))} the right one: here the two are not far apart.`,
        ),
      ),
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
      str`With a head trained in one corner, a neural network read ${own} of the places outside it right; with a head trained everywhere, ${given}. Does it care where the 3 is?`,
    );
  }
  if (!corner) return null;
  const { right, here } = corner;
  return msg(
    str`A neural network that learned in one corner read my ${String(right)} outside it as ${String(here)}.`,
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
  if (missing !== null) return { sentence: plain(msg("Not measured.")), missing };
  return { sentence: text(...steps.map((id) => results[id] ?? {})), missing };
}

/** @param {number|string|undefined} value */
function number(value) {
  return Number(value);
}
