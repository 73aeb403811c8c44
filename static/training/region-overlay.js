import { html, nothing, svg } from "lit";
import { laid } from "../lab/sweep-maps.js";
import { takeBrush } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";
import { outlineOf } from "./outline.js";
import { placesOver } from "./places-over.js";
import { sameCells } from "./presets.js";
import { CELL, CELLS, boxesOf } from "./region.js";
import { RegionBrush } from "./region-brush.js";
import { regionStyle } from "./region-style.js";
import { underBrush } from "./strokes.js";
import { placesText } from "./texts.js";

/** @import { Context } from "../ui/panel.js" */

/** Time without a change before the number of places is announced, ms. */
const DEBOUNCE_MS = 600;

/**
 * The painted region over the scene's canvas. With a brush in hand it takes the pointer and the canvas's keys.
 * The canvas of a training has 64 × 64 px; over another it is stretched.
 */
export class RegionOverlay extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([
    "trainingForm",
    "training",
    "brush",
    "brushSide",
    "placesOver",
    "overlay",
    "sweeps",
  ]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "tool";

  static styles = [shared, regionStyle];

  static properties = { ...Panel.properties, said: { state: true } };

  constructor() {
    super();
    /** Text of the live region. */
    this.said = "";
    this.brush = new RegionBrush(
      this,
      () => this.context?.store,
      () => this.requestUpdate(),
    );
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.stop = () => {};
  }

  /** @param {Context} context */
  follow(context) {
    super.follow(context);
    const { store, palette } = context;
    let painted = store.get("trainingForm").painted;
    this.stop();
    this.stop = store.on(["trainingForm"], () => {
      const form = store.get("trainingForm");
      if (form.painted === painted) return;
      painted = form.painted;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => (this.said = placesText(form, palette)), DEBOUNCE_MS);
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearTimeout(this.timer);
  }

  /** @param {Context} context */
  draw({ store, palette }) {
    const { painted } = store.get("trainingForm");
    const brush = store.get("brush");
    const outline = outlineOf(painted);
    const nib = brush && this.brush.at && underBrush(this.brush.at, store.get("brushSide"));
    return html`
      <svg viewBox="0 0 ${CELLS} ${CELLS}" preserveAspectRatio="none" aria-hidden="true">
        ${this.hasMap(store) ? placesOver(store.get("training"), palette) : nothing}
        ${boxesOf(painted).map(([top, left, bottom, right]) => {
          const [height, width] = [(bottom - top) / CELL, (right - left) / CELL];
          return svg`<rect class="painted" x=${left / CELL} y=${top / CELL}
            width=${width} height=${height} />`;
        })}
        <path class="casing" d=${outline} />
        <path class="outline" d=${outline} />
        ${
          nib
            ? svg`<rect class="nib ${brush}" x=${nib[1]} y=${nib[0]}
              width=${nib[3] - nib[1]} height=${nib[2] - nib[0]} />`
            : nothing
        }
      </svg>
      <p class="unseen" aria-live="polite">${this.said}</p>
    `;
  }

  updated() {
    const { store } = this.requiredContext;
    this.toggleAttribute("brush", store.get("brush") !== null);
    const trained = store.get("training")?.form.painted;
    const { painted } = store.get("trainingForm");
    // The shown network was trained elsewhere: this is the region of the next training.
    const next = store.get("brush") === null && trained && !sameCells(painted, trained);
    this.toggleAttribute("next", Boolean(next));
    this.toggleAttribute("mapped", this.hasMap(store) || Boolean(laid(store)?.fields));
  }

  /**
   * Whether the training's map lies over the canvas. A sweep's comes first.
   *
   * @param {Context["store"]} store
   */
  hasMap(store) {
    return store.get("placesOver") && !laid(store)?.fields && store.get("brush") === null;
  }

  /**
   * Keys on the canvas.
   *
   * @param {KeyboardEvent} event
   */
  keyAnywhere(event) {
    const brush = this.context?.store.get("brush");
    if (!brush || event.composedPath()[0] !== this.parentElement) return;
    const said = this.brush.key(event);
    if (said === null) return;
    this.said = said;
    event.preventDefault();
  }

  /** @param {Context} context */
  escape({ store }) {
    if (store.get("brush") === null) return false;
    takeBrush(store, null);
    return true;
  }
}

customElements.define("region-overlay", RegionOverlay);
