import { css, html } from "lit";
import { LocalSpace } from "../browser/local-space.js";
import { density, watchPixels } from "../browser/pixels.js";
import { RIGHT, WRONG, WRONG_MARK } from "../charts/verdict-colours.js";
import { sweptDrawing } from "../scene/scene.js";
import { define } from "../ui/define.js";
import { Panel } from "../ui/panel.js";
import { textScale } from "../ui/text-scale.js";
import { letters, placeLetters, wrongAnswers } from "./answer-letters.js";
import { laid, overCanvas, scaleOf, shownField } from "./sweep-maps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sprite } from "../types/api.js" */
/** @import { MapField, Sweep, SweepStart } from "../types/lab.js" */
/** @import { Letter } from "./answer-letters.js" */

/** Least time in which a sweep's tiles appear, and time of one tile's fall, ms. */
const REVEAL_MS = 3000;
const FALL_MS = 260;

/** Least and largest size of a letter, px of the screen at a text scale of 1, and its share of a tile. */
const LETTER = { least: 13, most: 22, share: 0.8 };

/** Tiles are translucent, so that the scene's objects show through; on black, they look as in the legend. */
/** @type {Record<"right"|"wrong", [string, number]>} */
const TILES = { right: [RIGHT, 0.5], wrong: [WRONG, 0.8] };
const ALPHA = 0.7;
const GHOST = 0.85;

/**
 * A sweep's map over the scene's canvas: one tile a place, at the object's middle. Tiles appear in the
 * order in which they were computed, none before, with the object at the newest of them.
 */
export class SweepOverlay extends Panel {
  static keys = /** @type {const} */ ([
    "scene",
    "model",
    "twin",
    "overlay",
    "sweeps",
    "sweepSettings",
  ]);

  static styles = css`
    :host,
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      pointer-events: none;
    }
    :host {
      forced-color-adjust: none;
    }
  `;

  constructor() {
    super();
    /** The sweep painted last. @type {Sweep|undefined} */
    this.sweep = undefined;
    /** The quantity painted last. @type {MapField|null} */
    this.field = null;
    /** Tiles shown so far; the last one may be falling. */
    this.shown = 0;
    /** Time of the last animation frame, ms; null while nothing moves. @type {number|null} */
    this.time = null;
    /** The letters of the painted sweep, and what they were computed from. */
    this.marks = { done: -1, apart: 0, letters: /** @type {Letter[]} */ ([]) };
    this.unwatch = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.unwatch = watchPixels(this, () => this.paint());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch();
    this.time = null;
    this.context?.store.set("tilesShown", null);
  }

  /** @param {Context} context */
  draw({ store }) {
    return laid(store) ? html`<canvas></canvas>` : null;
  }

  updated() {
    if (!this.context) return;
    const { store } = this.context;
    const sweep = laid(store);
    const field = shownField(store, this.requiredContext.cards);
    // During a drag both stay the same.
    if (sweep === this.sweep && field === this.field) return;
    this.field = field;
    if (sweep?.plan !== this.sweep?.plan) {
      this.marks.done = -1;
      const computing = sweep?.status === "waiting" || sweep?.status === "running";
      this.shown = computing && !still() ? 0 : Infinity;
    }
    this.sweep = sweep;
    this.paint();
    if (sweep && this.time === null && this.shown < sweep.done) {
      this.time = performance.now();
      requestAnimationFrame((time) => this.step(time));
    } else if (this.time === null) this.tell();
  }

  /**
   * Shows the tiles that are still to fall, once all are computed.
   *
   * @returns {boolean} whether some were
   */
  endReveal() {
    if (this.time === null || this.sweep?.status !== "done") return false;
    this.time = null;
    this.shown = Infinity;
    this.tell();
    this.paint();
    return true;
  }

  /** Says how many tiles have appeared. */
  tell() {
    const status = this.sweep?.status;
    const over = this.time === null && status !== "waiting" && status !== "running";
    const shown = Math.min(Math.floor(this.shown), this.sweep?.done ?? 0);
    const all = over || this.shown === Infinity;
    this.requiredContext.store.set("tilesShown", all ? null : shown);
  }

  /** @param {number} time  ms */
  step(time) {
    if (this.time === null) return;
    const total = this.sweep?.start?.total;
    if (!this.isConnected || !total) return (this.time = null);
    const rate = total / REVEAL_MS;
    const done = this.sweep?.done ?? 0;
    // The last tiles fall after all of them have been computed.
    const end = done === total ? total + FALL_MS * rate : done;
    this.shown = Math.min(end, this.shown + Math.max(time - this.time, 0) * rate);
    this.time = this.shown < end ? time : null;
    if (this.time !== null) requestAnimationFrame((next) => this.step(next));
    else if (done === total) this.shown = Infinity;
    this.tell();
    return this.paint();
  }

