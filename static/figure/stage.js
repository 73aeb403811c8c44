import { PerspectiveCamera, Scene as World, Vector3, WebGLRenderer } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { hearOwnPointers } from "./own-pointers.js";
import { LIMITS, STRAND_LIMITS, zoomLimits } from "./camera-orbit.js";
import { layOut } from "./layout.js";
import { SlidingSheet } from "./sliding-sheet.js";
import { isSmall, marginsOf } from "./stage-margins.js";
import { named } from "../i18n/locale.js";
import { textScale } from "../ui/text-scale.js";
import { apply, direction, fit, stretchFor, turnOf } from "./camera.js";
import { sights } from "./receptive-field.js";
import { Frustum } from "./receptive-field-frustum.js";
import { Links } from "./path-lines.js";
import { Marker } from "./cell-marker.js";
import { Sheets } from "./slice-planes.js";
import { Units } from "./unit-discs.js";
import { webglContext } from "./webgl-context.js";

/** @import { Camera, Scale } from "../types/state.js" */
/** @import { Card, Frame, Place } from "../types/api.js" */
/** @import { Column, Layout } from "./layout.js" */
/** @import { HeadPath } from "./path-lines.js" */
/** @import { Sight } from "./receptive-field.js" */
/** @import { Home } from "./camera.js" */

