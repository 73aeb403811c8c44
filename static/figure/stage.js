import { Scene as World, WebGLRenderer } from "three";
import { layOut } from "./layout.js";
import { SlidingSheet } from "./sliding-sheet.js";
import { isSmall, marginsOf } from "./stage-margins.js";
import { named } from "../i18n/locale.js";
import { textScale } from "../ui/text-scale.js";
import { sights } from "./receptive-field.js";
import { Redraw } from "./redraw.js";
import { Frustum } from "./receptive-field-frustum.js";
import { Links } from "./path-lines.js";
import { Marker } from "./cell-marker.js";
import { Sheets } from "./slice-planes.js";
import { Units } from "./unit-discs.js";
import { Viewpoint } from "./viewpoint.js";
import { webglContext } from "./webgl-context.js";
import { sentSlices } from "../network/sent-slices.js";
import { fullOf, MOST_UNITS, shownUnits } from "../network/shown-units.js";

/** @import { Camera, Scale } from "../types/state.js" */
/** @import { Card, Frame, Place } from "../types/api.js" */
/** @import { Column, Layout } from "./layout.js" */
/** @import { HeadPath } from "./path-lines.js" */
/** @import { Sight } from "./receptive-field.js" */

const BACKDROP = 0x0b0e14;
/** As long as the names of outputs that are too many to measure each. */
const COMMON_NAME = "a class name";
/** Largest diameter of a unit's disc, px. */
const DISC = 16;

/**
 * The 3D figure on a canvas. It draws only after a change.
 */
