import { html } from "lit";
import { percentText } from "../i18n/percent.js";

export { percentText };

/** @import { Compared, ComparisonResult } from "../types/lab.js" */
/** @import { Side, State } from "../types/state.js" */
/** @import { Sentence } from "./types.js" */

/**
 * A measured number within a sentence, rounded; its title is the exact number.
 *
 * @param {string} name  identifies the number, for tests
 * @param {number} value
 * @param {number} [digits]
 */
export function quote(name, value, digits = 0) {
  return html`<b class="number" data-quote=${name} title=${String(value)}
    >${value.toFixed(digits)}</b
  >`;
}

/**
 * A measured share of 1 within a sentence, as a percentage; its title is the exact number.
 *
 * @param {string} name
 * @param {number} value  0 to 1
 */
export function percent(name, value) {
  return html`<b class="number" data-quote=${name} title=${String(value)}
    >${percentText(value)}</b
  >`;
}

/**
 * A measured name, such as that of an output.
 *
 * @param {string} name
 * @param {string} text
 */
export function quoteName(name, text) {
  return html`<b data-quote=${name}>${text}</b>`;
}

/**
 * A sentence with a claim, in one of two wordings, depending on the measurement.
 *
 * @param {boolean} holds
 * @param {unknown} yes
 * @param {unknown} no
 * @param {boolean} [late]
 * @returns {Sentence}
 */
export function claim(holds, yes, no, late = false) {
  return holds ? { kind: "holds", text: yes, late } : { kind: "fails", text: no, late };
}

/**
 * @param {unknown} text
 * @returns {Sentence}
 */
export function plain(text) {
  return { kind: "plain", text };
}

/**
 * The sentence, shown on request only.
 *
 * @param {Sentence} sentence
 * @returns {Sentence}
 */
export function more(sentence) {
  return { ...sentence, more: true };
}

/**
 * @param {unknown} text  on the missing result
 * @returns {Sentence}
 */
export function waiting(text) {
  return { kind: "waiting", text };
}

/**
 * The newest comparison of a side with scene A, and whether it is of the shown scene; null if there is
 * none, or if it is of another network or another A.
 *
 * @param {State} state
 * @param {Side} [side]
 * @returns {{ result: ComparisonResult, fresh: boolean }|null}
 */
export function comparedOn(state, side = "model") {
  /** @type {Compared|null} */
  const compared = side === "model" ? state.comparison : state.twinComparison;
  const { pinned, scene, [side]: card } = state;
  if (!compared?.result || compared.model !== card?.id || compared.a !== pinned) return null;
  return { result: compared.result, fresh: compared.b === scene };
}

/**
 * The strongest output.
 *
 * @param {readonly string[]} names
 * @param {Float32Array} scores
 */
export function strongest(names, scores) {
  const index = scores.indexOf(Math.max(...scores));
  return { name: names[index] ?? "", score: scores[index] ?? 0 };
}

/** Whether a sentence says what was measured. @param {Sentence} given */
export function isClaim({ kind }) {
  return kind === "holds" || kind === "fails";
}
