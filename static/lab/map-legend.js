import { msg, str } from "@lit/localize";
import { css, html, nothing, unsafeCSS } from "lit";
import { numberText } from "../i18n/labels.js";
import { named } from "../i18n/locale.js";
import { letters, wrongAnswers } from "./answer-letters.js";
import { gradient, UNKNOWN } from "../charts/colour-ramps.js";
import { RIGHT, WRONG, WRONG_MARK } from "../charts/verdict-colours.js";
import { MAPS } from "./sweep-maps.js";

/** @import { Card } from "../types/api.js" */
/** @import { MapField, Sweep } from "../types/lab.js" */
/** @import { Scale } from "./sweep-maps.js" */

/** Hatching as of the maps. */
const HATCH = "repeating-linear-gradient(-45deg, #b9c2d0 0 1px, #3b4250 1px 4px)";

/** Style of all legends. */
export const legendStyle = css`
  .legend {
    margin-block: 0 var(--gap-2);
  }
  .controls .legend {
    flex: 1 1 20rem;
    margin: 0;
  }
  .key {
    display: inline-block;
    width: 0.75rem;
    height: 0.75rem;
    border: 1px solid var(--line);
    vertical-align: -1px;
  }
  .key.dot {
    border: 2px solid #0b0e14;
    border-radius: 50%;
    background: #fff;
    outline: 1px solid var(--line);
  }
  .key.frame {
    border: 2px solid #fff;
    background: #0b0e14;
    outline: 1px solid #0b0e14;
  }
  .one {
    margin-right: var(--gap-2);
    white-space: nowrap;
  }
  .letter {
    display: inline-block;
    min-width: 1.25rem;
    padding-inline: 2px;
    border-radius: 2px;
    background: ${unsafeCSS(WRONG)};
    color: ${unsafeCSS(WRONG_MARK)};
    font-weight: 600;
    text-align: center;
    forced-color-adjust: none;
  }
  .ramp {
    display: inline-block;
    width: 5rem;
    height: 0.7rem;
    border: 1px solid var(--line);
    vertical-align: -1px;
  }
`;

/**
 * The legend of maps: their colours, and the hatching if one has it.
 *
 * @param {MapField} field
 * @param {Scale} scale
 * @param {readonly Pick<Sweep, "fields"|"end">[]} sweeps  the shown ones
 */
export function legend(field, scale, sweeps) {
  const unknown = sweeps.some(({ fields }) => fields?.[field].some(Number.isNaN));
  const hatched = sweeps.some(({ end }) => end?.edge_affected.flat().some(Boolean));
  return html`
    <p class="legend number">
      ${msg(html`<strong>${MAPS[field].title()}</strong>: ${MAPS[field].says()}.`)}
      ${
        field === "correct"
          ? html`${key(RIGHT, msg("right"))} ${key(WRONG, msg("wrong"))}`
          : ramp(scale)
      }
      ${unknown ? key(UNKNOWN, msg("not known")) : nothing}
      ${hatched ? key(HATCH, msg("a cell sees both the object and padding")) : nothing}
    </p>
  `;
}

/** Most wrong answers that a legend names, the most frequent ones. */
const MOST_NAMED = 8;

/**
 * What a map's tiles mean: right ones and wrong ones, and the letters of wrong answers that are longer.
 *
 * @param {Pick<Sweep, "fields">} sweep
 * @param {Card|undefined} card
 */
export function tileKey(sweep, card) {
  const outputs = card?.outputs ?? [];
  const marks = letters(outputs);
  const wrong = wrongAnswers(sweep);
  const explained = wrong
    .map(({ output }) => ({ mark: marks[output] ?? "", name: outputs[output] ?? "" }))
    .filter(({ mark, name }) => mark !== named(name));
  // One more is as long as the text that there is one.
  const shown = explained.length > MOST_NAMED + 1 ? explained.slice(0, MOST_NAMED) : explained;
  const others = explained.length - shown.length;
  return html`${key(RIGHT, msg("right"))}
  ${key(WRONG, wrong.length ? msg("wrong, with its answer") : msg("wrong"))}
  ${shown.map(
    ({ mark, name }) =>
      html`<span class="one" data-answer=${name}
        ><b class="letter">${mark}</b> ${named(name)}</span
      > `,
  )}
  ${others ? html`<span class="one">${msg(str`${others} other wrong answers`)}</span>` : nothing}`;
}

/**
 * What the marks on a sweep's map stand for.
 *
 * @param {string} reference  text of the frame, at the place that responses are relative to
 */
export function markKey(reference) {
  return html`<span class="one"
      ><span class="key dot"></span> ${msg("where the object is now")}</span
    >
    <span class="one"><span class="key frame"></span> ${reference}</span>`;
}

/**
 * @param {string} colour
 * @param {string} text
 */
function key(colour, text) {
  return html`<span class="one"
    ><span class="key" .style=${`background: ${colour}`}></span> ${text}</span
  >`;
}

/** @param {{ low: number, high: number, signed: boolean }} scale */
export function ramp({ low, high, signed }) {
  return html`<span class="one">
    ${numberText(Number(low.toPrecision(3)))}
    <span class="ramp" .style=${`background: ${gradient(signed)}`}></span>
    ${numberText(Number(high.toPrecision(3)))}
  </span>`;
}
