import { msg, str } from "@lit/localize";
import { LocalSpace } from "../browser/local-space.js";
import { density, watchPixels } from "../browser/pixels.js";
import { named } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { keyed } from "lit/directives/keyed.js";
import { define } from "../ui/define.js";
import { conditions, differences } from "../network/family.js";
import { direction } from "../figure/camera.js";
import { headPaths, toUnit } from "../figure/head-paths.js";
import { leaveSwipesToPage, leaveWheelToPage } from "../figure/scroll-passthrough.js";
import { LabelLayers } from "../figure/label-layers.js";
import { anchorOn } from "../figure/cell-anchor.js";
import { FigurePointer } from "../figure/figure-pointer.js";
import { Stage } from "../figure/stage.js";
import { deselect, steer } from "../figure/key-handler.js";
import { KEYS, MARKS, verdict } from "../state/network-sides.js";
import { learnedTitles } from "../opening/sentences.js";
import { counterpart } from "../network/volumes.js";
import { differenceText } from "../i18n/labels.js";
import { answerStyle } from "../figure/answer-style.js";
import { filterStyle } from "../figure/filter-style.js";
import { figureStyle } from "../figure/style.js";
import "../figure/flat-figure.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Camera, Pin, Side } from "../types/state.js" */
/** @import { Card } from "../types/api.js" */

