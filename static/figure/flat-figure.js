import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { LocalSpace } from "../browser/local-space.js";
import { density, watchPixels } from "../browser/pixels.js";
import { anchorOnFlat } from "./cell-anchor.js";
import { gains } from "../charts/layer-colours.js";
import { define } from "../ui/define.js";
import { headPaths, toUnit } from "./head-paths.js";
import { cellBox, layFlat, pickFlat, pickName, pickUnit } from "./flat-layout.js";
import { deselect, steer } from "./key-handler.js";
import { textScale } from "../ui/text-scale.js";
import { KEYS, verdict } from "../state/network-sides.js";
import { KeptPlaces, sentSlices } from "../network/sent-slices.js";
import { Sheet } from "../slices/volume-canvas.js";
import { numberText, sliceName } from "../i18n/labels.js";
import { flatFrames, flatLinks, flatUnits } from "./flat-overlay.js";
import { flatStyle } from "./flat-style.js";
import { outputs, texts } from "./flat-labels.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { FlatLayout } from "./flat-layout.js" */
/** @import { Card, QuantisedVolume } from "../types/api.js" */
/** @import { Pin, Scale, Side } from "../types/state.js" */

/** The figure without WebGL 2: the same volumes, head and links in 2D, on a canvas and in SVG. */
export class FlatFigure extends Panel {
  static properties = {
    ...Panel.properties,
    side: { type: String },
    plain: { type: Boolean },
    room: { state: true },
  };

  static keys = /** @type {const} */ ([
    "model",
    "twin",
    "view",
    "scene",
    "frame",
    "twinFrame",
    "selection",
    "pinnedCell",
    "reading",
    "explained",
    "comparison",
    "twinComparison",
  ]);

  static styles = [shared, flatStyle];

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "cell";

  constructor() {
    super();
    /** @type {Side} */
    this.side = "model";
    /** Whether it is embedded in another page, without other panels. */
    this.plain = false;
    /** @type {{ width: number, height: number }|null} */
    this.room = null;
    /** @type {FlatLayout|null} */
    this.layout = null;
    /** @type {{ card: Card, sheets: Map<string, Sheet> }|null} */
    this.drawn = null;
    this.kept = new KeptPlaces();
    /** Pixels drawn per px. */
    this.dense = density();
    this.unwatch = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.unwatch = watchPixels(this, (size) => this.resize(size));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch();
  }

  /** @param {{ width: number, height: number }} size  of its content, px */
  resize({ width, height }) {
    if (width === 0) return;
    this.room = { width: Math.floor(width), height: Math.floor(height) };
    this.dense = density(new LocalSpace(this).scale);
    this.requestUpdate();
  }

  /** The newest frame, if it is this network's. */
  frame() {
    const { store } = this.requiredContext;
    const frame = store.get(KEYS[this.side].frame);
    return frame?.model === store.get(this.side)?.id ? frame : null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const card = store.get(this.side);
    if (!card || !this.room) return nothing;
    const frame = this.frame();
    const layout = layFlat(card, this.room, textScale(), frame, (layer, volume) =>
      this.kept.of(layer, volume),
    );
    this.layout = layout;
    const compared = store.get(KEYS[this.side].comparison);
    const judged = verdict(store, this.side);
    const { live: own, pinned } = headPaths(frame, judged, compared, card);
    const live = toUnit(store.get("explained"), this.side, card, own);
    return html`
      <div
        class="flat"
        role="application"
        tabindex="0"
        aria-label=${msg(str`The volumes of ${card.title}, flat. Arrow keys go from cell to cell.`)}
        .style=${`height: ${layout.height}px`}
        @keydown=${this.key}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @pointerleave=${this.leave}
        @click=${this.press}
      >
        <canvas></canvas>
        <svg width=${layout.width} height=${layout.height} aria-hidden="true">
          ${flatLinks(layout, live, "live")} ${flatLinks(layout, pinned, "pinned")}
          ${layout.columns.map((column) => flatUnits(store, this.side, card, column, frame))}
          ${layout.volumes.map((volume) => flatFrames(store.state, this.side, volume))}
        </svg>
        ${layout.volumes.map((volume) => texts(card, volume, frame))}
        ${layout.columns.map((column) => outputs(card, column, frame, judged))} ${this.tip(layout)}
      </div>
    `;
  }

