import { errorText } from "../../i18n/error-messages.js";
import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { Panel, shared } from "../../ui/panel.js";
import {
  coming,
  consistencyBars,
  consistencySentence,
  consistencyTable,
} from "../consistency-table.js";
import { details } from "../details.js";
import { equivarianceTable } from "../equivariance-table.js";
import { headline } from "../headline.js";
import { consistencyForm, consistencySettings, equivarianceForm } from "../measure-forms.js";
import { percent } from "../number-format.js";
import { tabbed } from "../styles.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { AppError } from "../../types/state.js" */

/** Says that a result is an old one. */
const oldText = () =>
  html`<p class="differs">${msg("Not of what is shown now: measure again.")}</p>`;

/** Consistency beside accuracy, and each layer's equivariance under a chosen shift. */
export class ConsistencyTab extends Panel {
  static keys = /** @type {const} */ ([
    "model",
    "scene",
    "analysis",
    "consistency",
    "equivariance",
  ]);

  static styles = [shared, tabbed];

  /** @param {Context} context */
  draw(context) {
    const { results, failure } = context.store.get("consistency");
    const [newest] = results;
    const fresh = newest?.model === context.store.get("model").id;
    return html`
      ${consistencyForm(context)} ${this.failure(failure)}
      ${
        newest
          ? html`${fresh ? nothing : oldText()}
            ${headline(percent(newest.consistency.mean), consistencySentence(newest, context), fresh)}
            ${consistencyBars(results, context)}`
          : html`${headline(
                nothing,
                msg(
                  "Pairs of copies of a picture, each moved at random: you will see how often both get the same answer, and how often it is right.",
                ),
              )}
              <div class="coming">${coming()}</div>`
      }
      ${details(
        "consistency",
        html`
          <section aria-label=${msg("Consistency")}>
            <h3>${msg("Consistency under random shifts")}</h3>
            ${consistencySettings(context)}
            <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
              ${consistencyTable(results, context)}
            </div>
            <p class="small">
              ${msg("On the network's own held-out samples. Consistency: share of pairs of shifted copies with the same answer. Instability: share whose answer changes under a diagonal shift by 1 px. ± is the standard deviation over groups of pairs. A network that always says the same is perfectly consistent: read it beside the accuracy.")}
            </p>
          </section>
          <section aria-label=${msg("Equivariance")}>
            <h3>${msg("Equivariance of the scene's picture, by layer")}</h3>
            ${equivarianceForm(context)} ${this.failure(context.store.get("equivariance").failure)}
            <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
              ${this.equivariance()}
            </div>
          </section>
        `,
      )}
    `;
  }

  /** @param {AppError|null} failure */
  failure(failure) {
    return failure ? html`<p class="error" role="alert">${errorText(failure)}</p>` : nothing;
  }

  equivariance() {
    const { store } = this.requiredContext;
    const [newest] = store.get("equivariance").results;
    if (!newest) return nothing;
    const { scene, model } = store.state;
    const fresh = newest.model === model.id && dequal(newest.scene, scene);
    return html`
      ${fresh ? nothing : oldText()}
      <div class=${fresh ? "" : "stale"} data-fresh=${fresh}>${equivarianceTable(newest)}</div>
    `;
  }
}

customElements.define("consistency-tab", ConsistencyTab);

/** @type {Tab} */
export const tab = {
  id: "consistency",
  title: () => msg("Consistency"),
  show: (context) => html`<consistency-tab .context=${context}></consistency-tab>`,
};
