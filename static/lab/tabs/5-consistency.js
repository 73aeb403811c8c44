import { errorText } from "../../i18n/error-messages.js";
import { msg } from "@lit/localize";
import { flowing } from "../../i18n/locale.js";
import { css, html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { Panel, shared } from "../../ui/panel.js";
import { PROTOCOLS } from "../form-choices.js";
import { measured, protocolName, protocolText, short } from "../number-format.js";
import { pairText } from "../comparison-sentences.js";
import { tabbed } from "../styles.js";

/** @import { Tab } from "../tabs.js" */
/** @import { Context } from "../../ui/panel.js" */
/** @import { Scene } from "../../types/api.js" */
/** @import { AppError } from "../../types/state.js" */
/** @import { ConsistencyResult, EquivarianceResult, Protocol } from "../../types/lab.js" */

/** Rows of the table of results. @type {{ name: string, title: () => string, show: (result: ConsistencyResult) => unknown }[]} */
const ROWS = [
  {
    name: "consistency",
    title: () => msg("consistency"),
    show: ({ consistency }) => spread(consistency),
  },
  {
    name: "1-px instability",
    title: () => msg("1-px instability"),
    show: ({ instability }) => spread(instability),
  },
  {
    name: "change of the top score",
    title: () => msg("change of the top score"),
    show: ({ change }) => measured(change.mean),
  },
  { name: "accuracy", title: () => msg("accuracy"), show: ({ accuracy }) => measured(accuracy) },
  { name: "chance", title: () => msg("chance"), show: ({ chance }) => measured(chance) },
  {
    name: "protocol",
    title: () => msg("protocol"),
    show: ({ protocol }) => protocolName(protocol),
  },
  { name: "radius, px", title: () => msg("radius, px"), show: ({ radius }) => radius },
  { name: "pairs", title: () => msg("pairs"), show: ({ pairs }) => pairs },
  {
    name: "different samples",
    title: () => msg("different samples"),
    show: ({ samples }) => samples,
  },
  { name: "seed", title: () => msg("seed"), show: ({ seed }) => seed },
  { name: "weights", title: () => msg("weights"), show: ({ sha256 }) => short(sha256) },
];

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
  draw({ store }) {
    return html`
      <div class="columns">
        <section class="half" aria-label=${msg("Consistency")}>
          <h3>${msg("Consistency under random shifts")}</h3>
          ${this.askConsistency()} ${this.failure(store.get("consistency").failure)}
          <div role="status">${this.sayings()}</div>
          <div class="wide" tabindex="0" role="group" aria-label=${msg("Table")}>
            ${this.consistencies()}
          </div>
          <p class="small">
            ${msg("On the network's own held-out samples. Consistency: share of pairs of shifted copies with the same answer. Instability: share whose answer changes under a diagonal shift by 1 px. ± is the standard deviation over groups of pairs. A network that always says the same is perfectly consistent: read it beside the accuracy.")}
          </p>
        </section>
        <section class="half" aria-label=${msg("Equivariance")}>
          <h3>${msg("Equivariance of the scene's picture, by layer")}</h3>
          ${this.askEquivariance()} ${this.failure(store.get("equivariance").failure)}
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

  /**
   * A button that starts a measurement; during one, it shows the progress and cancels it.
   *
   * @param {"consistency"|"equivariance"} key
   */
  button(key) {
    const { store, measurements } = this.requiredContext;
    if (!store.get(key).busy) return html`<button>${msg("Measure")}</button>`;
    return html`
      <button type="button" @click=${() => measurements[key].cancel()}>${msg("Cancel")}</button>
      <progress aria-label=${msg("Measuring…")}></progress>
    `;
  }

  askConsistency() {
    const { store } = this.requiredContext;
    const { protocol, radius, pairs, seed } = store.get("analysis").consistency;
    const ranges = store.get("limits").measures.consistency;
    return html`
      <form
        class="controls"
        data-form="consistency"
        @submit=${this.runConsistency}
        @change=${(/** @type {Event} */ event) => this.set("consistency", event)}
      >
        ${protocols(protocol)} ${number("radius", msg("radius, px"), radius, ranges.radius)}
        ${number("pairs", msg("pairs"), pairs, ranges.pairs)}
        ${number("seed", msg("seed"), seed, ranges.seed)} ${this.button("consistency")}
      </form>
    `;
  }

  /** @param {SubmitEvent} event */
  runConsistency(event) {
    event.preventDefault();
    const { measurements, store } = this.requiredContext;
    void measurements.consistency.ask(store.get("analysis").consistency);
  }

  /** The newest result in sentences, with a warning if its consistency is meaningless. */
  sayings() {
    const [newest] = this.requiredContext.store.get("consistency").results;
    if (!newest) return nothing;
    return html`
      <p class="sentence">
        ${msg(html`${newest.model} gives the same answer for ${measured(newest.consistency.mean)} of the pairs, and is right for ${measured(newest.accuracy)} (chance ${measured(newest.chance)}).`)}
        ${
          newest.constant
            ? html`<strong class="differs">
                ${msg("It is a constant predictor: it gives one answer for everything, so its consistency means nothing.")}
              </strong>`
            : nothing
        }
      </p>
    `;
  }

  consistencies() {
    const { results } = this.requiredContext.store.get("consistency");
    if (results.length === 0) return nothing;
    return html`
      <table data-table="consistency">
        <thead>
          <tr>
            <th scope="col" class="text">${msg("network")}</th>
            ${results.map(
              ({ model, constant }) =>
                html`<th scope="col">
                  ${model}${constant ? html` <span class="differs">${msg("constant")}</span>` : nothing}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${ROWS.map(
            ({ name, title, show }) => html`
              <tr data-row=${name}>
                <th scope="row">${title()}</th>
                ${results.map((result) => html`<td>${show(result)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  askEquivariance() {
    const { store } = this.requiredContext;
    const { protocol, row, col } = store.get("analysis").equivariance;
    const ranges = store.get("limits").measures.equivariance;
    return html`
      <form
        class="controls"
        data-form="equivariance"
        @submit=${this.runEquivariance}
        @change=${(/** @type {Event} */ event) => this.set("equivariance", event)}
      >
        ${protocols(protocol)} ${number("row", msg("down, px"), row, ranges["shift.row"])}
        ${number("col", msg("right, px"), col, ranges["shift.col"])} ${this.button("equivariance")}
      </form>
    `;
  }

  /** @param {SubmitEvent} event */
  runEquivariance(event) {
    event.preventDefault();
    const { measurements, store } = this.requiredContext;
    const { protocol, ...shift } = store.get("analysis").equivariance;
    void measurements.equivariance.ask({ scene: store.get("scene"), shift, protocol });
  }

  /**
   * Stores a form's settings if they are valid.
   *
   * @param {"consistency"|"equivariance"} key
   * @param {Event} event
   */
  set(key, event) {
    const field = /** @type {HTMLInputElement|HTMLSelectElement} */ (event.target);
    if (!field.validity.valid) return;
    const { store } = this.requiredContext;
    const analysis = store.get("analysis");
    const value = field.name === "protocol" ? field.value : Number(field.value);
    store.set("analysis", { ...analysis, [key]: { ...analysis[key], [field.name]: value } });
  }

  equivariance() {
    const { store } = this.requiredContext;
    const [newest] = store.get("equivariance").results;
    if (!newest) return nothing;
    const { scene, model } = store.state;
    const fresh = newest.model === model.id && isSame(newest.scene, scene);
    return html`
      ${fresh ? nothing : html`<p class="differs">${msg("Not of what is shown now: measure again.")}</p>`}
      <div class=${fresh ? "" : "stale"} data-fresh=${fresh}>${this.layers(newest)}</div>
    `;
  }

  /** @param {EquivarianceResult} result */
  layers({ model, sha256, shift, protocol, layers }) {
    return html`
      <p class="quiet">
        ${flowing([
          msg(
            html`${model}, weights ${short(sha256)}: the picture moved by ${shift.row} px down,
            ${shift.col} px right.`,
          ),
          protocolText(protocol),
          msg("Off the lattice the whole move with the least error is shown."),
        ])}
      </p>
      <table data-table="equivariance">
        <caption class="unseen">
          ${msg("Equivariance error of each layer")}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">${msg("layer")}</th>
            <th scope="col">${msg("px a cell")}</th>
            <th scope="col" class="text">${msg("on the lattice")}</th>
            <th scope="col" class="text">${msg("moved by")}</th>
            <th scope="col">${msg("error, whole")}</th>
            <th scope="col">${msg("error, interior")}</th>
          </tr>
        </thead>
        <tbody>
          ${layers.map(
            ({ name, stride, on_lattice: on, best, error }) => html`
              <tr>
                <th scope="row">${name}</th>
                <td>${stride}</td>
                <td class="text">${on ? msg("yes") : msg("no")}</td>
                <td class="text">${pairText(best)}</td>
                <td data-error=${name}>${measured(error.whole)}</td>
                <td>${measured(error.interior)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

/**
 * Whether two scenes are equal by value.
 *
 * @param {Scene|undefined} a
 * @param {Scene} b
 */
function isSame(a, b) {
  return dequal(a, b);
}

/** @param {{ mean: number, spread: number|null }} measure */
function spread({ mean, spread: around }) {
  return html`${measured(mean)} ± ${measured(around)}`;
}

/** @param {Protocol} chosen */
function protocols(chosen) {
  return html`
    <label>
      ${msg("protocol")}
      <select name="protocol">
        ${PROTOCOLS.map(
          (value) =>
            html`<option value=${value} .selected=${value === chosen}>
              ${value === "canvas" ? msg("canvas") : msg("cyclic (torus)")}
            </option>`,
        )}
      </select>
    </label>
  `;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} value
 * @param {[number, number]} bounds
 */
function number(name, text, value, [min, max]) {
  return html`<label>
    ${text}
    <input type="number" name=${name} .value=${String(value)} min=${min} max=${max} required />
  </label>`;
}

customElements.define("consistency-tab", ConsistencyTab);

/** @type {Tab} */
export const tab = {
  id: "consistency",
  title: () => msg("Consistency"),
  show: (context) => html`<consistency-tab .context=${context}></consistency-tab>`,
};
