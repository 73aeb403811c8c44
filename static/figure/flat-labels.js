import { msg } from "@lit/localize";
import { html } from "lit";
import { layerColour } from "../charts/layer-colours.js";
import { named } from "../i18n/locale.js";
import { shapeText, sliceName, stepsText, volumeTitle } from "../i18n/labels.js";

/** @import { FlatColumn, FlatVolume } from "./flat-layout.js" */
/** @import { Card, Frame } from "../types/api.js" */

/** Labels of the flat figure. */

/**
 * A volume's heading and its slices' names.
 *
 * @param {Card} card
 * @param {FlatVolume} volume
 * @param {Frame|null} frame
 */
export function texts(card, { layer, y, width, height, name, places }, frame) {
  const active = frame?.volumes.get(layer.name)?.active;
  const made = layer.role === "input" ? msg("the picture itself") : stepsText(card.layers, layer);
  return html`
    <p class="heading" .style=${`top: ${y}px; --ink: ${layerColour(layer)}`}>
      <strong>${volumeTitle(layer)}</strong>
      <span class="number">${shapeText(layer)}</span> <span class="steps">${made}</span>
    </p>
    ${places.map(
      (at, channel) => html`
        <span
          class=${active?.[channel] ? "name lit" : "name"}
          title=${sliceName(layer, channel)}
          .style=${`left: ${at.x}px; top: ${at.y + height}px; width: ${width}px; height: ${name}px`}
          >${sliceName(layer, channel)}</span
        >
      `,
    )}
  `;
}

/**
 * The outputs' names and scores, and the name above any other column.
 *
 * @param {Card} card
 * @param {FlatColumn} column
 * @param {Frame|null} frame
 */
export function outputs(card, { layer, places }, frame) {
  const [first] = places;
  if (layer.role !== "output") {
    return html`<p
      class="column"
      .style=${`left: ${(first?.x ?? 0) - 7}px; top: ${(first?.y ?? 0) - 34}px`}
    >
      ${volumeTitle(layer)}
    </p>`;
  }
  const scores = frame?.scores;
  const best = scores ? Math.max(...scores) : Number.NaN;
  return places.map(({ x, y }, unit) => {
    const score = scores?.[unit];
    const name = layer.slices[unit] ?? card.outputs[unit] ?? "";
    return html`<span
      class=${score === best ? "output lit" : "output"}
      data-unit=${name}
      .style=${`left: ${x + 12}px; top: ${y - 9}px`}
      >${named(name)} <span class="number">${score?.toFixed(2) ?? "…"}</span></span
    >`;
  });
}
