import { PerspectiveCamera, Vector3 } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { apply, direction, fit, stretchFor, turnOf } from "./camera.js";
import { LIMITS, STRAND_LIMITS, zoomLimits } from "./camera-orbit.js";
import { hearOwnPointers } from "./own-pointers.js";

/** @import { Camera } from "../types/state.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Home } from "./camera.js" */
/** @import { Layout } from "./layout.js" */

/**
 * From where a figure is seen: the view's preset fits the whole figure, and the user's turn is applied to
 * that, so a turn survives a change of size, spread or network. A strand fits from every side.
 */
export class Viewpoint {
  /**
   * @param {HTMLCanvasElement} canvas  on which the user turns the figure
   * @param {() => void} turned  called when the user has turned it
   */
  constructor(canvas, turned) {
    this.camera = new PerspectiveCamera(10, 1, 10, 20000);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enableDamping = false;
    hearOwnPointers(this.controls);
    /** @type {Camera} */
    this.view = { preset: "flow", turn: null };
    /** @type {Home} */
    this.home = { target: new Vector3(), distance: 1 };
    /** Whether it is a strand, which is neither zoomed nor moved. */
    this.strand = false;
    /** Size of the canvas, px. */
    this.size = { width: 1, height: 1 };
    this.limit(LIMITS);
    this.controls.addEventListener("change", () => {
      const turn = turnOf(this.camera, this.controls.target, this.home);
      const { preset } = this.view;
      this.view = { preset, turn: this.strand ? { ...turn, zoom: 1, pan: [0, 0, 0] } : turn };
      turned();
    });
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

  /** @param {boolean} strand */
  setStrand(strand) {
    this.strand = strand;
    this.limit(strand ? STRAND_LIMITS : LIMITS);
    this.controls.enableZoom = this.controls.enablePan = !strand;
  }

  /**
   * @param {number} width  px
   * @param {number} height  px
   */
  resize(width, height) {
    this.size = { width, height };
    this.camera.aspect = width / Math.max(height, 1);
    this.camera.updateProjectionMatrix();
  }

  /** The direction of the preset on a canvas of this size. */
  get usual() {
    return direction(this.view.preset, this.camera.aspect);
  }

  /**
   * The factor for distances along the flow with which a network's figure fills the canvas.
   *
   * @param {Card} card
   * @param {Margins} margins
   */
  stretch(card, { left, right, top, bottom }) {
    const { width, height } = this.size;
    const free = Math.max(width - left - right, 1) / Math.max(height - top - bottom, 1);
    return stretchFor(card, this.usual, free, this.strand);
  }

  /**
   * Places the camera by the view.
   *
   * @param {Layout} layout
   * @param {Margins} margins
   */
  place(layout, { left, right, top, bottom }) {
    const [width, height] = [Math.max(this.size.width, 1), Math.max(this.size.height, 1)];
    const { camera, controls } = this;
    const { target } = controls;
    const { turn } = this.view;
    const from = this.strand && turn ? turn.from : this.usual;
    fit(camera, target, layout, from, {
      left: left / width,
      right: right / width,
      top: top / height,
      bottom: bottom / height,
    });
    const distance = camera.position.distanceTo(target);
    this.home = { target: target.clone(), distance };
    // Limits keep the figure within reach.
    const { min, max } = zoomLimits(matchMedia("(pointer: coarse)").matches);
    Object.assign(controls, { minDistance: distance * min, maxDistance: distance * max });
    controls.cursor.copy(target);
    controls.maxTargetRadius = distance / 3;
    if (turn && !this.strand) apply(camera, target, this.home, turn);
  }

  /**
   * Projects a point of the figure onto the canvas, px from its top-left corner.
   *
   * @param {[number, number, number]} point
   */
  project(point) {
    const at = new Vector3(...point).project(this.camera);
    const { width, height } = this.size;
    return { x: ((at.x + 1) / 2) * width, y: ((1 - at.y) / 2) * height };
  }

  dispose() {
    this.controls.dispose();
  }
}

/**
 * Room around the volumes, px.
 *
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Margins
 */
