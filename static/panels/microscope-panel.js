import { errorText } from "../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { crop, fieldText } from "../microscope/receptive-field-crop.js";
import { flow } from "../microscope/step-order.js";
import { SHORTCUTS, isShortcut } from "../ui/keys.js";
import { exact, gridStyle } from "../microscope/value-grid.js";
import { drawStep } from "../microscope/layer-step.js";
import { microscopeStyle } from "../microscope/style.js";
import { neighbourText, refText, stepFrom } from "../network/cell-ref.js";
import { KEYS, MARKS } from "../state/network-sides.js";
import { isTyping } from "../ui/typing-focus.js";
import { volumeTitle } from "../i18n/labels.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, CellResponse } from "../types/api.js" */
/** @import { Pin } from "../types/state.js" */

/** @typedef {"source"|"user"} Way */

/** @type {Record<Way, { title: () => string, key: string, none: () => string }>} */
const WAYS = {
  source: {
    title: () => msg("‹ Towards the input"),
    key: SHORTCUTS.source.keys[0] ?? "",
    none: () => msg("nothing that it sees adds to it"),
  },
  user: {
    title: () => msg("Towards the output ›"),
    key: SHORTCUTS.user.keys[0] ?? "",
    none: () => msg("no small change of it changes anything further on"),
  },
};

/**
 * The computation of one cell: its receptive field, every product, the sum, and the effect of ReLU
 * and pooling, with buttons for steps towards the input or the output.
 */
export class MicroscopePanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static properties = {
    ...Panel.properties,
    open: { state: true },
    pointed: { state: true },
  };

  static keys = /** @type {const} */ (["explained", "pinnedCell", "model", "twin"]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "microscope";

  static styles = [shared, gridStyle, microscopeStyle];

  constructor() {
    super();
    /** Whether lists are expanded. */
    this.open = false;
    /** The square under the pointer. @type {import("../microscope/layer-step.js").StepContext["pointed"]} */
    this.pointed = null;
    /** @type {(() => void)|null} */
    this.stop = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.stop = null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const explained = store.get("explained");
    const pinned = store.get("pinnedCell");
    const card = explained && store.get(explained.pin.side);
    const response = explained?.response;
    return html`
      <div class="head">
        <h2>${msg("Microscope")}</h2>
        ${
          pinned
            ? html`<button title=${msg("Key Esc")} @click=${() => store.set("pinnedCell", null)}>
                ${msg("Unpin")}
              </button>`
            : nothing
        }
      </div>
      ${
        explained?.problem
          ? html`<p class="bad">${msg(html`No explanation: ${errorText(explained.problem)}`)}</p>`
          : response && card?.id === response.model
            ? this.describe(card, explained.pin, response)
            : pinned
              ? html`<p class="quiet">…</p>`
              : html`<p class="quiet">
                  ${msg("Point at a cell of a volume, or press one in the slices below to stay with it: every number that it was made of is shown here.")}
                </p>`
      }
    `;
  }

  /**
   * @param {Card} card
   * @param {Pin} pin
   * @param {CellResponse} response
   */
  describe(card, pin, response) {
    const layer = card.layers.find(({ name }) => name === response.layer);
    const steps = flow(response);
    const title = layer?.role ? volumeTitle(layer) : response.layer;
    return html`
      <div class="what">
        <canvas class="seen" role="img" aria-label=${msg("The pixels that it sees")}></canvas>
        <div>
          <span class="quiet">
            ${
              this.requiredContext.store.get("twin")
                ? html`<span class="mark">${MARKS[pin.side]}</span> `
                : nothing
            }${title}
          </span>
          <strong data-cell>${refText(layer, response.place)}</strong>
          <span class="value">${exact(response.value, "value")}</span>
          <p class="quiet">
            ${
              response.field
                ? msg(str`sees ${fieldText(response.field)}`)
                : msg("sees the whole picture")
            }
          </p>
        </div>
      </div>
      <p class="unseen" aria-live="polite">
        ${
          this.requiredContext.store.get("pinnedCell")
            ? html`${enumerated([title, refText(layer, response.place)])}:
              ${exact(response.value, "value")}`
            : nothing
        }
      </p>
      <div class="ways" role="group" aria-label=${msg("Step from layer to layer")}>
        ${this.way(card, response, "source")} ${this.way(card, response, "user")}
      </div>
      ${steps.map(({ step, path }) =>
        drawStep(step, path, {
          card,
          open: this.open,
          pointed: this.pointed,
          toggle: () => {
            this.open = !this.open;
          },
          point: (pointed) => {
            this.pointed = pointed;
          },
          go: (neighbour) =>
            this.go({ side: pin.side, layer: neighbour.layer, ...neighbour.place }),
        }),
      )}
    `;
  }

  /**
   * @param {Card} card
   * @param {CellResponse} response
   * @param {Way} way
   */
  way(card, response, way) {
    const { title, key, none } = WAYS[way];
    const neighbour = response[way];
    const end =
      way === "source" ? response.layer === "input" : card.layers.at(-1)?.name === response.layer;
    const text = neighbour ? neighbourText(card, neighbour) : end ? msg("this is the end") : none();
    return html`
      <button
        data-way=${way}
        title=${msg(str`Key ${key}`)}
        ?disabled=${!neighbour}
        @click=${() => this.step(way)}
      >
        ${title()}<small class="quiet">${text}</small>
      </button>
    `;
  }

  /** @param {Way} way */
  step(way) {
    const explained = this.requiredContext.store.get("explained");
    const to = explained?.response && stepFrom(explained.pin.side, explained.response, way);
    if (to) this.go(to);
  }

  /**
   * Pins another cell; the figure marks it if it belongs to a volume.
   *
   * @param {Pin} pin
   */
  go(pin) {
    const { store } = this.requiredContext;
    this.pointed = null;
    store.set("pinnedCell", pin);
    const cell = "unit" in pin ? null : pin;
    store.set("selection", { ...store.get("selection"), cell });
  }

  /** @param {Context} context */
  escape({ store }) {
    if (store.get("pinnedCell") === null) return false;
    store.set("pinnedCell", null);
    return true;
  }

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (!this.context || isTyping(event)) return;
    for (const way of /** @type {const} */ (["source", "user"])) {
      if (isShortcut(way, event)) this.step(way);
    }
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (!this.context) return;
    if (changed.has("context")) {
      this.stop?.();
      // Only the picture follows every frame; the numbers come with the explanation.
      this.stop = this.context.store.on(["frame", "twinFrame"], () => this.drawSeen());
    }
    this.drawSeen();
  }

  /** Draws the newest frame's pixels in the cell's receptive field. */
  drawSeen() {
    const canvas = this.renderRoot.querySelector("canvas");
    const { store } = this.requiredContext;
    const explained = store.get("explained");
    if (!canvas || !explained?.response) return;
    const { side } = explained.pin;
    const [card, frame] = [store.get(side), store.get(KEYS[side].frame)];
    const bytes = frame?.volumes.get("input")?.bytes;
    if (!card || !bytes || frame?.model !== card.id) return;
    const { width, height, pixels } = crop(card, explained.response.field, bytes);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }
}

customElements.define("microscope-panel", MicroscopePanel);
