import { msg } from "@lit/localize";
import { css, html } from "lit";
import { choose } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";
import "./model-picker.js";

/** @import { Context } from "../ui/panel.js" */

/** The picker of the second network, above its figure. */
export class SecondNetworkBar extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["twin"]);

  static styles = [
    shared,
    css`
      :host {
        background: var(--panel);
        border-block: 1px solid var(--line);
      }
      :host([hidden]) {
        display: none;
      }
      div {
        display: flex;
        align-items: center;
        gap: var(--gap-3);
        padding: var(--gap-1) var(--gap-4);
      }
      model-picker {
        flex: 1;
      }
      button {
        min-width: 2rem;
        padding: 0;
      }
      @media (min-width: 721px) and (max-width: 1100px) {
        div {
          gap: var(--gap-1);
          padding: 2px var(--gap-2) 0;
        }
        /* Over the figure, the name has two lines rather than half its words. */
        model-picker {
          --wrap: normal;
          --picker-padding: 1px;
        }
      }
      @media (max-width: 720px) {
        div {
          gap: var(--gap-1);
          padding: var(--gap-1);
        }
      }
    `,
  ];

  /** @param {Context} context */
  draw(context) {
    if (!context.store.get("twin")) return null;
    return html`
      <div>
        <model-picker side="twin" .context=${context}></model-picker>
        <button
          aria-label=${msg("Close the second network")}
          @click=${() => choose(context.store, "twin", null)}
        >
          ✕
        </button>
      </div>
    `;
  }

  updated() {
    this.hidden = !this.context?.store.get("twin");
  }
}

customElements.define("second-network-bar", SecondNetworkBar);
