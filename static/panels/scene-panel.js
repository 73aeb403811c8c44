import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { html, nothing, svg } from "lit";
import { define } from "../ui/define.js";
import { arrow, isShortcut } from "../ui/keys.js";
import { OVER_KEYS, ghost, overStyle, legendOver } from "../lab/canvas-overlay.js";
import { regionText, regions } from "../network/training-region.js";
import { drawingOf, hit, move, remove } from "../scene/scene.js";
import { MARKS, shown } from "../state/network-sides.js";
import { carry } from "../scene/tools/palette-drag.js";
import { follow } from "../scene/tools/follow-pointer.js";
import { stroke } from "../scene/tools/pen-stroke.js";
import { Panel, shared } from "../ui/panel.js";
import { fieldOf, frame } from "../scene/scene-overlays.js";
import { sceneStyle } from "../scene/style.js";
import { SUBJECT } from "../opening/subject.js";
import { tileStyle, tilesOver } from "../opening/tiles-view.js";
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
    "screen",
    "tiles",
    "locale",
    "projector",
    ...OVER_KEYS,
  ]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "carry";

  static styles = [shared, overStyle, sceneStyle, tileStyle];

  constructor() {
    super();
    /** Whether it is embedded in another page, where objects cannot be added or removed. */
    this.plain = false;
    /** Whether a pointer is dragging or drawing. */
    this.busy = false;
    /** Cancels a drag from the palette. @type {(() => void)|null} */
    this.cancelCarry = null;
    this.showRegion = true;
    /** Text of the live region. */
    this.said = "";
    /** What `said` is about. @type {import("../types/api.js").Scene|null} */
    this.saidOf = null;
  }

  /** @param {Context} context */
  draw(context) {
    const { store, palette } = context;
    const [, rows, cols] = store.get("model").input_shape;
    // A 64th of the longer side, px of the canvas, so that overlays have the same size on every canvas.
    const unit = Math.max(rows, cols) / 64;
    const { objects } = store.get("scene");
    const { object: index, cell: pointed } = store.get("selection");
    const pinned = store.get("pinnedCell");
    const cell = pointed ?? (pinned && "channel" in pinned ? pinned : null);
    const placed = index === null ? undefined : objects[index];
    const drawing = placed && drawingOf(store.get("scene"), palette, placed.object);
    const networks = shown(store).map(({ side, card }) => ({ mark: MARKS[side], card }));
    const region = regionText(networks);
    const field = cell && fieldOf(store.get(cell.side)?.layers ?? [], cell);
    if (this.opening) return this.openingBoard(context);
    return html`
      ${context.undo ? html`<undo-bar .context=${context}></undo-bar>` : nothing}
      ${this.plain ? nothing : html`<h2>${msg(str`Scene, ${rows} × ${cols} px`)}</h2>`}
      <div
        class="board"
        .style=${`--ratio: ${cols} / ${rows}; --unit: ${unit}`}
        tabindex="0"
        role="application"
        aria-label=${msg("Canvas. Drag an object, or move the chosen one with the arrow keys.")}
        aria-describedby="hint"
        @pointerdown=${this.startDrag}
        @pointermove=${this.hover}
        @keydown=${this.key}
      >
        <canvas width=${cols} height=${rows}></canvas>
        <sweep-overlay .context=${context}></sweep-overlay>
        <svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
          ${ghost(this.requiredContext)}
          ${this.showRegion ? regions(networks).map((each) => frame(each, networks.length > 1)) : nothing}
          ${
            placed && drawing
              ? svg`<rect class="chosen" x=${placed.col} y=${placed.row}
                width=${drawing.width} height=${drawing.height} />`
              : nothing
          }
          ${
            field
              ? svg`<rect class="field" x=${field.col} y=${field.row}
                width=${field.size} height=${field.size} />`
              : nothing
          }
        </svg>
      </div>
      <div class="line">
        ${
          placed && drawing
            ? html`<p class="number">
                  ${msg(html`<strong>${named(drawing.title)}</strong> at row ${placed.row}, col ${placed.col}`)}
                </p>
                ${this.plain ? nothing : html`<button @click=${() => this.removeChosen()}>${msg("Remove")}</button>`}`
            : html`<p class="quiet">
                ${
                  objects.length
                    ? msg("Drag an object across the canvas.")
                    : this.plain
                      ? msg("The canvas is empty.")
                      : msg("Place an object below.")
                }
              </p>`
        }
      </div>
      ${
        region
          ? html`<label class="quiet">
              <input
                type="checkbox"
                .checked=${this.showRegion}
                @change=${(/** @type {Event} */ event) => {
                  this.showRegion = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
                  this.requestUpdate();
                }}
              />
              ${region}
            </label>`
          : nothing
      }
      ${legendOver(this.requiredContext)}
      <p
        id="hint"
        class=${this.plain ? "unseen" : `quiet ${store.get("tool").kind ?? "keys"}`}
        aria-live="polite"
      >
        ${this.hint()}
      </p>
      <p class="unseen" aria-live="polite">${this.news()}</p>
    `;
  }

  /** Whether it is the first screen's canvas, with nothing around it. */
  get opening() {
    return this.requiredContext.store.get("screen") === "opening";
  }

  /** Whether objects cannot be added or removed. */
  get fixed() {
    return this.plain || this.opening;
  }

  /**
   * The canvas of the first screen: the object over its tiles, and the trained corner.
   *
   * @param {Context} context
   */
  openingBoard({ store, palette }) {
    const [, rows, cols] = store.get("model").input_shape;
    const scene = store.get("scene");
    const drawing = drawingOf(scene, palette, scene.objects[0]?.object ?? "");
    const trained = regions(shown(store).map(({ side, card }) => ({ mark: MARKS[side], card })));
    return html`
      <div
        class="board"
        .style=${`--ratio: ${cols} / ${rows}; --unit: ${Math.max(rows, cols) / 64}`}
        tabindex="0"
        role="application"
        aria-label=${msg("Canvas. Drag the object, or move it with the arrow keys.")}
        @pointerdown=${this.startDrag}
        @pointermove=${this.hover}
        @keydown=${this.key}
      >
        <canvas width=${cols} height=${rows}></canvas>
        <svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
          ${drawing ? tilesOver(store.get("tiles"), drawing, store.get("locale")) : nothing}
          ${trained.map(({ box, marks }) => frame({ box, marks, second: false }, false))}
        </svg>
        ${trained.map(
          ({ box: { top, left, width } }) =>
            html`<span
              class="where"
              .style=${`top: ${(100 * top) / rows}%; left: ${(100 * left) / cols}%; width: ${(100 * width) / cols}%`}
              >${SUBJECT.region()}</span
            >`,
        )}
      </div>
      <p class="unseen" aria-live="polite">${this.news()}</p>
    `;
  }

  updated() {
    this.paint();
    this.toggleAttribute("bare", Boolean(this.context?.store.get("projector")));
    this.toggleAttribute("noted", this.renderRoot.querySelector("label, .over") !== null);
    const carried = this.context?.store.get("carried") ?? null;
    if (carried !== null && !this.busy) this.carry(carried);
  }

  /** @param {string} name */
  carry(name) {
    const { store, palette } = this.requiredContext;
    const title = drawingOf(store.get("scene"), palette, name)?.title;
    this.busy = true;
    this.cancelCarry = carry(
      store,
      palette,
      name,
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
    const brush = canvas?.getContext("2d");
    if (!canvas || !brush || !this.context) return;
    brush.fillStyle = "#000";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    const { store, sprites } = this.context;
    const { objects, pictures } = store.get("scene");
    for (const { object, row, col } of objects) {
      const sprite = sprites.get(object, pictures?.[object]);
      if (sprite) brush.drawImage(sprite, col, row);
      else void sprites.load(object, pictures?.[object]).then(() => this.paint());
    }
  }

  /** The hint on how to use the canvas. */
  hint() {
    switch (this.requiredContext.store.get("tool").kind) {
      case "pen":
        return byPointer(
          msg("Draw on the canvas. Another press of Pen puts it away."),
          msg("Draw with mouse, finger or pen; keys cannot draw. Escape puts the pen away."),
        );
      case "eraser":
        return byPointer(
          msg("Rub out on the canvas. Another press of Eraser puts it away."),
          msg("Rub out with mouse, finger or pen. Escape puts the eraser away."),
        );
      default:
        if (this.plain) {
          return msg(
            str`Arrow keys move it by 1 px, with Shift by ${this.lattice()} px; N selects the next object.`,
          );
        }
        return msg(
          str`Arrow keys move it by 1 px, with Shift by ${this.lattice()} px. Delete removes it; N selects the next object.`,
        );
    }
  }

  /** Stride of the last volume, px. */
  lattice() {
    const layers = this.requiredContext.store.get("model").layers;
    return layers.findLast((layer) => layer.shape.length === 3)?.stride ?? 1;
  }

  size() {
    const [, height, width] = this.requiredContext.store.get("model").input_shape;
    return { height, width };
  }

  /**
   * The pixel under a pointer, which may be outside the canvas.
   *
   * @param {PointerEvent} event
   */
  at(event) {
    const board = /** @type {HTMLElement} */ (this.renderRoot.querySelector("canvas"));
    const box = board.getBoundingClientRect();
    const { height, width } = this.size();
    return {
      row: Math.floor(((event.clientY - box.top) / box.height) * height),
      col: Math.floor(((event.clientX - box.left) / box.width) * width),
    };
  }

  /** @param {PointerEvent} event */
  startDrag(event) {
    if (event.button !== 0 || this.busy) return;
    const { store, palette } = this.requiredContext;
    const board = /** @type {HTMLElement} */ (event.currentTarget);
    const at = (/** @type {PointerEvent} */ now) => this.at(now);
    const end = () => {
      this.busy = false;
      board.toggleAttribute("data-dragging", false);
      this.say();
    };
    if (store.get("tool").kind !== null) {
      this.busy = true;
      return stroke(store, board, event, at, end);
    }
    const { row, col } = at(event);
    const index = hit(store.get("scene"), palette, row, col);
    this.select(index);
    const placed = index === null ? undefined : store.get("scene").objects[index];
    if (index === null || !placed) return;
    const [down, right] = [row - placed.row, col - placed.col];
    let mine = store.get("scene");
    const move = (/** @type {PointerEvent} */ now) => {
      // Another scene may have been set meanwhile, for instance by the tour.
      if (store.get("scene") !== mine) return;
      const to = at(now);
      this.moveTo(index, to.row - down, to.col - right);
      mine = store.get("scene");
    };
    this.busy = true;
    board.toggleAttribute("data-dragging", true);
    follow(board, event, move, end);
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (this.busy) return;
    const { store, palette } = this.requiredContext;
    const { row, col } = this.at(event);
    const over = store.get("tool").kind === null && hit(store.get("scene"), palette, row, col);
    const board = /** @type {HTMLElement} */ (event.currentTarget);
    board.toggleAttribute("data-over", typeof over === "number");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    // Keys must not move an object while a pointer drags it, or while a drawing tool is active.
    if (this.busy || this.requiredContext.store.get("tool").kind !== null) return;
    const { store } = this.requiredContext;
    const { objects } = store.get("scene");
    const { object: index } = store.get("selection");
    const placed = index === null ? undefined : objects[index];
    const [small, large] = [arrow("nudge", event), arrow("stride", event)];
    const [down, right] = small ?? large ?? [0, 0];
    if ((small || large) && placed && index !== null) {
      const step = large ? this.lattice() : 1;
      this.moveTo(index, placed.row + down * step, placed.col + right * step);
      this.say();
    } else if (isShortcut("remove", event) && placed && !this.fixed) {
      this.removeChosen();
    } else if (isShortcut("next", event) && objects.length) {
      const next = ((index ?? -1) + 1) % objects.length;
      this.select(next);
      this.say();
    } else {
      return;
    }
    event.preventDefault();
  }

  /**
   * @param {number} index
   * @param {number} row
   * @param {number} col
   */
  moveTo(index, row, col) {
    const { store, palette } = this.requiredContext;
    const scene = store.get("scene");
    const drawing = drawingOf(scene, palette, scene.objects[index]?.object ?? "");
    if (drawing) store.set("scene", move(scene, index, row, col, drawing, this.size()));
  }

  removeChosen() {
    const { store, palette } = this.requiredContext;
    const index = store.get("selection").object;
    if (index === null || this.fixed) return;
    const scene = store.get("scene");
    const title = drawingOf(scene, palette, scene.objects[index]?.object ?? "")?.title;
    store.set("scene", remove(scene, index));
    this.select(null);
    // The pressed button is removed, so the focus returns to the canvas.
    /** @type {HTMLElement} */ (this.renderRoot.querySelector(".board")).focus();
    this.tell(msg(str`${named(title ?? "")} removed`));
  }

  /** @param {number|null} object  its index */
  select(object) {
    const { store } = this.requiredContext;
    if (store.get("selection").object === object) return;
    store.set("selection", { ...store.get("selection"), object });
  }

  /** Announces the position of the selected object. */
  say() {
    const { store, palette } = this.requiredContext;
    const scene = store.get("scene");
    const placed = scene.objects[store.get("selection").object ?? -1];
    const drawing = placed && drawingOf(scene, palette, placed.object);
    this.tell(
      drawing ? msg(str`${named(drawing.title)} at row ${placed.row}, column ${placed.col}`) : "",
    );
  }

  /** The last announcement, while it is of this scene. */
  news() {
    return this.saidOf === this.requiredContext.store.get("scene") ? this.said : "";
  }

  /** @param {string} text */
  tell(text) {
    this.said = text;
    this.saidOf = this.requiredContext.store.get("scene");
    this.requestUpdate();
  }
}

/**
 * A hint for touch screens, and one for the rest.
 *
 * @param {string} touch
 * @param {string} other
 */
function byPointer(touch, other) {
  return html`<span class="touch">${touch}</span><span class="keys">${other}</span>`;
}

define("scene-panel", ScenePanel);