  /** @param {FlatLayout} layout */
  tip({ volumes, width }) {
    const { reading, pinnedCell } = this.requiredContext.store.state;
    const volume = volumes.find(({ layer }) => layer.name === reading?.cell.layer);
    if (!reading || reading.cell.side !== this.side || !volume) return nothing;
    // The microscope shows a pinned cell's value itself.
    if (dequal(reading.cell, pinnedCell)) return nothing;
    const { channel, row, col } = reading.cell;
    const box = cellBox(volume, reading.cell);
    const value = reading.value === null ? "…" : numberText(reading.value);
    const aside =
      box.x > width / 2 ? `right: ${width - box.x + 6}px` : `left: ${box.x + box.width + 6}px`;
    return html`<span class="tip" .style=${`${aside}; top: ${Math.max(box.y - 26, 0)}px`}
      >${sliceName(volume.layer, channel)} (${row}, ${col}) = ${value}</span
    >`;
  }

  updated() {
    if (!this.context) return;
    const card = this.context.store.get(this.side);
    const canvas = this.renderRoot.querySelector("canvas");
    const brush = canvas?.getContext("2d");
    const { layout } = this;
    if (!card || !canvas || !brush || !layout) return;
    if (this.drawn?.card !== card) {
      const sheets = layout.volumes.map(
        ({ layer }) => /** @type {const} */ ([layer.name, new Sheet(layer)]),
      );
      this.drawn = { card, sheets: new Map(sheets) };
    }
    const { dense } = this;
    const [across, down] = [Math.round(layout.width * dense), Math.round(layout.height * dense)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    brush.setTransform(dense, 0, 0, dense, 0, 0);
    const frame = this.frame();
    const { scale } = this.context.store.get("view");
    for (const volume of layout.volumes) {
      const quantised = frame?.volumes.get(volume.layer.name);
      const sheet = this.drawn.sheets.get(volume.layer.name);
      const slices = sentSlices(volume.layer, quantised);
      if (quantised) sheet?.lay(brush, scaled(quantised, scale), slices, volume);
    }
    if (frame) this.dataset.seq = String(frame.seq);
    this.context.anchors?.moved();
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
    if (steer(event, this.requiredContext.store, this.side, null)) event.preventDefault();
  }

  /**
   * Position of a pointer, px of the figure.
   *
   * @param {MouseEvent} event
   */
  at(event) {
    return new LocalSpace(/** @type {Element} */ (event.currentTarget)).at(event);
  }

  /**
   * A cell's place in the window, or null.
   *
   * @param {Pin} pin
   */
  anchor(pin) {
    const card = this.requiredContext.store.get(this.side);
    const board = this.renderRoot.querySelector(".flat");
    return card && board && this.layout
      ? anchorOnFlat(this.layout, card, new LocalSpace(board), this.getBoundingClientRect(), pin)
      : null;
  }

  /** @param {PointerEvent} event */
  point(event) {
    if (!this.layout) return;
    const { store } = this.requiredContext;
    const was = store.get("selection");
    const { x, y } = this.at(event);
    const place = pickFlat(this.layout, x, y);
    const cell = place && { side: this.side, ...place };
    if (!dequal(cell, was.cell)) store.set("selection", { ...was, cell });
  }

  /** @param {PointerEvent} event */
  leave(event) {
    const { store } = this.requiredContext;
    const was = store.get("selection");
    // As on the figure in 3D, a lifted finger keeps the cell only where no microscope shows it.
    const leaves = event.pointerType === "mouse" || !this.plain;
    if (leaves && was.cell?.side === this.side) store.set("selection", { ...was, cell: null });
  }

  /**
   * Pins a pressed cell or unit in the microscope. A press on a name selects or deselects the slice.
   *
   * @param {MouseEvent} event
   */
  press(event) {
    if (!this.layout) return;
    const { store } = this.requiredContext;
    const { x, y } = this.at(event);
    const place = pickFlat(this.layout, x, y) ?? pickUnit(this.layout, x, y);
    if (place) return store.set("pinnedCell", { side: this.side, ...place });
    const name = pickName(this.layout, x, y);
    if (!name) return;
    const was = store.get("selection");
    const same = was.slice?.layer === name.layer && was.slice.channel === name.channel;
    store.set("selection", { ...was, slice: same ? null : { side: this.side, ...name } });
  }
}

/**
 * A volume's bytes, scaled to a colour scale.
 *
 * @param {QuantisedVolume} quantised
 * @param {Scale} scale
 */
function scaled(quantised, scale) {
  if (scale === "fixed") return quantised.bytes;
  const factors = gains(quantised, scale);
  const cells = quantised.bytes.length / factors.length;
  return quantised.bytes.map((byte, i) =>
    Math.min(Math.round(byte * (factors[Math.floor(i / cells)] ?? 1)), 255),
  );
}

define("flat-figure", FlatFigure);