  /** Paints the tiles shown so far, in px of the screen. */
  paint() {
    const canvas = this.renderRoot.querySelector("canvas");
    const brush = canvas?.getContext("2d");
    const { start, fields } = this.sweep ?? {};
    if (!canvas || !brush || !this.context || !this.sweep) return;
    const { store, palette } = this.context;
    const [, , cols = 1] = store.get("model").input_shape;
    const ratio = density(new LocalSpace(this).scale);
    const [width, height] = [this.clientWidth * ratio, this.clientHeight * ratio].map(Math.round);
    [canvas.width, canvas.height] = [width ?? 0, height ?? 0];
    const object = start && sweptDrawing(this.sweep.plan, palette);
    if (!start || !fields || !object) return;
    const scale = (width ?? 0) / cols;
    const box = overCanvas(start, object);
    this.tiles(brush, start, box, scale);
    if (shownField(store, this.requiredContext.cards) === "correct")
      this.letters(brush, start, box, scale, ratio);
    const flying = this.time !== null || this.sweep.status === "running";
    if (flying && this.shown < start.total) this.ghost(brush, start, object, scale);
    canvas.dataset["box"] = [box.row, box.col, box.height, box.width].join(" ");
    canvas.dataset["shown"] = String(Math.min(Math.floor(this.shown), this.sweep.done));
  }

  /**
   * @param {CanvasRenderingContext2D} brush
   * @param {SweepStart} start
   * @param {{ row: number, col: number }} box  px of the scene
   * @param {number} scale  px of the canvas a px of the scene
   */
  tiles(brush, { cols, step, total }, box, scale) {
    const { store } = this.requiredContext;
    const field = shownField(store, this.requiredContext.cards);
    const { colour } = scaleOf(field, store.get("sweeps"));
    const values = this.sweep?.fields?.[field] ?? [];
    const side = step * scale;
    const gap = side > 8 ? 1 : 0;
    const falling = (FALL_MS / REVEAL_MS) * total;
    const last = Math.min(Math.ceil(this.shown), this.sweep?.done ?? 0);
    for (let i = 0; i < last; i++) {
      const value = values[i] ?? Number.NaN;
      const age = Math.min(Math.max((this.shown - i) / falling, 0), 1);
      const tile = value ? TILES.right : TILES.wrong;
      const [fill, alpha] = field === "correct" ? tile : [colour(value), ALPHA];
      const grown = 1 + (1 - age) * 0.8;
      const x = (box.col + (i % cols.length) * step) * scale;
      const y = (box.row + Math.floor(i / cols.length) * step) * scale - (1 - age) * 3 * side;
      brush.globalAlpha = alpha * age;
      brush.fillStyle = fill;
      const spread = (side * (grown - 1)) / 2;
      brush.fillRect(x - spread, y - spread, side * grown - gap, side * grown - gap);
    }
    brush.globalAlpha = 1;
  }

  /**
   * The wrong answers, on wrong tiles.
   *
   * @param {CanvasRenderingContext2D} brush
   * @param {SweepStart} start
   * @param {{ row: number, col: number }} box
   * @param {number} scale
   * @param {number} ratio  px of the canvas a px of the screen
   */
  letters(brush, { cols, step }, box, scale, ratio) {
    const sweep = /** @type {Sweep} */ (this.sweep);
    const side = step * scale;
    const unit = ratio * textScale();
    const size = Math.max(LETTER.least * unit, Math.min(side * LETTER.share, LETTER.most * unit));
    const card = this.requiredContext.cards.find(({ id }) => id === sweep.plan.model);
    const names = letters(card?.outputs ?? []);
    brush.font = `600 ${size}px ${getComputedStyle(this).fontFamily}`;
    const widths = wrongAnswers(sweep).map(
      ({ output }) => brush.measureText(names[output] ?? "").width,
    );
    const apart = Math.max(1, Math.ceil((Math.max(size, ...widths) * 1.2) / side));
    if (this.marks.done !== sweep.done || this.marks.apart !== apart)
      this.marks = { done: sweep.done, apart, letters: placeLetters(sweep, apart) };
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillStyle = WRONG_MARK;
    for (const { row, col, output } of this.marks.letters) {
      if (row * cols.length + col >= this.shown) continue;
      const x = (box.col + (col + 0.5) * step) * scale;
      brush.fillText(names[output] ?? "", x, (box.row + (row + 0.5) * step) * scale + 1);
    }
  }

  /**
   * The object at the newest tile's place.
   *
   * @param {CanvasRenderingContext2D} brush
   * @param {SweepStart} start
   * @param {Pick<Sprite, "height"|"width">} object
   * @param {number} scale
   */
  ghost(brush, { rows, cols, object }, { height, width }, scale) {
    const sweep = /** @type {Sweep} */ (this.sweep);
    const index = Math.min(Math.floor(this.shown), sweep.done - 1);
    const [row, col] = [rows[Math.floor(index / cols.length)], cols[index % cols.length]];
    const sprite = this.requiredContext.sprites.get(object, sweep.plan.scene.pictures?.[object]);
    if (row === undefined || col === undefined || !sprite) return;
    brush.imageSmoothingEnabled = false;
    brush.globalAlpha = GHOST;
    brush.drawImage(sprite, col * scale, row * scale, width * scale, height * scale);
    brush.globalAlpha = 1;
  }
}

/** Whether the visitor wants no motion. */
function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

define("sweep-overlay", SweepOverlay);
