import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { flowing, named } from "../i18n/locale.js";
import { farthest, transplantNumbers, transplantSentences } from "./head-transplants-numbers.js";
import { transplantVolumes } from "./head-transplants-volumes.js";
import { measured, short } from "./number-format.js";
import { progress, saveMap } from "./sweep-map-view.js";
import { weightChangeMap } from "./weight-change-map.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Transplants } from "../network/transplants.js" */
/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Finding } from "./head-transplants-verdict.js" */
/** @import { Scale } from "./sweep-maps.js" */

/** Convolutions and head of each of the four networks: a row for each of the convolutions. */
export const PARTS = /** @type {const} */ ([
  { name: "corner", convolutions: "corner", head: "corner" },
  { name: "everywhereHead", convolutions: "corner", head: "everywhere" },
  { name: "cornerHead", convolutions: "everywhere", head: "corner" },
  { name: "everywhere", convolutions: "everywhere", head: "everywhere" },
]);

/**
 * @typedef {typeof PARTS[number]["name"]|"exact"|"biased"} Name
 *
 * @typedef {object} Shown
 * @property {Transplants} four
 * @property {Partial<Record<Name, Sweep>>} sweeps
 * @property {Scale} scale  of the maps
 * @property {Sprite|null} digit
 * @property {Finding|null} finding
 * @property {(card: Card, sweep: Sweep|undefined) => unknown} map  draws a map
 */

/**
 * Numbers with three decimals, volumes, and the exact case.
 *
 * @param {Context} context
 * @param {Shown} shown
 */
export function transplantDetails(context, shown) {
  const { four, sweeps, finding } = shown;
  return html`
    <p class="sentence" data-sentences>${transplantSentences(sweeps, finding)}</p>
    ${PARTS.map((part) => numbers(context, shown, part, sweeps[part.name]))}
    ${four.exact ? exactCase(context, shown, four.exact) : nothing}
    ${fine(context.cards, Object.values(sweeps))}
  `;
}

/**
 * The last volume and the numbers of one of the four.
 *
 * @param {Context} context
 * @param {Shown} shown
 * @param {typeof PARTS[number]} part
 * @param {Sweep|undefined} sweep
 */
function numbers(context, { four, scale, digit }, { name }, sweep) {
  const { store } = context;
  const card = four[name];
  const { region } = four.corner;
  const volumes = store.get("volumes").find(({ model }) => model === card.id);
  return html`
    <section data-numbers=${card.id}>
      <h3>${named(card.title)}</h3>
      <div class="pictures">
        ${transplantVolumes(card, volumes, store.get("scene"))}
        <div>
          ${digit ? transplantNumbers(sweep, region, digit) : nothing}
          ${saveMap({ context, card, sweep, field: store.get("analysis").transplants.field, scale, region })}
        </div>
      </div>
    </section>
  `;
}

/**
 * The network in which training left the head exactly as it was elsewhere.
 *
 * @param {Context} context
 * @param {Shown} shown
 * @param {Card} card
 */
function exactCase({ store }, { four, sweeps, digit, map }, card) {
  const { exact: sweep, biased } = sweeps;
  const change = store.get("weightChange");
  return html`
    <section class="exact" data-numbers=${card.id}>
      <h3>${msg(html`The exact case:<br />${named(card.title)}`)}</h3>
      <div class="pictures">
        ${map(card, sweep)}
        <div class="change">
          ${change?.failure ? html`<p class="error">${errorText(change.failure)}</p>` : nothing}
          ${change?.result ? weightChangeMap(change.result) : nothing}
        </div>
      </div>
      ${digit ? transplantNumbers(sweep, four.corner.region, digit) : nothing}
      ${biased ? withBiases(biased) : nothing}
    </section>
  `;
}

/**
 * The response of the same network with biases, for comparison with the exact case.
 *
 * @param {Sweep} sweep
 */
function withBiases(sweep) {
  return html`<dl class="number" data-biased=${sweep.plan.model}>
      <dt>${msg("with biases")}</dt>
      <dd>${sweep.end ? measured(farthest(sweep)) : "…"}</dd>
    </dl>
    ${progress(sweep)}`;
}

/**
 * @param {Card[]} cards
 * @param {Sweep[]} sweeps
 */
function fine(cards, sweeps) {
  const [first] = sweeps;
  const seed = cards.find(({ id }) => id === first?.plan.model)?.seed;
  return html`
    <p class="small">
      ${flowing([
        msg(
          "A head from elsewhere was trained anew on the frozen layers: it is not the other network's own head, moved over as it is.",
        ),
        msg(
          "Dotted: positions within the trained corner. Hatched maps of positions: a cell of the last volume sees both the digit and padding. Beside each map: the last volume from the front (largest of all slices, at its card's range), with the digit at home, in the middle of the corner, and where it is now; the volumes follow it whatever the head says. Response: distance of the logits from the blank canvas's, as a share of that at home.",
        ),
        ...(first?.start
          ? [
              msg(
                html`One sample, ${named(first.start.object)}, every ${first.start.step} px; chance
                ${measured(first.start.chance)}; weights
                ${sweeps.map(({ start }) => html`${short(start?.sha256)} `)}; one training each,
                seed ${seed}.`,
              ),
            ]
          : []),
      ])}
    </p>
  `;
}
