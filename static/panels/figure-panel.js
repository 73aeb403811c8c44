import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { define } from "../ui/define.js";
import { differences, makingDifferences } from "../network/family.js";
import { direction } from "../figure/camera.js";
import { FigurePointer } from "../figure/figure-pointer.js";
import { LiveStage } from "../figure/live-stage.js";
import { deselect, steer } from "../figure/key-handler.js";
import { KEYS, MARKS } from "../state/network-sides.js";
import { learnedTitles, shortTitle } from "../opening/sentences.js";
import { differenceText } from "../i18n/labels.js";
import { answerStyle } from "../figure/answer-style.js";
import { filterStyle } from "../figure/filter-style.js";
import { figureStyle } from "../figure/style.js";
import "../figure/flat-figure.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Camera, Pin, Side } from "../types/state.js" */
/** @import { Card } from "../types/api.js" */

/**
 * Whether the user turned the camera.
 *
 * @param {Camera} camera
 */
function isTurned({ turn, guided }) {
  return turn !== null && !guided;
}

/** The 3D figure of one network: volumes, head and outputs, with their labels. */
export class FigurePanel extends Panel {
  static properties = {
    ...Panel.properties,
    side: { type: String },
    plain: { type: Boolean },
    strand: { type: Boolean },
  };

  static keys = /** @type {const} */ (["model", "twin", "view", "camera", "screen", "projector"]);

  static styles = [shared, figureStyle, filterStyle, answerStyle];

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "cell";

  constructor() {
    super();
    /** The side of its network; hidden without one. @type {Side} */
    this.side = "model";
    /** Whether it is embedded in another page, without other panels. */
    this.plain = false;
    /** Whether it is a strand, as on the first screen: volumes that flow to an answer beside it. */
    this.strand = false;
    this.pointer = new FigurePointer(this);
    /** The figure in 3D, where there is WebGL 2. @type {LiveStage|null} */
    this.live = null;
    /** Why the figure is drawn flat: without WebGL 2, or while the browser has taken it back. */
    this.flat = /** @type {"none"|"lost"|null} */ (null);
    /** Whether keys selected the cell; it then stays selected when the camera turns. */
    this.byKeys = false;
    /** Number of stages so far. Each needs a new canvas, since disposing a stage loses its context. */
    this.stages = 0;
    /** Ends following the frames of a flat figure. @type {(() => void)|null} */
    this.leaveFrames = null;
    /** @type {(() => void)|null} */
    this.leaveAnchors = null;
  }

  get stage() {
    return this.live?.stage ?? null;
  }

  get labels() {
    return this.live?.labels ?? null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaveAnchors?.();
    this.leaveFrames?.();
    this.leaveAnchors = this.leaveFrames = null;
    this.close();
  }

  /** Whether it is only looked at. */
  get still() {
    return this.strand && this.context?.store.get("screen") === "opening";
  }

  /** Whether its answer is in one line above its strand, as no panel shows it beside. */
  get above() {
    const { screen, projector } = this.context?.store.state ?? {};
    return this.strand && screen === "play" && !projector;
  }

  /** Why the figure is flat. What holds for both figures is said once. */
  note() {
    if (this.flat === "none" && this.side === "twin") return nothing;
    return html`<p class="note" role="status">
      ${
        this.flat === "none"
          ? msg("This browser has no WebGL 2, so the volumes are drawn flat.")
          : msg("The graphics card is busy elsewhere: the volumes are drawn flat for now.")
      }
    </p>`;
  }

  /** @param {Context} context */
  draw({ store }) {
    const card = store.get(this.side);
    if (!card) return null;
    return html`
      <div class=${this.flat ? "stage flat" : "stage"}>
        ${
          this.flat === "none"
            ? nothing
            : keyed(
                this.stages,
                html`<canvas
                  role=${this.still ? "img" : "application"}
                  tabindex=${this.flat || this.still ? -1 : 0}
                  aria-hidden=${this.flat ? "true" : nothing}
                  aria-label=${
                    this.still
                      ? msg(str`The volumes of ${named(card.title)} in 3D.`)
                      : msg(
                          str`The volumes of ${named(card.title)} in 3D. Arrow keys go from cell to cell.`,
                        )
                  }
                  @pointermove=${this.pointer.hover}
                  @pointerdown=${this.pointer.press}
                  @click=${this.pointer.pin}
                  @dblclick=${this.turnBack}
                  @pointerleave=${this.pointer.leave}
                  @keydown=${this.key}
                ></canvas>`,
              )
        }
        ${this.still ? nothing : this.caption(card)}
        ${
          this.flat
            ? html`${this.note()}
                <flat-figure
                  .context=${this.requiredContext}
                  .side=${this.side}
                  .plain=${this.plain}
                ></flat-figure>`
            : html`${[0, 1, 2].map(() => html`<div class="labels" aria-hidden="true"></div>`)}
                <p class="keys" aria-hidden="true">
                  ${
                    this.plain
                      ? msg("Arrows: cell. [ ]: slice. V: volume.")
                      : msg("Arrows: cell. [ ]: slice. V: volume. Enter: keep. ?: all keys.")
                  }
                </p>`
        }
        ${
          isTurned(store.get("camera"))
            ? html`<button
                class=${this.strand ? "reset of-strand" : "reset"}
                aria-label=${msg("Turn the figure back")}
                title=${msg("Turn the figure back")}
                @click=${this.turnBack}
              >
                ↺
              </button>`
            : nothing
        }
      </div>
    `;
  }

