import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { LocalSpace } from "../browser/local-space.js";
import { density, watchPixels } from "../browser/pixels.js";
import { sameSlice } from "../resources/kernels.js";
import { arrow } from "../ui/keys.js";
import { gridStyle } from "../microscope/value-grid.js";
import { textScale } from "../ui/text-scale.js";
import { KEYS, MARKS } from "../state/network-sides.js";
import { brightest, tile } from "../slices/tile-layout.js";
import { drawChosen } from "../slices/selected-slice.js";
import { Sheet } from "../slices/volume-canvas.js";
import { slicesStyle } from "../slices/style.js";
import { drawVolume } from "../slices/volume-tiles.js";
import { volumesOf } from "../network/volumes.js";
import "./excitation-panel.js";
import { Panel, shared } from "../ui/panel.js";
import { KeptPlaces, placeOf, sentSlices } from "../network/sent-slices.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, CellIndex, LayerCard } from "../types/api.js" */
/** @import { Cell, Side, Slice } from "../types/state.js" */

/**
 * Every slice of every volume as a flat picture, live. Selecting a slice shows its kernels and dims
 * the others in the figure; choosing a cell pins it in the microscope.
 */
export class SlicesPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static properties = {
    ...Panel.properties,
    side: { type: String },
    room: { state: true },
    reached: { state: true },
  };

  static keys = /** @type {const} */ ([
    "model",
    "twin",
    "selection",
    "pinnedCell",
    "kernels",
    "excited",
  ]);

  static styles = [shared, gridStyle, slicesStyle];

  constructor() {
    super();
    /** The side of the network whose slices are shown. @type {Side} */
    this.side = "model";
    /** Available width for tiles, px. */
    this.room = 0;
    /** The slice with the focus, by volume. @type {Record<string, number>} */
    this.reached = {};
    /** @type {{ card: Card, sheets: Sheet[] }|null} */
    this.drawn = null;
    this.visible = true;
    this.kept = new KeptPlaces();
    /** Numbers of the slices that the tiles name. */
    this.sent = "";
    /** @type {(() => void)|null} */
    this.stop = null;
    /** @type {(() => void)|null} */
    this.leaveAnchors = null;
    /** Pixels drawn per px. */
    this.dense = density();
    this.unwatch = () => {};
    // Paints only while visible.
    this.views = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting ?? true;
      // Whatever came meanwhile has other slices.
      if (this.visible) this.followFrame();
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.unwatch = watchPixels(this, (size) => this.resize(size));
    this.views.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch();
    this.views.disconnect();
    this.stop?.();
    this.stop = null;
    this.leaveAnchors?.();
    this.leaveAnchors = null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const card = store.get(this.side);
    if (!card || this.room === 0) return nothing;
    const { slice } = store.get("selection");
    const clear = () => store.set("selection", { ...store.get("selection"), slice: null });
    return html`
      <h2>
        ${msg("Slices")}${store.get("twin") ? html` <span class="mark">${MARKS[this.side]}</span>` : nothing}
      </h2>
      <p class="quiet" id="keys">
        ${msg("Press a cell to stay with it in the microscope. Keys: arrows go from slice to slice, Enter takes a slice and its strongest cell, Shift and arrows move from cell to cell.")}
      </p>
      ${volumesOf(card).map((layer) => this.volume(layer))}
      ${
        slice?.side === this.side
          ? html`${drawChosen(card, slice, this.kernelsOf(card, slice), clear)}
              <excitation-panel .context=${this.context}></excitation-panel>`
          : nothing
      }
    `;
  }

  /** @param {LayerCard} layer */
  volume(layer) {
    const { pinnedCell, selection } = this.requiredContext.store.state;
    const { slice } = selection;
    const tiles = tile(this.room, layer.shape, textScale());
    const own = slice?.side === this.side && slice.layer === layer.name ? slice.channel : null;
    const cell = pinnedCell ?? selection.cell;
    const slices = this.slicesOf(layer);
    const reached = this.reached[layer.name] ?? own ?? 0;
    return drawVolume(layer, tiles, {
      slices,
      own,
      focus: placeOf(slices, reached) < 0 ? (slices[0] ?? 0) : reached,
      cell: cell && "channel" in cell && cell.side === this.side ? cell : null,
      key: (event) => this.key(event, layer, tiles.columns),
      leave: (event) => this.leave(event),
      reach: (channel) => this.setFocus(layer, channel),
      point: (event, channel) => this.point(event, layer, channel),
      press: (event, channel) => this.press(event, layer, channel),
    });
  }

  /**
   * The number of the slice at each place, of those that the newest frame holds of a volume.
   *
   * @param {LayerCard} layer
   */
  slicesOf(layer) {
    const frame = this.requiredContext.store.get(KEYS[this.side].frame);
    return this.kept.of(layer, frame?.volumes.get(layer.name));
  }

  /**
   * @param {Card} card
   * @param {Slice} slice
   */
  kernelsOf(card, slice) {
    const kernels = this.requiredContext.store.get("kernels");
    return kernels?.model === card.id && sameSlice(kernels.slice, slice) ? kernels : null;
  }

  updated() {
    if (!this.context) return;
    const { store } = this.context;
    // The microscope stands beside the figure's cell, or beside this one where the figure is away.
    this.leaveAnchors ??=
      this.context.anchors?.add((pin) => {
        const frame = this.renderRoot.querySelector(".cell-frame");
        return (pin.side === this.side && frame?.getBoundingClientRect()) || null;
      }, 1) ?? null;
    this.stop ??= store.on(["frame", "twinFrame"], () => this.followFrame());
    const card = store.get(this.side);
    if (card && this.drawn?.card !== card) {
      this.drawn = { card, sheets: volumesOf(card).map((layer) => new Sheet(layer)) };
      this.reached = {};
    }
    this.drawFrame();
  }

  /** @param {{ width: number }} size  of its content, px */
  resize({ width }) {
    if (width === 0) return;
    this.room = Math.floor(width);
    this.dense = density(new LocalSpace(this).scale);
    this.drawFrame();
  }

  /** Names the tiles anew where a frame holds other slices of a volume, and paints it. */
  followFrame() {
    const sent = (this.drawn?.sheets ?? [])
      .map(({ layer }) => Array.from(this.slicesOf(layer)).join())
      .join(" ");
    if (sent !== this.sent && this.visible) {
      this.sent = sent;
      this.requestUpdate();
    } else this.drawFrame();
  }

  /** Paints the newest frame's bytes, one canvas a volume. */
  drawFrame() {
    const frame = this.context?.store.get(KEYS[this.side].frame);
    if (!this.drawn || !this.visible || !frame || frame.model !== this.drawn.card.id) return;
    for (const sheet of this.drawn.sheets) {
      const { name } = sheet.layer;
      const volume = frame.volumes.get(name);
      const canvas = this.renderRoot.querySelector(`[data-volume="${name}"] canvas`);
      if (volume && canvas instanceof HTMLCanvasElement)
        sheet.draw(
          canvas,
          volume.bytes,
          sentSlices(sheet.layer, volume),
          this.kept.of(sheet.layer, volume),
          this.room,
          this.dense,
        );
    }
    this.dataset.seq = String(frame.seq);
  }

  /**
   * The cell under a pointer, or null outside the picture.
   *
   * @param {MouseEvent} event
   * @param {LayerCard} layer
   * @param {number} channel
   * @returns {Cell|null}
   */
  cellAt(event, layer, channel) {
    const { x, y } = new LocalSpace(/** @type {Element} */ (event.currentTarget)).at(event);
    const [, rows = 1, cols = 1] = layer.shape;
    const { width, height } = tile(this.room, layer.shape, textScale());
    const row = Math.floor((y / height) * rows);
    const col = Math.floor((x / width) * cols);
    if (row < 0 || col < 0 || row >= rows || col >= cols) return null;
    return { side: this.side, layer: layer.name, channel, row, col };
  }

  /**
   * @param {PointerEvent} event
   * @param {LayerCard} layer
   * @param {number} channel
   */
  point(event, layer, channel) {
    const { store } = this.requiredContext;
    const was = store.get("selection");
    const cell = this.cellAt(event, layer, channel);
    if (!dequal(cell, was.cell)) store.set("selection", { ...was, cell });
  }

  /** @param {PointerEvent} event */
  leave(event) {
    if (event.pointerType !== "mouse") return;
    const { store } = this.requiredContext;
    store.set("selection", { ...store.get("selection"), cell: null });
  }

  /**
   * Pins a pressed cell and selects its slice. A press on a name, or Enter, takes the strongest cell.
   *
   * @param {MouseEvent} event
   * @param {LayerCard} layer
   * @param {number} channel
   */
  press(event, layer, channel) {
    const pointed = event.detail === 0 ? null : this.cellAt(event, layer, channel);
    const frame = this.requiredContext.store.get(KEYS[this.side].frame);
    const volume = frame?.volumes.get(layer.name);
    const ref = volume && brightest(volume, layer.shape, channel);
    this.selectCell(pointed ?? { ...this.cellOf(layer, ref ?? { channel, row: 0, col: 0 }) });
  }

  /**
   * @param {LayerCard} layer
   * @param {CellIndex} ref
   * @returns {Cell}
   */
  cellOf(layer, ref) {
    return { side: this.side, layer: layer.name, ...ref };
  }

  /** @param {Cell} cell */
  selectCell(cell) {
    const { store } = this.requiredContext;
    const slice = { side: cell.side, layer: cell.layer, channel: cell.channel };
    store.set("pinnedCell", cell);
    store.set("selection", { ...store.get("selection"), cell, slice });
  }

  /**
   * @param {LayerCard} layer
   * @param {number} channel
   */
  setFocus(layer, channel) {
    this.reached = { ...this.reached, [layer.name]: channel };
  }

  /**
   * @param {KeyboardEvent} event
   * @param {LayerCard} layer
   * @param {number} columns
   */
  key(event, layer, columns) {
    const along = arrow("slice", event);
    const within = arrow("sliceCell", event);
    if (!along && !within) return;
    event.preventDefault();
    const [, rows = 1, cols = 1] = layer.shape;
    const channel = this.reached[layer.name] ?? 0;
    if (within) {
      const pinned = this.requiredContext.store.get("pinnedCell");
      const here =
        pinned && !("unit" in pinned) && pinned.layer === layer.name && pinned.channel === channel
          ? pinned
          : this.cellOf(layer, { channel, row: 0, col: 0 });
      const row = Math.min(Math.max(here.row + within[0], 0), rows - 1);
      const col = Math.min(Math.max(here.col + within[1], 0), cols - 1);
      this.selectCell(this.cellOf(layer, { channel, row, col }));
      return;
    }
    const [down, right] = along ?? [0, 0];
    const slices = this.slicesOf(layer);
    const next = slices[placeOf(slices, channel) + down * columns + right];
    if (next === undefined) return;
    /** @type {HTMLElement|null} */ (
      this.renderRoot.querySelector(`[data-volume="${layer.name}"] [data-channel="${next}"]`)
    )?.focus();
  }
}

customElements.define("slices-panel", SlicesPanel);
