import { msg, str } from "@lit/localize";
import { html } from "lit";
import { sliceColours } from "../charts/layer-colours.js";
import { diverging, gradient } from "../charts/colour-ramps.js";
import { largest } from "../microscope/value-colours.js";
import { cellGrid, exact } from "../microscope/value-grid.js";
import { numberText, sliceName, theVolume, volumeTitle } from "../i18n/labels.js";

/** @import { Card } from "../types/api.js" */
/** @import { Kernels, Slice } from "../types/state.js" */

/**
 * The selected slice with its kernels.
 *
 * @param {Card} card
 * @param {Slice} slice
 * @param {Kernels|null} kernels  null until received
 * @param {() => void} clear
 */
export function drawChosen(card, slice, kernels, clear) {
  const layer = card.layers.find(({ name }) => name === slice.layer);
  if (!layer) return null;
  return html`
    <section class="chosen" aria-label=${msg("The selected slice")}>
      <div class="line">
        <h4>${sliceName(layer, slice.channel)} <span class="quiet">${volumeTitle(layer)}</span></h4>
        <button @click=${clear}>${msg("Clear")}</button>
      </div>
      ${
        layer.role === "input"
          ? html`<p class="quiet">${msg("The picture itself: no kernel makes it.")}</p>`
          : kernels
            ? drawKernels(card, kernels)
            : html`<p class="quiet">…</p>`
      }
    </section>
  `;
}

/**
 * @param {Card} card
 * @param {Kernels} kernels
 */
function drawKernels(card, { layer, input: name, kernel, bias, slice }) {
  const input = card.layers.find((other) => other.name === name);
  const end = largest(kernel);
  const colours = input ? sliceColours(input) : [];
  const of = input?.role ? theVolume(input) : name;
  const called = kernel.map((_, channel) => (input ? sliceName(input, channel) : `${channel}`));
  return html`
    <p class="quiet">
      ${msg(html`Made by ${layer}: one kernel for each slice of ${of}, added up, plus the bias ${exact(bias, "bias.0")}.`)}
    </p>
    <div class="kernels" data-kernels="${layer}/${slice.channel}">
      ${kernel.map(
        (values, channel) => html`
          <figure>
            ${cellGrid({
              values,
              colour: (value) => diverging(value / end),
              label: msg(str`kernel over ${called[channel]}`),
              path: `kernels.0.${channel}`,
            })}
            <figcaption>
              <span .style=${`color: ${colours[channel] ?? "inherit"}`} aria-hidden="true">■</span>
              ${called[channel]}
            </figcaption>
          </figure>
        `,
      )}
    </div>
    <p class="quiet number scale">
      ${numberText(Number((-end).toPrecision(3)))}
      <span class="ramp" .style=${`background: ${gradient(true)}`}></span>
      ${numberText(Number(end.toPrecision(3)))}
    </p>
  `;
}