const BACKDROP = 0x0b0e14;
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
    this.camera = new PerspectiveCamera(10, 1, 10, 20000);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enableDamping = false;
    hearOwnPointers(this.controls);
    this.limit(LIMITS);
    // A driver may drop the context; three.js uploads everything again with the next drawing.
    canvas.addEventListener("webglcontextrestored", () => this.invalidate());
    /** @type {Camera} */
    this.view = { preset: "flow", turn: null };
    /** @type {Home} */
    this.home = { target: new Vector3(), distance: 1 };
    this.controls.addEventListener("change", () => {
      this.views += 1;
      const turn = turnOf(this.camera, this.controls.target, this.home);
      const { preset } = this.view;
      this.view = { preset, turn: this.strand ? { ...turn, zoom: 1, pan: [0, 0, 0] } : turn };
      if (this.strand) this.look();
      this.invalidate();
      turned(this.view);
    });
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
    /** Whether it shows volumes and links alone, without labels. */
    this.strand = false;
    /** Size, px. */
    this.size = { width: 1, height: 1 };
    this.spread = 0;
    this.stretch = 1;
    /** Counts changes of what labels depend on beside the frame: camera, size, layout. */
    this.views = 0;
    /** Counts steps of a sheet that slides out of its stack. */
    this.slides = 0;
    this.sliding = new SlidingSheet();
    this.pending = 0;
    /** Id of the animation frame pending for the labels alone; else 0. */
    this.labelling = 0;
    /** Id of the pending animation frame after a drawing by `refresh`; else 0. */
    this.turn = 0;
    /** Number of drawings; an idle page makes none. */
    this.renders = 0;
  }

  /**
   * Limits how far the user can turn the figure.
   *
   * @param {typeof LIMITS} limits
   */
  limit({ polar, azimuth }) {
    const [[minPolarAngle, maxPolarAngle], [minAzimuthAngle, maxAzimuthAngle]] = [polar, azimuth];
    Object.assign(this.controls, {
      minPolarAngle,
      maxPolarAngle,
      minAzimuthAngle,
      maxAzimuthAngle,
    });
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
    const kept = this.layout.volumes.map(({ slid }) => slid);
    this.layout = layOut(this.card, this.spread, this.stretch);
    this.layout.volumes.forEach((box, i) => (box.slid = kept[i] ?? box.slid));
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
    for (const sheets of this.sheets) {
      const volume = frame.volumes.get(sheets.name);
      if (volume) sheets.show(volume, scale);
    }
    this.layout.columns.forEach((column, i) => {
      const last = column.layer.role === "output";
      const scores = empty ? new Float32Array(frame.scores.length) : frame.scores;
      const values = last ? scores : frame.head.get(column.layer.name);
      if (values) this.units[i]?.show(values, last ? 1 : column.layer.range[1]);
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
    this.size = { width, height };
    this.camera.aspect = width / Math.max(height, 1);
    this.camera.updateProjectionMatrix();
    this.look();
  }

  /** Whether only short labels fit. */
  get small() {
    return isSmall(this.size, textScale());
  }

  /** @param {boolean} strand  whether it has only a strand's labels */
  setStrand(strand) {
    if (strand === this.strand) return;
    this.strand = strand;
    // Strands are refitted at every turn, so they always fill their stage.
    this.limit(strand ? STRAND_LIMITS : LIMITS);
    this.controls.enableZoom = this.controls.enablePan = !strand;
    this.look();
  }

  /** @param {Camera} view */
  setCamera(view) {
    this.view = view;
    this.look();
  }

  /**
   * Places the camera by the view: fits the whole figure, then applies the user's turn, which so
   * survives a change of size, spread or network. A strand fits from every side.
   */
  look() {
    const width = Math.max(this.size.width, 1);
    const height = Math.max(this.size.height, 1);
    const names = this.card?.outputs.map((name) => named(name)) ?? [];
    const margins = marginsOf(this.size, names, textScale(), this.strand);
    const { left, right, top, bottom } = margins;
    const { turn } = this.view;
    const from = this.strand && turn ? turn.from : direction(this.view.preset, this.camera.aspect);
    if (this.card) {
      const free = Math.max(width - left - right, 1) / Math.max(height - top - bottom, 1);
      const usual = direction(this.view.preset, this.camera.aspect);
      const stretch = stretchFor(this.card, usual, free, this.strand);
      if (stretch !== this.stretch) {
        this.stretch = stretch;
        this.arrange();
      }
    }
    const { target } = this.controls;
    fit(this.camera, target, this.layout, from, {
      left: left / width,
      right: right / width,
      top: top / height,
      bottom: bottom / height,
    });
    const distance = this.camera.position.distanceTo(target);
    this.home = { target: target.clone(), distance };
    // Limits keep the figure within reach.
    const { min, max } = zoomLimits(matchMedia("(pointer: coarse)").matches);
    Object.assign(this.controls, { minDistance: distance * min, maxDistance: distance * max });
    this.controls.cursor.copy(target);
    this.controls.maxTargetRadius = distance / 3;
    if (turn && !this.strand) apply(this.camera, target, this.home, turn);
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
    const at = new Vector3(...point).project(this.camera);
    return {
      x: ((at.x + 1) / 2) * this.size.width,
      y: ((1 - at.y) / 2) * this.size.height,
    };
  }

  /**
   * Draws immediately, so that a frame of activations does not wait for the next animation frame. A
   * further call in the same animation frame draws with the next one.
   */
  refresh() {
    if (this.turn) return this.invalidate();
    this.turn = requestAnimationFrame(() => {
      this.turn = 0;
    });
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    this.render();
  }

  invalidate() {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0;
      this.render();
    });
  }

  /** Renews the labels over the drawing, which costs far less than drawing again. */
  relabel() {
    this.labelling ||= requestAnimationFrame(() => {
      this.labelling = 0;
      if (!this.pending) this.drawn();
    });
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
    cancelAnimationFrame(this.labelling);
    this.labelling = 0;
    this.renders += 1;
    this.drawn();
  }

  dispose() {
    for (const id of [this.pending, this.labelling, this.turn]) cancelAnimationFrame(id);
    const { live, pinned } = this.links;
    for (const part of [...this.sheets, ...this.units, this.marker, this.frustum, live, pinned])
      part.dispose();
    this.controls.dispose();
    this.renderer.dispose();
    // Browsers keep few contexts and collect them at no certain time, so release it now.
    this.renderer.forceContextLoss();
  }
}
