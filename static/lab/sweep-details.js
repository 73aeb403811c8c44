import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { enumerated, flowing, named } from "../i18n/locale.js";
import { legend } from "./map-legend.js";
import { measured, short } from "./number-format.js";
import { radial } from "./radial-profile.js";
import { saveMap } from "./sweep-map-view.js";
import { fieldFor, scaleOf } from "./sweep-maps.js";
import { sweepNumbers, valuesAt } from "./sweep-readout.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Pair, Sweep } from "../types/lab.js" */

/**
 * The numbers of sweeps with three decimals, their charts, and what they are of.
 *
 * @param {Context} context
 * @param {Card[]} networks
 * @param {(Sweep|undefined)[]} sweeps  one a network
 * @param {Pair|null} pointed  row and col of the maps under the pointer
 */
export function sweepDetails(context, networks, sweeps, pointed) {
  const field = fieldFor(context.store.get("sweepSettings").field, networks);
  const known = sweeps.filter((sweep) => sweep !== undefined);
  const scale = scaleOf(field, known);
  const titleOf = (/** @type {string} */ id) =>
    named(context.cards.find((card) => card.id === id)?.title ?? id);
  return html`
    ${legend(field, scale, known)}
    ${networks.map((card, i) => {
      const sweep = sweeps[i];
      if (!sweep) return nothing;
      const map = { context, card, sweep, field, scale, region: region(card) };
      return html`<section data-numbers=${card.id} aria-label=${named(card.title)}>
        <h3>${named(card.title)}</h3>
        ${sweepNumbers(sweep)}
        <p class="number" data-values>${valuesAt(card, sweep, pointed, true)}</p>
        ${saveMap(map)}
      </section>`;
    })}
    ${radial(known, titleOf, context.cards)} ${fine(known)}
  `;
}

/** @param {Sweep[]} sweeps */
function fine(sweeps) {
  const [first] = sweeps;
  const answers = new Set(sweeps.flatMap(({ start }) => (start ? [named(start.output)] : [])));
  return html`
    <p class="small">
      ${flowing([
        ...(first?.start
          ? [
              msg(
                html`Object ${named(first.start.object)}, right answer ${enumerated([...answers])},
                every ${first.start.step} px from where it lies wholly on the canvas to where it
                still does; it was at row ${first.start.base.row}, col ${first.start.base.col}
                (framed). Weights ${sweeps.map(({ start }) => html`${short(start?.sha256)} `)}.
                Median distance between classes
                ${sweeps.map(({ end }) => html`${measured(end?.unit)} `)}. Nothing here is drawn at
                random.`,
              ),
            ]
          : []),
        msg(
          "Dotted: positions within the trained region. Hatched: a cell of the last volume sees both the object and padding. Every position is the object's top-left pixel.",
        ),
      ])}
    </p>
  `;
}

/**
 * The region that objects covered in training, if it was not the whole canvas.
 *
 * @param {Card} card
 */
export function region(card) {
  const [, rows, cols] = card.input_shape;
  const [top, left, bottom, right] = card.region ?? [0, 0, rows, cols];
  return bottom - top < rows || right - left < cols ? card.region : null;
}
