import { msg, str } from "@lit/localize";
import { isPress } from "../browser/drag.js";
import { named } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { define } from "../ui/define.js";
import { arrow, isShortcut } from "../ui/keys.js";
import { OVER_KEYS, overStyle, legendOver } from "../lab/canvas-overlay.js";
import { regionText } from "../network/training-region.js";
import { board } from "../scene/board.js";
import { brushHint, canvasHint, lastStride } from "../scene/canvas-hint.js";
import { SceneNews } from "../scene/scene-news.js";
import { paintScene } from "../scene/scene-painter.js";
import { LARGEST_SCALE, drawingOf, hit, rescale } from "../scene/scene.js";
import { shown } from "../state/network-sides.js";
import { canvasPoint } from "../scene/tools/canvas-point.js";
import { bringObject, dragObject } from "../scene/tools/object-drag.js";
import { carry } from "../scene/tools/palette-drag.js";
import { stroke } from "../scene/tools/pen-stroke.js";
import {
  moveObject,
  removeSelected,
  selectNext,
  selectedObject,
} from "../scene/tools/selected-object.js";
import { Panel, shared } from "../ui/panel.js";
import { sceneStyle } from "../scene/style.js";
import { boardLayers } from "../opening/board-layers.js";
import { regionBoxes } from "../opening/region-frames.js";
import { placesStyle } from "../opening/places-view.js";
import { tileStyle } from "../opening/tiles-view.js";
import { sceneLayers } from "./scene-layers.js";
import "./undo-bar.js";

/** @import { Context } from "../ui/panel.js" */

/** The canvas: the scene pixel by pixel, with objects to move by mouse, touch and keys. */
export class ScenePanel extends Panel {
  static properties = { ...Panel.properties, plain: { type: Boolean, reflect: true } };