export class Stage {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} drawn  renews what lies over the drawing; called after each drawing
   * @param {(view: Camera) => void} turned  called when the user has turned the figure
   */
  constructor(canvas, drawn, turned) {
    this.canvas = canvas;
    this.drawn = drawn;
    this.renderer = new WebGLRenderer({ canvas, context: webglContext(canvas) });
    this.renderer.setClearColor(BACKDROP);
    this.renderer.info.autoReset = false;
    this.world = new World();
    this.viewpoint = new Viewpoint(canvas, () => {
      this.views += 1;
      if (this.strand) this.look();
      this.invalidate();
      turned(this.view);
    });
    // A driver may drop the context; three.js uploads everything again with the next drawing.
    canvas.addEventListener("webglcontextrestored", () => this.invalidate());
    /** @type {Sheets[]} */
    this.sheets = [];
    /** @type {Units[]} */
    this.units = [];
    /** @type {Layout} */
    this.layout = { volumes: [], columns: [], bounds: { x: [0, 1], y: [0, 1], z: [0, 1] } };
    /** @type {Frame|null} */
    this.frame = null;
    this.links = { live: new Links("live"), pinned: new Links("pinned") };
    /** @type {Record<"live"|"pinned", HeadPath|null>} */
    this.headPaths = { live: null, pinned: null };
    this.marker = new Marker();
    this.frustum = new Frustum();
    /** Receptive fields of the framed cell, from the cell back. @type {Sight[]} */
    this.seen = [];
    /** @type {Place|null} */
    this.framed = null;
    this.furnish();
    /** Whether its answer is above its strand. */
    this.above = false;
    this.spread = 0;
    this.stretch = 1;
    /** Counts changes of what labels depend on beside the frame: camera, size, layout. */
    this.views = 0;
    /** Counts steps of a sheet that slides out of its stack. */
    this.slides = 0;
    this.sliding = new SlidingSheet();
    this.redraw = new Redraw(
      () => this.render(),
      () => this.drawn(),
    );
    /** Number of drawings; an idle page makes none. */
    this.renders = 0;
  }

  get camera() {
    return this.viewpoint.camera;
  }

  get controls() {
    return this.viewpoint.controls;
  }

  /** The preset, and the user's turn. */
  get view() {
    return this.viewpoint.view;
  }

  /** Whether it shows volumes and links alone, without labels. */
  get strand() {
    return this.viewpoint.strand;
  }

  /** Size, px. */
  get size() {
    return this.viewpoint.size;
  }

  /** Adds the objects that every network's figure has. */
  furnish() {
    const { live, pinned } = this.links;
    this.world.add(this.marker.loop, ...this.frustum.objects, live.mesh, pinned.mesh);
  }

  /**
   * Shows another network, with empty volumes until its first frame.
   *
   * @param {Card} card
   * @param {number} spread
   */
  setCard(card, spread) {
    for (const part of [...this.sheets, ...this.units]) part.dispose();
    this.world.clear();
    this.furnish();
    this.frame = null;
    this.card = card;
    this.spread = spread;
    this.layout = layOut(card, spread, this.stretch);
    this.sheets = this.layout.volumes.map((box, order) => new Sheets(box, order));
    this.units = this.layout.columns.map((column) => new Units(column));
    for (const sheets of this.sheets) this.world.add(...sheets.objects);
    for (const units of this.units) this.world.add(units.points);
    this.mark(null);
    this.setPaths({ live: null, pinned: null });
    this.look();
  }

  /**
   * Shows another network of the same architecture in place of the present one: what is drawn stays until its
   * first frame.
   *
   * @param {Card} card
   */
  exchange(card) {
    this.card = card;
    const layerOf = (/** @type {string} */ name) =>
      card.layers.find((layer) => layer.name === name);
    for (const box of [...this.layout.volumes, ...this.layout.columns])
      box.layer = layerOf(box.layer.name) ?? box.layer;
  }

  /** @param {number} spread */
  setSpread(spread) {
    this.spread = spread;
    if (!this.card) return;
    this.arrange();
    this.look();
  }

  /** Places everything by the spread and the stretch. */
  arrange() {
    if (!this.card) return;
    const { volumes: kept, columns } = this.layout;
    this.layout = layOut(this.card, this.spread, this.stretch);
    this.layout.volumes.forEach((box, i) => {
      box.slid = kept[i]?.slid ?? box.slid;
      box.slices = kept[i]?.slices ?? box.slices;
    });
    this.layout.columns.forEach((column, i) => (column.units = columns[i]?.units ?? column.units));
    this.layout.volumes.forEach((box, i) => this.sheets[i]?.place(box));
    this.layout.columns.forEach((column, i) => this.units[i]?.place(column));
    this.setPaths(this.headPaths);
    this.enclose(this.framed);
  }

  /**
   * @param {Frame} frame
   * @param {Scale} scale
   * @param {boolean} [empty]  whether it is of an empty canvas: then no output is lit, though one is largest
   */
  setFrame(frame, scale, empty = false) {
    this.frame = frame;
    for (const [i, box] of this.layout.volumes.entries()) {
      const volume = frame.volumes.get(box.layer.name);
      if (!volume) continue;
      box.slices = sentSlices(box.layer, volume);
      this.sheets[i]?.show(volume, scale, box);
    }
    this.layout.columns.forEach((column, i) => {
      const last = column.layer.role === "output";
      const scores = empty ? new Float32Array(frame.scores.length) : frame.scores;
      const values = last ? scores : frame.head.get(column.layer.name);
      if (!values) return;
      column.units = shownUnits(column.layer, values);
      const shown = column.units.map((unit) => values[unit] ?? 0);
      this.units[i]?.show(shown, fullOf(column.layer));
    });
  }

  /**
   * Draws the paths through the head: the live scene's, and the pinned scene's, if any.
   *
   * @param {Record<"live"|"pinned", HeadPath|null>} headPaths
   */
  setPaths(headPaths) {
    this.headPaths = headPaths;
    this.links.live.show(headPaths.live, this.layout);
    this.links.pinned.show(headPaths.pinned, this.layout);
    this.invalidate();
  }

  /**
   * @param {number} width  px
   * @param {number} height  px
   * @param {number} ratio  pixels to draw per px
   */
  resize(width, height, ratio) {
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.viewpoint.resize(width, height);
    this.look();
  }

  /** Whether only short labels fit. */
  get small() {
    return isSmall(this.size, textScale());
  }

  /**
   * @param {boolean} strand  whether it has only a strand's labels
   * @param {boolean} above  whether its answer is above it
   */
  setStrand(strand, above) {
    if (strand === this.strand && above === this.above) return;
    this.above = above;
    this.viewpoint.setStrand(strand);
    this.look();
  }

  /** @param {Camera} view */
  setCamera(view) {
    this.viewpoint.view = view;
    this.look();
  }

  /** Fits the figure to its stage. A strand is fitted at every turn, so it always fills its stage. */
  look() {
    const outputs = this.card?.outputs ?? [];
    // Of many, any may be the answer: their names have room in common.
    const longest = Math.max(...outputs.map((name) => name.length));
    const names =
      outputs.length > MOST_UNITS
        ? [COMMON_NAME.slice(0, longest)]
        : outputs.map((name) => named(name));
    const margins = marginsOf(this.size, names, textScale(), this);
    const stretch = this.card ? this.viewpoint.stretch(this.card, margins) : this.stretch;
    if (stretch !== this.stretch) {
      this.stretch = stretch;
      this.arrange();
    }
    this.viewpoint.place(this.layout, margins);
    this.views += 1;
    this.invalidate();
  }

  /**
   * Diameter of a column's discs, px.
   *
   * @param {Column} column
   */
  disc({ x, spacing }) {
    const a = this.project([x, 0, 0]);
    const b = this.project([x, spacing, 0]);
    return Math.min(Math.hypot(a.x - b.x, a.y - b.y) * 0.82, DISC);
  }

  /**
   * Frames a cell and its receptive field, and brightens its sheet, else that of `slice`.
   *
   * @param {Place|null} cell
   * @param {{ layer: string, channel: number }|null} [slice]
   */
  mark(cell, slice = null) {
    this.seen = cell && this.card ? sights(this.card, cell) : [];
    this.enclose(cell);
    for (const sheets of this.sheets) {
      const chosen = cell ?? slice;
      sheets.choose(chosen?.layer === sheets.name ? chosen.channel : null, cell === null);
    }
    if (this.sliding.start(cell ? null : slice, this.layout.volumes, this.sheets)) {
      this.slides += 1;
      this.setPaths(this.headPaths);
    }
    this.invalidate();
  }

  /**
   * Draws a cell's frame and frustum at their places in the layout.
   *
   * @param {Place|null} cell
   */
  enclose(cell) {
    this.framed = cell;
    this.frustum.show(this.seen, this.layout);
    this.marker.show(cell, this.layout);
  }

  /**
   * Projects a point of the figure onto the canvas, px from its top-left corner.
   *
   * @param {[number, number, number]} point
   */
  project(point) {
    return this.viewpoint.project(point);
  }

  /** Draws a frame of activations, at once if that can be. */
  refresh() {
    this.redraw.now();
  }

  invalidate() {
    this.redraw.soon();
  }

  /** Renews the labels alone. */
  relabel() {
    this.redraw.labels();
  }

  /** Moves the sliding sheet to where it is now, and asks for the next drawing until it is out. */
  advance() {
    if (!this.sliding.advance(this.layout.volumes)) return;
    this.links.live.show(this.headPaths.live, this.layout);
    this.slides += 1;
    this.invalidate();
  }

  render() {
    this.advance();
    const { width, height } = this.size;
    const viewport = [width, height];
    for (const { uniforms } of this.sheets) uniforms.viewport.value = viewport;
    for (const links of Object.values(this.links)) links.viewport.value = viewport;
    this.layout.columns.forEach((column, i) => {
      this.units[i]?.size(this.disc(column) * this.renderer.getPixelRatio());
    });
    this.renderer.render(this.world, this.camera);
    this.renders += 1;
    this.drawn();
  }

  dispose() {
    this.redraw.cancel();
    const { live, pinned } = this.links;
    for (const part of [...this.sheets, ...this.units, this.marker, this.frustum, live, pinned])
      part.dispose();
    this.viewpoint.dispose();
    this.renderer.dispose();
    // Browsers keep few contexts and collect them at no certain time, so release it now.
    this.renderer.forceContextLoss();
  }
}
