import { errorText } from "../../i18n/error-messages.js";
import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { Panel, shared } from "../../ui/panel.js";
import { consistencySentences, consistencyTable } from "../consistency-table.js";
import { equivarianceTable } from "../equivariance-table.js";
import { consistencyForm, equivarianceForm } from "../measure-forms.js";
import { tabbed } from "../styles.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { AppError } from "../../types/state.js" */

/** Consistency beside accuracy, and each layer's equivariance under a chosen shift. */
export class ConsistencyTab extends Panel {
  static keys = /** @type {const} */ ([
    "model",
    "scene",
    "analysis",
    "consistency",
    "equivariance",
  ]);

  static styles = [
    shared,
    tabbed,
    css`
      form {
        flex: none;
      }
      .half {
        flex: 1 1 26rem;
        min-width: 0;
      }
    `,
  ];

  /** @param {Context} context */
  draw(context) {
    const { store } = context;
    const consistency = store.get("consistency");
    return html`
      <div class="columns">
        <section class="half" aria-label=${msg("Consistency")}>
          <h3>${msg("Consistency under random shifts")}</h3>
          ${consistencyForm(context)} ${this.failure(consistency.failure)}
          <div role="status">${consistencySentences(consistency.results)}</div>
          <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
            ${consistencyTable(consistency.results)}
          </div>
          <p class="small">
            ${msg("On the network's own held-out samples. Consistency: share of pairs of shifted copies with the same answer. Instability: share whose answer changes under a diagonal shift by 1 px. ± is the standard deviation over groups of pairs. A network that always says the same is perfectly consistent: read it beside the accuracy.")}
          </p>
        </section>
        <section class="half" aria-label=${msg("Equivariance")}>
          <h3>${msg("Equivariance of the scene's picture, by layer")}</h3>
          ${equivarianceForm(context)} ${this.failure(store.get("equivariance").failure)}
          <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
            ${this.equivariance()}
          </div>
        </section>
      </div>
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
      ${fresh ? nothing : html`<p class="differs">${msg("Not of what is shown now: measure again.")}</p>`}
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
