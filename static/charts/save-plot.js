import { msg, str, updateWhenLocaleChanges } from "@lit/localize";
import { LitElement, css, html } from "lit";
import { themeColours } from "./theme-colours.js";
import { fileName, rasterise, save } from "../ui/save-file.js";
import { errorText } from "../i18n/error-messages.js";
import { errorOf } from "../state/error-types.js";

/** @import { ThemeColours } from "./svg.js" */
/** @import { AppError } from "../types/state.js" */

/** Pixels of the PNG for each px. */
const SCALE = 2;

/**
 * A plot that can be saved.
 *
 * @typedef {{ title: string, svg: (inks: ThemeColours) => string }} Plot
 */

/** Two buttons beside a plot: save it as SVG or as PNG. */
export class SavePlot extends LitElement {
  static properties = { plot: { attribute: false }, failure: { state: true } };

  static styles = css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--gap-1);
      font-size: var(--small);
    }
    button {
      min-height: 1.5rem;
      min-width: 1.5rem;
      padding: 0 var(--gap-1);
      font: inherit;
      color: var(--text);
      background: var(--raised);
      border: 1px solid var(--line);
      border-radius: var(--radius);
      cursor: pointer;
    }
    button:hover {
      border-color: var(--quiet);
    }
    :focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 2px;
    }
    .error {
      color: var(--bad);
    }
  `;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    /** Called for its title, and on saving. @type {(() => Plot)|null} */
    this.plot = null;
    /** @type {AppError|null} */
    this.failure = null;
  }

  render() {
    const title = this.plot?.().title ?? "";
    return html`
      ${this.button("svg", msg(str`Save as SVG: ${title}`))}
      ${this.button("png", msg(str`Save as PNG: ${title}`))}
      <span class="error" role="status">${this.failure && errorText(this.failure)}</span>
    `;
  }

  /**
   * @param {"svg"|"png"} ending
   * @param {string} action
   */
  button(ending, action) {
    return html`<button title=${action} aria-label=${action} @click=${() => this.keep(ending)}>
      ${ending.toUpperCase()}
    </button>`;
  }

  /** @param {"svg"|"png"} ending */
  async keep(ending) {
    if (!this.plot) return;
    const { title, svg } = this.plot();
    this.failure = null;
    try {
      const text = svg(themeColours(this));
      const blob =
        ending === "svg"
          ? new Blob([text], { type: "image/svg+xml" })
          : await rasterise(text, SCALE);
      save(blob, fileName([title], ending));
    } catch (error) {
      this.failure = errorOf(error);
    }
  }
}

customElements.define("save-plot", SavePlot);
