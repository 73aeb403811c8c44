import { css, html } from "lit";
import { GAMMA, ROLE_COLOURS } from "../colour.js";
import { PRESETS } from "../figure/camera.js";
import { headings, settle } from "../figure/headings.js";
import { label, names, outputs } from "../figure/labels.js";
import { Stage } from "../figure/stage.js";
import { cellCentre } from "../layout.js";
import { numberText, sliceName, volumeName, volumeTitle } from "../words.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { Scale, View } from "../types.js" */

/** @type {Record<Scale, string>} */
const SCALES = {
  fixed: "fixed for the layer",
  layer: "this scene's largest in the layer",
  slice: "this scene's largest in each slice",
};

/** The 3D figure: volumes, head and outputs, with their labels, legend and controls. */
export class FigurePanel extends Panel {
  static keys = /** @type {const} */ (["model", "view"]);

  static styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        color: var(--stage-text);
        background: var(--stage);
      }
      .stage {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: hidden;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        touch-action: none;
        cursor: grab;
      }
      .caption {
        position: absolute;
        left: var(--gap-4);
        top: var(--gap-3);
        max-width: 34rem;
        pointer-events: none;
        font-size: var(--small);
        color: var(--stage-quiet);
      }
      canvas {
        opacity: var(--fresh);
      }
      .labels {
        position: absolute;
        inset: 0;
        pointer-events: none;
        font-size: var(--small);
        line-height: 1.35;
      }
      .labels > * {
        position: absolute;
        left: 0;
        top: 0;
        white-space: nowrap;
      }
      .title {
        font-size: var(--body);
        font-weight: 600;
        color: var(--ink);
      }
      .leader {
        position: absolute;
        left: 0;
        top: 0;
        height: 1px;
        background: var(--ink);
        opacity: 0.6;
        transform-origin: 0 0;
      }
      .steps {
        color: var(--stage-quiet);
      }
      [data-small] .heading .steps {
        display: none;
      }
      [data-small] .title {
        font-size: var(--small);
      }
      .tip {
        padding: 2px var(--gap-2);
        border-radius: var(--gap-1);
        background: var(--stage-raised);
        border: 1px solid var(--stage-line);
      }
      .lit {
        font-weight: 600;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-4);
        padding: var(--gap-2) var(--gap-4);
        border-top: 1px solid var(--stage-line);
        font-size: var(--small);
        color: var(--stage-quiet);
      }
      .bar label,
      .group {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
      }
      button,
      select {
        background: var(--stage-raised);
        color: var(--stage-text);
        border-color: var(--stage-line);
        font-size: var(--small);
      }
      :focus-visible {
        outline-color: #fff;
      }
      input[type="range"] {
        width: 7rem;
        accent-color: #e8ecf5;
      }
      .ramp {
        width: 4.5rem;
        height: 0.6rem;
        border-radius: 2px;
        border: 1px solid var(--stage-line);
      }
      .note {
        margin: var(--gap-4);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Stage|null} */
    this.stage = null;
    this.broken = false;
    /** @type {import("../types.js").Card|null} */
    this.shown = null;
    /** The spread that is drawn. @type {number|null} */
    this.spread = null;
    /** @type {(() => void)[]} */
    this.stops = [];
    this.observer = new ResizeObserver(() => this.resize());
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
    this.observer.disconnect();
    for (const stop of this.stops) stop();
    this.stage?.dispose();
    this.stage = null;
    this.shown = null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const { spread, scale } = store.get("view");
    return html`
      <div class="stage">
        ${
          this.broken
            ? html`<p class="note">
                This browser has no WebGL 2, which the 3D figure needs. Counts and scores on the
                right are live all the same.
              </p>`
            : html`<canvas
                role="img"
                aria-label="The network's volumes in 3D; counts and scores are listed beside it"
                @pointermove=${this.hover}
                @pointerdown=${this.hover}
                @pointerleave=${this.leave}
              ></canvas>`
        }
        <p class="caption">
          Drag an object: in every volume its activations move with it. The fully connected layer
          has to learn that any place means the same.
        </p>
        <div class="labels" aria-hidden="true"></div>
      </div>
      <div class="bar">
        <div class="group" role="group" aria-label="Camera">
          ${Object.entries(PRESETS).map(
            ([name, { title, key }]) => html`
              <button title="Key ${key.toUpperCase()}" @click=${() => this.look(name)}>
                ${title}
              </button>
            `,
          )}
        </div>
        <label>
          Spread
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
        <label>
          Colour scale
          <select
            @change=${(/** @type {Event} */ event) => {
              const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
              this.setView({ scale: /** @type {Scale} */ (value) });
            }}
          >
            ${Object.entries(SCALES).map(
              ([value, text]) =>
                html`<option value=${value} ?selected=${value === scale}>${text}</option>`,
            )}
          </select>
        </label>
        ${this.legend()}
      </div>
    `;
  }

  /** One ramp for each volume, from zero to the card's fixed range. */
  legend() {
    const { store } = this.given;
    const { scale } = store.get("view");
    return store
      .get("model")
      .layers.filter(({ role, shape }) => role !== null && shape.length === 3)
      .map((layer) => {
        // Slices that glow in colours of their own share a ramp of brightness.
        const own = layer.role && layer.colors.length === 0;
        const colour = own && layer.role ? ROLE_COLOURS[layer.role] : "#ffffff";
        const stops = Array.from({ length: 9 }, (_, i) => {
          const share = Math.round((i / 8) ** GAMMA * 100);
          return `color-mix(in srgb, ${colour} ${share}%, #0b0e14)`;
        });
        const title = own
          ? `${volumeTitle(layer)}: the brightness of an activation`
          : `${volumeTitle(layer)}: the brightness of an activation, in its slice's own colour`;
        return html`
          <div class="group number" title=${title}>
            ${volumeName(layer)} ${layer.range[0]}
            <span class="ramp" style="background: linear-gradient(to right, ${stops})"></span>
            ${scale === "fixed" ? numberText(Number(layer.range[1].toPrecision(3))) : "largest"}
          </div>
        `;
      });
  }

  updated() {
    if (!this.context || this.broken) return;
    const { store } = this.context;
    if (!this.stage) this.open();
    const stage = this.stage;
    if (!stage) return;
    const card = store.get("model");
    const { spread } = store.get("view");
    if (this.shown !== card) {
      this.shown = card;
      stage.setCard(card, spread);
    } else if (this.spread !== spread) {
      stage.setSpread(spread);
    }
    this.spread = spread;
    this.showFrame();
  }

  /** Makes the stage; a browser without WebGL 2 gets a note instead. */
  open() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector("canvas"));
    try {
      this.stage = new Stage(canvas, () => this.drawLabels());
      this.stage.controls.addEventListener("change", () => this.forget());
    } catch {
      this.broken = true;
      this.requestUpdate();
      return;
    }
    const { store } = this.given;
    this.stops = [
      store.on(["frame"], () => this.showFrame()),
      store.on(["selection"], () => this.showSelection()),
      store.on(["reading"], () => this.stage?.invalidate()),
    ];
    this.observer.observe(/** @type {Element} */ (canvas.parentElement));
    this.resize();
  }

  resize() {
    const box = this.renderRoot.querySelector(".stage")?.getBoundingClientRect();
    if (box && box.width > 0) this.stage?.resize(box.width, box.height);
  }

  showFrame() {
    const { store } = this.given;
    const frame = store.get("frame");
    if (frame && frame.model === this.shown?.id)
      this.stage?.setFrame(frame, store.get("view").scale);
  }

  showSelection() {
    const { cell, slice } = this.given.store.get("selection");
    this.stage?.mark(cell, slice);
  }

  /** @param {string} preset */
  look(preset) {
    this.stage?.look(preset);
    this.forget();
  }

  /** The cell that was pointed at may not be there any more. */
  forget() {
    const { store } = this.given;
    if (store.get("selection").cell) {
      store.set("selection", { ...store.get("selection"), cell: null });
    }
  }

  /** @param {Partial<View>} change */
  setView(change) {
    const { store } = this.given;
    store.set("view", { ...store.get("view"), ...change });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    // A slider has no use for letters; a list of choices or a field of text has.
    const typing = event
      .composedPath()
      .some(
        (node) =>
          node instanceof HTMLSelectElement ||
          (node instanceof HTMLInputElement && node.type !== "range"),
      );
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const preset = Object.entries(PRESETS).find(([, { key }]) => key === event.key.toLowerCase());
    if (preset) this.look(preset[0]);
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const turning = event.type === "pointermove" && event.buttons !== 0;
    if (!this.stage || turning) return;
    const { store } = this.given;
    const was = store.get("selection");
    const place = this.stage.pick(event.offsetX, event.offsetY);
    const cell = place && { side: /** @type {const} */ ("model"), ...place };
    if (JSON.stringify(cell) !== JSON.stringify(was.cell)) store.set("selection", { ...was, cell });
  }

  /**
   * A mouse that leaves points at nothing; a finger that is lifted has pointed.
   *
   * @param {PointerEvent} event
   */
  leave(event) {
    if (event.pointerType === "mouse") this.forget();
  }

  /** Labels are text above the canvas, so that they stay sharp and can be read out of the page. */
  drawLabels() {
    const box = this.renderRoot.querySelector(".labels");
    const stage = this.stage;
    if (!(box instanceof HTMLElement) || !stage) return;
    box.replaceChildren(...headings(stage), ...names(stage), ...outputs(stage), ...this.tip(stage));
    settle(box, stage.small);
    const { frame, renders } = stage;
    this.dataset.seq = String(frame?.seq ?? 0);
    this.dataset.renders = String(renders);
  }

  /** @param {Stage} stage */
  tip(stage) {
    const reading = this.given.store.get("reading");
    const box = stage.layout.volumes.find(({ layer }) => layer.name === reading?.cell.layer);
    if (!reading || !box) return [];
    const { channel, row, col } = reading.cell;
    const at = stage.project(cellCentre(box, channel, row, col));
    const value = reading.value === null ? "…" : numberText(reading.value);
    const text = `${sliceName(box.layer, channel)} (${row}, ${col}) = ${value}`;
    return [label("tip", at.x + 12, at.y - 30, text)];
  }
}

customElements.define("figure-panel", FigurePanel);
