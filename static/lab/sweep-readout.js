import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { named } from "../i18n/locale.js";
import { at, isOf } from "./sweep-maps.js";
import { measured } from "./number-format.js";
import { refused } from "./expected-output-notices.js";
import { progress } from "./sweep-map-view.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Pair, Sweep } from "../types/lab.js" */

/**
 * The readout of a sweep beside its map.
 *
 * @param {Context} context
 * @param {Card} card
 * @param {Sweep} sweep
 * @param {Pair|null} pointed  row and col of the map under the pointer
 */
export function drawBeside({ store, palette }, card, sweep, pointed) {
  const { start, end, plan, status } = sweep;
  const other = status === "failed" ? refused(card, plan, palette) : null;
  return html`
    ${other ? html`<p class="sentence" role="status">${other}</p>` : progress(sweep)}
    ${
      end
        ? html`<dl class="number">
            <dt>${msg("accuracy")}</dt>
            <dd data-accuracy>${measured(end.accuracy)}</dd>
            <dt>${msg("where trained")}</dt>
            <dd data-inside>${measured(end.inside)}</dd>
            <dt>${msg("elsewhere")}</dt>
            <dd data-outside>${measured(end.outside)}</dd>
            <dt>${msg("chance")}</dt>
            <dd>${measured(start?.chance)}</dd>
          </dl>`
        : nothing
    }
    ${
      end?.constant
        ? html`<p class="differs">
            ${msg("A constant predictor: it gives one answer for everything.")}
          </p>`
        : nothing
    }
    ${
      isOf(plan, store.get("scene"))
        ? nothing
        : html`<p class="differs">${msg("Of an earlier scene: sweep again.")}</p>`
    }
    <p class="here number" data-here>${here(card, sweep, pointed)}</p>
  `;
}

/**
 * The values at the position under the pointer.
 *
 * @param {Card} card
 * @param {Sweep} sweep
 * @param {Pair|null} pointed
 */
function here(card, { start, fields }, pointed) {
  const [row, col] = [start?.rows[pointed?.row ?? -1], start?.cols[pointed?.col ?? -1]];
  if (!pointed || !start || !fields || row === undefined || col === undefined) return nothing;
  const found = at(fields, pointed.row * start.cols.length + pointed.col);
  if (Number.isNaN(found.prediction)) {
    return msg(str`row ${row}, col ${col}: not known yet`);
  }
  const prediction = named(card.outputs[found.prediction] ?? "");
  const verdict = found.correct ? msg("right") : msg("wrong");
  return msg(
    html`row ${row}, col ${col}: <strong>${prediction}</strong>, ${verdict}; ${named(start.output)}
      ${measured(found.score)}; sensitivity ${measured(found.sensitivity)}; response
      ${measured(found.response)}; cosine ${measured(found.cosine)}`,
  );
}
