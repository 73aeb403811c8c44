import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { PRESETS } from "../figure/camera.js";
import { isShortcut } from "../ui/keys.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Camera, Scale, View } from "../types/state.js" */

/** Camera, spread and colour scale of all figures. */
export class FigureBar extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["view", "flat"]);

  static styles = [
    shared,
    css`
      :host {
        color: var(--stage-quiet);
        background: var(--stage);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-4);
        padding: var(--gap-2) var(--gap-4);
        border-top: 1px solid var(--stage-line);
        font-size: var(--small);
      }
      @media (max-width: 1100px) {
        .bar {
          flex-wrap: nowrap;
          overflow: auto hidden;
          white-space: nowrap;
        }
      }
      .bar label,
      .group {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
      }
      button,
      select {
        background-color: var(--stage-raised);
        color: var(--stage-text);
        border-color: var(--stage-line);
        font-size: var(--small);
      }
      select {
        field-sizing: content;
      }
      :focus-visible {
        outline-color: #fff;
      }
      input[type="range"] {
        width: 7rem;
        accent-color: #e8ecf5;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const { spread, scale } = store.get("view");
    return html`
      <div class="bar">
        ${store.get("flat") ? nothing : this.camera(spread)}
        <label>
          ${msg("Colour scale")}
          <select
            @change=${(/** @type {Event} */ event) => {
              const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
              this.setView({ scale: /** @type {Scale} */ (value) });
            }}
          >
            ${Object.entries(scales()).map(
              ([value, text]) =>
                html`<option value=${value} .selected=${value === scale}>${text}</option>`,
            )}
          </select>
        </label>
      </div>
    `;
  }

  /**
   * Controls of 3D figures only.
   *
   * @param {number} spread
   */
  camera(spread) {
    return html`
      <div class="group" role="group" aria-label=${msg("Camera")}>
        ${presets().map(
          ([name, { title, key }]) => html`
            <button title=${msg(str`Key ${key.toUpperCase()}`)} @click=${() => this.look(name)}>
              ${title()}
            </button>
          `,
        )}
      </div>
      <label>
        ${msg("Spread")}
        <input
          type="range"
          min="0"
          max="1"
          step="0.01"
          .value=${String(spread)}
          @input=${(/** @type {Event} */ event) => {
            const { valueAsNumber } = /** @type {HTMLInputElement} */ (event.currentTarget);
            this.setView({ spread: valueAsNumber });
          }}
        />
      </label>
    `;
  }

  /** @param {Camera["preset"]} preset */
  look(preset) {
    this.requiredContext.store.set("camera", { preset, turn: null });
  }

  /** @param {Partial<View>} change */
  setView(change) {
    const { store } = this.requiredContext;
    store.set("view", { ...store.get("view"), ...change });
  }

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (!this.context || isTyping(event)) return;
    const preset = presets().find(([name]) => isShortcut(name, event));
    if (preset) this.look(preset[0]);
  }
}

/** @returns {Record<Scale, string>} */
function scales() {
  return {
    fixed: msg("fixed for the layer"),
    layer: msg("this scene's largest in the layer"),
    slice: msg("this scene's largest in each slice"),
  };
}

function presets() {
  return /** @type {[Camera["preset"], typeof PRESETS["flow"]][]} */ (Object.entries(PRESETS));
}

customElements.define("figure-bar", FigureBar);
