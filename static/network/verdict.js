import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";

/** @import { Card, Frame } from "../types/api.js" */

/**
 * A network's answer to a scene, judged.
 *
 * @typedef {object} Verdict
 * @property {"right"|"wrong"|"unjudged"|"empty"} kind  unjudged: no rule determines the correct output;
 *   empty: there is nothing on the canvas, and the network has no output that says so
 * @property {string} answer  name of the strongest output
 * @property {number} score  its score, 0 to 1; of a lone output its value
 * @property {boolean} [lone]  whether the network has one output, whose score is its value
 * @property {string|null} expected  name of the correct output; null if it is unknown
 */

/** The output of networks that can say that they see no object that they know. */
const NOTHING = "nothing";

/**
 * Judges a frame by the correct output that the server sent with it.
 *
 * @param {Card} card  of the network that the frame is from
 * @param {Frame} frame
 * @param {boolean} empty  whether there is no object on the canvas
 * @returns {Verdict}
 */
export function verdictOf(card, frame, empty) {
  const score = Math.max(...frame.scores);
  const answer = card.outputs[frame.scores.indexOf(score)] ?? "";
  const lone = card.outputs.length === 1;
  const judged = { answer, score, lone, expected: frame.expected };
  if (empty && !card.outputs.includes(NOTHING)) return { kind: "empty", ...judged };
  if (frame.expected === null) return { kind: "unjudged", ...judged };
  return { kind: answer === frame.expected ? "right" : "wrong", ...judged };
}

/**
 * The answer in words, as in `face`.
 *
 * @param {Verdict} verdict
 */
export function answerText({ kind, answer }) {
  return kind === "empty" ? msg("Nothing to read") : named(answer);
}

/**
 * How sure the network is, as in `92% sure`; the value of a lone output; empty where there is nothing
 * to read.
 *
 * @param {Verdict} verdict
 */
export function sureText({ kind, score, lone }) {
  if (kind === "empty") return "";
  return lone ? valueText(score) : msg(str`${percentText(score)} sure`);
}

/**
 * An output's score for display: a percentage, or the value itself of a lone output, which is no share
 * of anything.
 *
 * @param {Pick<Card, "outputs">|undefined} card
 * @param {number} score
 */
export function scoreText(card, score) {
  return card?.outputs.length === 1 ? valueText(score) : percentText(score);
}

/** @param {number} value */
function valueText(value) {
  return String(Number(value.toPrecision(4)));
}

/**
 * What a wrong answer should be, as in `should be 3`; empty for any other answer.
 *
 * @param {Verdict} verdict
 */
export function expectedText({ kind, expected }) {
  return kind === "wrong" && expected !== null ? msg(str`should be ${named(expected)}`) : "";
}

/**
 * The whole verdict in one line, as in `wrong: 8, 67% sure; should be 3`.
 *
 * @param {Verdict} verdict
 */
export function verdictText(verdict) {
  const [answer, sure] = [answerText(verdict), sureText(verdict)];
  switch (verdict.kind) {
    case "right":
      return msg(str`right: ${answer}, ${sure}`);
    case "wrong":
      return msg(str`wrong: ${answer}, ${sure}; ${expectedText(verdict)}`);
    case "unjudged":
      return msg(str`${answer}, ${sure}`);
    case "empty":
      return answer;
  }
}
