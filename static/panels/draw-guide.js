import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { learnedSide, sizeNote } from "../scene/learned-size.js";
import { HIDEABLE } from "../ui/hidden-sections.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** What stays of the page for a drawing of one's own; the figures always do. */
const KEPT = ["header", "scene", "own", "outputs", "tour"];

/** What is hidden while a drawing is made before two networks, and nothing else is asked. */
export const CALM = Object.keys(HIDEABLE).filter((name) => !KEPT.includes(name));

/** What to do on the page with nothing but pen, canvas and two networks, and the ways on. */
export class DrawGuide extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([
    "hidden",
    "tour",
    "lab",
    "model",
    "twin",
    "scene",
    "selection",
    "tool",
  ]);

  static styles = [
    shared,
    css`
      :host {
        display: block;
        padding-bottom: var(--gap-4);
      }
      :host(:not([shown])) {
        display: none;
      }
      p {
        font-size: var(--large);
        line-height: 1.35;
        text-wrap: pretty;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-4);
        margin-top: var(--gap-3);
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store, palette }) {
    const calm = isCalm(store.get("hidden"));
    this.toggleAttribute("shown", calm);
    if (!calm) return nothing;
    return html`
      <p>
        ${
          sizeNote(store, palette) ??
          (learnedSide(store, palette) === null
            ? msg(
                "Draw a digit on the canvas: both networks read it. Then press Pen again, and drag the digit elsewhere.",
              )
            : msg(
                "Draw a digit on the canvas, about as large as the box: both networks read it. Then press Pen again, and drag the digit elsewhere.",
              ))
        }
      </p>
      <div class="ways">
        <a href="#screen=opening">‹ ${msg("Back to the 3")}</a>
        <button data-action="all" @click=${() => store.set("hidden", [])}>
          ${msg("Show everything")}
        </button>
      </div>
    `;
  }

  updated() {
    const { store } = this.context ?? {};
    // The tour and the laboratory point at what is hidden here.
    const elsewhere = store && (store.get("tour") !== null || store.get("lab") !== null);
    if (elsewhere && isCalm(store.get("hidden"))) store.set("hidden", []);
  }
}

/**
 * Whether nothing but what a drawing needs is shown.
 *
 * @param {string[]} hidden
 */
export function isCalm(hidden) {
  return hidden.length === CALM.length && CALM.every((name) => hidden.includes(name));
}

customElements.define("draw-guide", DrawGuide);