/** Largest error of the drawing's resolution, as a fraction. */
const BLUR = 0.05;

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
    /** @type {Stage|null} */
    this.stage = null;
    /** Why the figure is drawn flat: without WebGL 2, or while the browser has taken it back. */
    this.flat = /** @type {"none"|"lost"|null} */ (null);
    /** The labels, while the figure is drawn in 3D. @type {LabelLayers|null} */
    this.labels = null;
    /** Whether keys selected the cell; it then stays selected when the camera turns. */
    this.byKeys = false;
    /** The network drawn. @type {Card|null} */
    this.shown = null;
    /** @type {number|null} */
    this.spread = null;
    /** @type {Camera|null} */
    this.camera = null;
    /** Number of stages so far. Each needs a new canvas, since disposing a stage loses its context. */
    this.stages = 0;
    /** @type {(() => void)[]} */
    this.stops = [];
    /** @type {(() => void)|null} */
    this.leaveAnchors = null;
    this.unwatch = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaveAnchors?.();
    this.leaveAnchors = null;
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
    const [own, learned] = [named(card.title), learnedTitles({ model, twin }, cards)];
    const differing = [...differences(model, twin), ...conditions(model, twin)];
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
    if (!this.stage && this.flat !== "none" && this.isConnected) this.open();
    const stage = this.stage;
    if (!stage) return this.showFrame();
    const camera = store.get("camera");
    const { spread } = store.get("view");
    // A turn made in this figure is drawn already.
    if (camera !== this.camera && camera !== stage.view) stage.setCamera(camera);
    if (this.camera && camera !== this.camera && !this.byKeys) this.forget();
    this.camera = camera;
    if (this.shown !== card) {
      this.shown = card;
      stage.setCard(card, spread);
      this.showSelection();
    } else if (this.spread !== spread) {
      stage.setSpread(spread);
    }
    this.spread = spread;
    stage.setStrand(this.strand, this.above);
    this.showFrame();
  }

  /** Creates the stage, or falls back to the flat figure without WebGL 2. */
  open() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector("canvas"));
    const { store } = this.requiredContext;
    try {
      this.stage = new Stage(
        canvas,
        () => this.drawLabels(),
        (view) => store.set("camera", view),
      );
    } catch {
      return this.flatten("none");
    }
    // The driver may drop the context and restore it later; three.js then uploads everything again.
    canvas.addEventListener("webglcontextlost", () => this.stage && this.flatten("lost"));
    canvas.addEventListener("webglcontextrestored", () => this.stage && this.flatten(null));
    leaveSwipesToPage(this.stage.controls, canvas);
    if (this.plain) leaveWheelToPage(this.stage.controls, canvas);
    this.stops = [
      store.on([KEYS[this.side].frame], () => this.showFrame()),
      store.on([KEYS[this.side].comparison], () => this.showPaths()),
      store.on(["selection", "pinnedCell"], () => this.showSelection()),
      store.on(["explained"], () => this.showPaths()),
      store.on(["reading", "scene", KEYS[this.side].filters], () => this.stage?.relabel()),
    ];
    const box = /** @type {HTMLElement} */ (canvas.parentElement);
    this.requiredContext.figures?.set(this.side, { stage: this.stage, box });
    this.unwatch = watchPixels(box, () => this.resize());
    this.resize();
  }

  /** @param {"none"|"lost"|null} flat */
  flatten(flat) {
    this.flat = flat;
    this.requiredContext.store.set("flat", flat !== null);
    if (flat === "none") {
      const { store } = this.requiredContext;
      this.stops = [store.on([KEYS[this.side].frame], () => this.showFrame())];
    }
    this.requestUpdate();
  }

  /** Disposes of the stage. */
  close() {
    if (!this.stage) return;
    this.unwatch();
    this.context?.figures?.delete(this.side);
    for (const stop of this.stops) stop();
    this.stage.dispose();
    this.stage = null;
    this.labels = null;
    this.shown = null;
    this.camera = null;
    this.stages += 1;
    delete this.dataset.seq;
    delete this.dataset.renders;
    delete this.dataset.field;
  }

  resize() {
    const box = this.renderRoot.querySelector(".stage");
    const space = box && new LocalSpace(box);
    if (space?.width) this.stage?.resize(space.width, space.height, density(space.scale));
  }

  /**
   * Draws with as many pixels as can be seen.
   *
   * @param {number} scale  length of the figure's px on the page
   */
  rescale(scale) {
    const ratio = this.stage?.renderer.getPixelRatio() ?? 1;
    if (Math.abs(density(scale) / ratio - 1) > BLUR) this.resize();
  }

  showFrame() {
    const { store } = this.requiredContext;
    const frame = store.get(KEYS[this.side].frame);
    if (frame && this.flat && frame.model === store.get(this.side)?.id) {
      this.dataset.seq = String(frame.seq);
      this.dataset.renders = String(frame.seq);
    }
    if (!frame || !this.shown || frame.model !== this.shown.id) return;
    const empty = verdict(store, this.side)?.kind === "empty";
    this.stage?.setFrame(frame, store.get("view").scale, empty);
    this.showPaths();
    this.stage?.refresh();
  }

  /** Draws the head paths of the live and the pinned scene. */
  showPaths() {
    const { store } = this.requiredContext;
    if (!this.shown || !this.stage) return;
    const compared = store.get(KEYS[this.side].comparison);
    const judged = verdict(store, this.side);
    const { live, pinned } = headPaths(this.stage.frame, judged, compared, this.shown);
    const way = toUnit(store.get("explained"), this.side, this.shown, live);
    this.stage.setPaths({ live: way, pinned });
  }

  /** Highlights the selected slice in both figures, if both have it. */
  showSelection() {
    const { store } = this.requiredContext;
    const { cell: pointed, slice } = store.get("selection");
    const pinned = store.get("pinnedCell");
    const cell = pointed ?? (pinned && "channel" in pinned ? pinned : null);
    let chosen = slice;
    if (slice && slice.side !== this.side) {
      const layer = store.get(slice.side)?.layers.find(({ name }) => name === slice.layer);
      const own = this.shown && layer && counterpart(layer, this.shown);
      chosen = own ? { ...slice, layer: own.name } : null;
    }
    if (this.pointer.mark) this.stage?.mark(null, this.pointer.mark);
    else this.stage?.mark(cell?.side === this.side ? cell : null, chosen);
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
    return this.stage && anchorOn(this.stage, pin);
  }

  /** Bottom of the caption, px from the top. */
  captionEnd() {
    const caption = this.renderRoot.querySelector(".caption");
    return caption instanceof HTMLElement ? caption.offsetTop + caption.offsetHeight : 0;
  }

  /** Updates the labels over the canvas. */
  drawLabels() {
    const { stage, side } = this;
    const boxes = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll(".labels")]);
    if (!stage || boxes.length === 0) return;
    if (this.labels?.live !== boxes.at(-1)) this.labels = null;
    this.labels ??= new LabelLayers(boxes);
    const { store } = this.requiredContext;
    const { reading, pinnedCell: pin, selection, view, locale } = store.state;
    const { cell } = selection;
    this.labels.draw(stage, {
      filters: store.get(KEYS[side].filters),
      verdict: verdict(store, side),
      // The microscope shows a pinned cell's value itself.
      reading: reading?.cell.side === side && !dequal(reading.cell, pin) ? reading : null,
      unit: pin?.side === side && "unit" in pin ? pin : null,
      // The microscope shows a pinned cell's filter itself.
      slice: this.pointer.mark ?? (cell?.side === side && !pin ? cell : null),
      scale: view.scale,
      above: this.above,
      top: this.captionEnd(),
      locale,
    });
    this.context?.anchors?.moved();
    const { frame, renders, seen } = stage;
    this.dataset.seq = String(frame?.seq ?? 0);
    this.dataset.renders = String(renders);
    this.dataset.field = JSON.stringify(
      seen.map(({ layer, ...box }) => ({ layer: layer.name, ...box })),
    );
  }
}

define("figure-panel", FigurePanel);