  /** Shows the figure as its preset does. A double click on a cell or mark, which selects it, does not. */
  turnBack(/** @type {MouseEvent} */ event) {
    const { store } = this.requiredContext;
    const camera = store.get("camera");
    const onCanvas = event.type === "dblclick";
    if (!isTurned(camera) || (onCanvas && store.get("selection").cell)) return;
    store.set("camera", { preset: camera.preset, turn: null });
  }

  /** @param {Card} card */
  caption(card) {
    const { store, cards } = this.requiredContext;
    const { model, twin, projector } = store.state;
    // Nothing else names a lone network that is projected.
    if (this.plain || (projector && !twin))
      return html`<p class="caption"><strong>${named(card.title)}</strong></p>`;
    if (!twin) return nothing;
    const [own, learned] = [shortTitle(card, cards), learnedTitles({ model, twin }, cards)];
    const differing = [...differences(model, twin), ...makingDifferences(model, twin)];
    const difference = card === twin ? differenceText(model, twin, differing) : "";
    // One line: the inspector has the name, too.
    const more = difference || (learned ? own : "");
    // A strand has room for the name alone.
    return html`<p class=${this.above ? "caption short" : "caption"}>
      <span class="mark">${MARKS[this.side]}</span> <strong>${learned?.[this.side] ?? own}</strong>
      <span class="difference">${this.strand ? nothing : more}</span>
    </p>`;
  }

  updated() {
    if (!this.context) return;
    const { store } = this.context;
    const card = store.get(this.side);
    this.leaveAnchors ??= this.context.anchors?.add((pin) => this.anchor(pin)) ?? null;
    this.hidden = !card;
    this.toggleAttribute("flat", this.flat !== null);
    if (!card) return this.close();
    if (!this.live && this.flat !== "none" && this.isConnected) this.open();
    this.live?.follow(card);
    if (!this.flat) return;
    this.leaveFrames ??= store.on([KEYS[this.side].frame], () => this.showFlat());
    this.showFlat();
  }

  /** Creates the stage, or falls back to the flat figure without WebGL 2. */
  open() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector("canvas"));
    try {
      this.live = new LiveStage(this, canvas);
    } catch {
      return this.flatten("none");
    }
    // The driver may drop the context and restore it later; three.js then uploads everything again.
    canvas.addEventListener("webglcontextlost", () => this.live && this.flatten("lost"));
    canvas.addEventListener("webglcontextrestored", () => this.live && this.flatten(null));
  }

  /** @param {"none"|"lost"|null} flat */
  flatten(flat) {
    this.flat = flat;
    this.requiredContext.store.set("flat", flat !== null);
    if (!flat) {
      this.leaveFrames?.();
      this.leaveFrames = null;
    }
    this.requestUpdate();
  }

  /** Disposes of the stage. */
  close() {
    if (!this.live) return;
    this.live.close();
    this.live = null;
    this.stages += 1;
  }

  /** Tells which frame the flat figure shows. */
  showFlat() {
    const { store } = this.requiredContext;
    const frame = store.get(KEYS[this.side].frame);
    if (frame?.model !== store.get(this.side)?.id) return;
    this.dataset.seq = this.dataset.renders = String(frame?.seq);
  }

  rescale(/** @type {number} */ scale) {
    this.live?.rescale(scale);
  }

  showSelection() {
    this.live?.showSelection();
  }

  /** Deselects a cell of this figure, which may no longer be under the pointer. */
  forget() {
    deselect(this.requiredContext.store, this.side);
  }

  /**
   * Deselects the cell while the figure has the focus.
   *
   * @param {Context} context
   * @param {KeyboardEvent} event
   */
  escape({ store }, event) {
    return event.composedPath().includes(this) && deselect(store, this.side);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const aspect = this.stage?.camera.aspect ?? 1;
    this.byKeys = true;
    this.stage?.canvas.removeAttribute("data-pressed");
    const heard = steer(event, this.requiredContext.store, this.side, (preset) =>
      direction(preset, aspect),
    );
    if (heard) event.preventDefault();
  }

  /**
   * A cell's place in the window, or null.
   *
   * @param {Pin} pin
   */
  anchor(pin) {
    if (pin.side !== this.side || this.hidden || this.still) return null;
    const flat = /** @type {import("../figure/flat-figure.js").FlatFigure|null} */ (
      this.renderRoot.querySelector("flat-figure")
    );
    if (flat) return flat.anchor(pin) ?? null;
    return this.live?.anchor(pin) ?? null;
  }

  /** The caption's lower right corner, px from the figure's upper left one; zeros without a caption. */
  captionEnd() {
    const caption = this.renderRoot.querySelector(".caption");
    if (!(caption instanceof HTMLElement)) return { right: 0, bottom: 0 };
    const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = caption;
    return { right: left + width, bottom: top + height };
  }

  /** Empty elements for the labels, from back to front; none while the figure is flat. */
  labelLayers() {
    return /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll(".labels")]);
  }
}

define("figure-panel", FigurePanel);
