import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { MARKS, standing } from "./figure-answers.js";
import { layerColour } from "../charts/layer-colours.js";
import { enumerated, named } from "../i18n/locale.js";
import { scoreText } from "../network/verdict.js";
import {
  layerName,
  shapeText,
  sliceName,
  stepsText,
  volumeName,
  volumeTitle,
} from "../i18n/labels.js";
import { outputName } from "../network/volumes.js";
import { activeIn, sentText } from "../network/sent-slices.js";

/** @import { FlatColumn, FlatVolume } from "./flat-layout.js" */
/** @import { Card, Frame, LayerCard } from "../types/api.js" */
/** @import { Verdict } from "../network/verdict.js" */

/** Labels of the flat figure. */

/**
 * A volume's heading and its slices' names.
 *
 * @param {Card} card
 * @param {FlatVolume} volume
 * @param {Frame|null} frame
 */
export function texts(card, volume, frame) {
  const { layer, slices, y, width, height, name, places, across, tall } = volume;
  const sent = frame?.volumes.get(layer.name);
  const made = layer.role === "input" ? msg("the picture itself") : stepsText(card.layers, layer);
  return html`
    <p
      class=${tall ? "heading tall" : "heading"}
      .style=${`top: ${y}px; max-width: ${across}px; --ink: ${layerColour(layer)}`}
    >
      <strong title=${layer.source ? layerName(layer) : nothing}
        >${tall ? volumeName(layer) : volumeTitle(layer)}</strong
      >
      <span class="number">${tall ? shapeText(layer) : numbers(layer)}</span>
      ${tall ? html`<span class="number sent">${enumerated(sentText(layer))}</span>` : nothing}
      <span class="steps">${made}</span>
    </p>
    ${(name ? places : []).map((at, place) => {
      const channel = slices[place] ?? place;
      return html`
        <span
          class=${activeIn(sent, channel) ? "name lit" : "name"}
          title=${sliceName(layer, channel)}
          .style=${`left: ${at.x}px; top: ${at.y + height}px; width: ${width}px; height: ${name}px`}
          >${sliceName(layer, channel)}</span
        >
      `;
    })}
  `;
}

/** @param {LayerCard} layer */
function numbers(layer) {
  return enumerated([shapeText(layer), ...sentText(layer)]);
}

/**
 * The outputs' names and scores, and the name above any other column. The answer is large, with a mark
 * of right or wrong; if it is wrong, the correct output is named as such.
 *
 * @param {Card} card
 * @param {FlatColumn} column
 * @param {Frame|null} frame
 * @param {Verdict|null} verdict
 */
export function outputs(card, { layer, units, places, top }, frame, verdict) {
  const [first] = places;
  if (layer.role !== "output") {
    return html`<p class="column" .style=${`left: ${(first?.x ?? 0) - 7}px; top: ${top - 34}px`}>
      ${volumeTitle(layer)}
    </p>`;
  }
  return places.map(({ x, y }, place) => {
    const unit = units[place] ?? place;
    const score = frame?.scores[unit];
    const name = outputName(layer, card, unit);
    const { wins, should } = standing(verdict, name);
    const kind = wins && verdict ? `output answer ${verdict.kind}` : "output";
    return html`<span
      class=${should ? "output should" : kind}
      data-unit=${name}
      .style=${`left: ${x + 13}px; top: ${y}px`}
      >${wins && verdict ? html`<span class="verdict">${MARKS[verdict.kind]}</span>` : nothing}
      <span class="name-of">${should ? msg(str`should be ${named(name)}`) : named(name)}</span>
      <span class="number">${score === undefined ? "…" : scoreText(card, score)}</span></span
    >`;
  });
}