  static keys = /** @type {const} */ ([
    "scene",
    "selection",
    "model",
    "twin",
    "pinnedCell",
    "carried",
    "tool",
    "brush",
    "lab",
    "screen",
    "tiles",
    "locale",
    "projector",
    ...OVER_KEYS,
  ]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "carry";

  static styles = [shared, overStyle, sceneStyle, placesStyle, tileStyle];

  constructor() {
    super();
    /** Whether it is embedded in another page, where objects cannot be added or removed. */
    this.plain = false;
    /** Whether a pointer is dragging or drawing. */
    this.busy = false;
    /** Cancels a drag from the palette. @type {(() => void)|null} */
    this.cancelCarry = null;
    this.showRegion = true;
    this.news = new SceneNews();
  }

  /** @param {Context} context */
  draw(context) {
    const { store } = context;
    const [, rows, cols] = store.get("model").input_shape;
    const opening = store.get("screen") === "opening";
    const brush = store.get("brush");
    const canvas = {
      rows,
      cols,
      press: this.startDrag,
      hover: this.hover,
      key: this.key,
      ...(opening
        ? { label: msg("Canvas. Drag the object, or move it with the arrow keys.") }
        : {
            label: brush
              ? msg("Canvas. Paint where objects may lie.")
              : msg("Canvas. Drag an object, or move the chosen one with the arrow keys."),
            described: "hint",
          }),
    };
    const news = html`<p class="unseen" aria-live="polite">${this.news.of(store.get("scene"))}</p>`;
    if (opening) return html`${board(canvas, boardLayers(context))} ${news}`;
    return html`
      ${context.undo ? html`<undo-bar .context=${context}></undo-bar>` : nothing}
      ${this.plain ? nothing : html`<h2>${msg(str`Scene, ${rows} × ${cols} px`)}</h2>`}
      ${board(canvas, sceneLayers(context, this.showRegion))} ${this.line(context)}
      ${this.regionChoice()} ${legendOver(context)}
      <p
        id="hint"
        class=${this.plain ? "unseen" : `quiet ${brush ?? store.get("tool").kind ?? "keys"}`}
        aria-live="polite"
      >
        <span
          >${
            brush
              ? brushHint(brush)
              : canvasHint(store.get("tool").kind, lastStride(store.get("model")), !this.plain)
          }</span
        >
      </p>
      ${news}
    `;
  }

  /**
   * The selected object's name and place, or what to do without one.
   *
   * @param {Context} context
   */
  line({ store, palette }) {
    const selected = selectedObject(store, palette);
    if (selected && !store.get("brush")) {
      const { placed, drawing } = selected;
      return html`<div class="line">
        <p class="number">
          ${msg(html`<strong>${named(drawing.title)}</strong> at row ${placed.row}, col ${placed.col}`)}
        </p>
        ${this.plain ? nothing : this.tools(placed.scale ?? 1)}
      </div>`;
    }
    return html`<div class="line"><p class="quiet">${this.toDo(store)}</p></div>`;
  }

  /**
   * What can be done to the selected object.
   *
   * @param {number} scale
   */
  tools(scale) {
    const step = (
      /** @type {string} */ sign,
      /** @type {string} */ label,
      /** @type {number} */ to,
    ) =>
      html`<button
        aria-label=${label}
        title=${label}
        ?disabled=${to < 1 || to > LARGEST_SCALE}
        @click=${() => this.scaleChosen(to)}
      >
        ${sign}
      </button>`;
    return html`<div class="tools">
      <div class="stepper" role="group" aria-label=${msg("Scale")}>
        ${step("−", msg("Smaller"), scale - 1)}
        <span class="number">×${scale}</span>
        ${step("+", msg("Larger"), scale + 1)}
      </div>
      <button @click=${() => this.removeChosen()}>${msg("Remove")}</button>
    </div>`;
  }

  /**
   * Enlarges the selected object by a whole number.
   *
   * @param {number} scale
   */
  scaleChosen(scale) {
    const { store, palette } = this.requiredContext;
    const selected = selectedObject(store, palette);
    if (!selected) return;
    const [, height, width] = store.get("model").input_shape;
    const { index, drawing } = selected;
    const scene = rescale(store.get("scene"), index, scale, palette, { height, width });
    store.set("scene", scene);
    this.tell(msg(str`${named(drawing.title)}, scale ${scale}`));
  }

  /**
   * What the tool in hand is for, or else the pointer.
   *
   * @param {Context["store"]} store
   */
  toDo(store) {
    const { kind } = store.get("tool");
    const brush = store.get("brush");
    if (brush === "brush") return msg("Paint where objects may lie in training.");
    if (brush === "eraser") return msg("Rub out where objects may not lie in training.");
    if (kind === "pen") return msg("Draw on the canvas.");
    if (kind === "eraser") return msg("Rub out on the canvas.");
    if (store.get("scene").objects.length) return msg("Drag an object across the canvas.");
    return this.plain ? msg("The canvas is empty.") : msg("Place an object below.");
  }

  /** Where the networks were trained, with a box that hides the frames. */
  regionChoice() {
    // There the canvas shows the painted region, and a phone has no room for both.
    if (this.requiredContext.store.get("lab") === "train") return nothing;
    const region = regionText(shown(this.requiredContext.store));
    if (!region || !regionBoxes(this.requiredContext)) return nothing;
    return html`<label class="quiet">
      <input
        type="checkbox"
        .checked=${this.showRegion}
        @change=${(/** @type {Event} */ event) => {
          this.showRegion = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
          this.requestUpdate();
        }}
      />
      ${region}
    </label>`;
  }

  /**
   * Shows the whole map over the canvas, once it is computed.
   *
   * @returns {boolean} whether it was still appearing
   */
  endReveal() {
    /** @type {import("../lab/sweep-overlay.js").SweepOverlay|null} */
    const overlay = this.renderRoot.querySelector("sweep-overlay");
    return overlay?.endReveal() ?? false;
  }

  /** Whether objects cannot be added or removed. */
  get fixed() {
    return this.plain || this.requiredContext.store.get("screen") === "opening";
  }

  updated() {
    this.paint();
    this.toggleAttribute("bare", Boolean(this.context?.store.get("projector")));
    this.toggleAttribute("mapped", this.renderRoot.querySelector(".over") !== null);
    this.toggleAttribute("noted", this.renderRoot.querySelector("label, .over") !== null);
    const carried = this.context?.store.get("carried") ?? null;
    if (carried !== null && !this.busy) this.carry(carried);
  }

  /** @param {{ object: string, pointerId: number }} carried */
  carry(carried) {
    const { store, palette } = this.requiredContext;
    const title = drawingOf(store.get("scene"), palette, carried.object)?.title;
    this.busy = true;
    this.cancelCarry = carry(
      store,
      palette,
      carried,
      (event) => this.at(event),
      (index) => {
        this.busy = false;
        this.cancelCarry = null;
        if (index === null) this.tell(msg(str`${named(title ?? "")} not placed`));
        else this.say();
      },
    );
  }

  escape() {
    if (!this.cancelCarry) return false;
    this.cancelCarry();
    return true;
  }

  /** Draws the scene at the network's resolution. */
  paint() {
    const canvas = this.renderRoot.querySelector("canvas");
    if (!canvas || !this.context) return;
    const { store, sprites } = this.context;
    paintScene(canvas, store.get("scene"), sprites, () => this.paint());
  }

  /**
   * The pixel under a pointer, which may be outside the canvas.
   *
   * @param {PointerEvent} event
   */
  at(event) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector("canvas"));
    return canvasPoint(canvas, event);
  }

  /** @param {PointerEvent} event */
  startDrag(event) {
    const { store, palette } = this.requiredContext;
    if (!isPress(event) || this.busy || store.get("brush")) return;
    const board = /** @type {HTMLElement} */ (event.currentTarget);
    const at = (/** @type {PointerEvent} */ now) => this.at(now);
    const end = () => {
      this.busy = false;
      board.toggleAttribute("data-dragging", false);
      this.say();
    };
    if (store.get("tool").kind !== null) {
      this.busy = true;
      stroke(store, board, event, at, end);
      return;
    }
    // Where there is one object, any place on the canvas means it.
    if (store.get("screen") === "opening") bringObject(store, palette, at(event));
    if (dragObject(store, palette, board, event, at, end)) {
      this.busy = true;
      board.toggleAttribute("data-dragging", true);
    }
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (this.busy) return;
    const { store, palette } = this.requiredContext;
    const { row, col } = this.at(event);
    const drags = store.get("tool").kind === null && !store.get("brush");
    const over = drags && hit(store.get("scene"), palette, row, col);
    const board = /** @type {HTMLElement} */ (event.currentTarget);
    board.toggleAttribute("data-over", typeof over === "number");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { store, palette } = this.requiredContext;
    // Keys must not move an object while a pointer drags it, or while a tool is active.
    if (this.busy || store.get("tool").kind !== null || store.get("brush")) return;
    const selected = selectedObject(store, palette);
    const [small, large] = [arrow("nudge", event), arrow("stride", event)];
    const shift = small ?? large;
    if (shift && selected) {
      const step = large ? lastStride(store.get("model")) : 1;
      const { index, placed } = selected;
      moveObject(store, palette, index, placed.row + shift[0] * step, placed.col + shift[1] * step);
      this.say();
    } else if (isShortcut("remove", event) && selected && !this.fixed) {
      this.removeChosen();
    } else if (isShortcut("next", event) && selectNext(store)) {
      this.say();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Removes the selected object. */
  removeChosen() {
    const { store, palette } = this.requiredContext;
    const title = selectedObject(store, palette)?.drawing.title ?? "";
    if (this.fixed || !removeSelected(store)) return;
    // The pressed button is removed, so the focus returns to the canvas.
    /** @type {HTMLElement} */ (this.renderRoot.querySelector(".board")).focus();
    this.tell(msg(str`${named(title)} removed`));
  }

  /** Announces the position of the selected object. */
  say() {
    const { store, palette } = this.requiredContext;
    const selected = selectedObject(store, palette);
    if (!selected) return this.tell("");
    const { placed, drawing } = selected;
    this.tell(msg(str`${named(drawing.title)} at row ${placed.row}, column ${placed.col}`));
  }

  /** @param {string} text */
  tell(text) {
    this.news.tell(this.requiredContext.store.get("scene"), text);
    this.requestUpdate();
  }
}

define("scene-panel", ScenePanel);
