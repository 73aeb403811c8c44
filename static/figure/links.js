import {
  AddEquation,
  BufferAttribute,
  BufferGeometry,
  CustomBlending,
  LineBasicMaterial,
  LineDashedMaterial,
  LineSegments,
  OneFactor,
} from "three";
import { cellCentre } from "../layout.js";

/** @import { Layout } from "../layout.js" */
/** @import { HeadLink } from "../types.js" */

/**
 * The ink of contributions that speak for the output, and of those against it: of the live scene,
 * and of scene A, which is pinned and dashed.
 */
const INKS = {
  live: { speaks: [1, 0.97, 0.92], against: [0.85, 0.3, 0.25] },
  pinned: { speaks: [1, 0.36, 0.74], against: [0.8, 0.45, 0.15] },
};
/** A dash and the gap after it, in the layout's units. */
const DASH = { dashSize: 2.2, gapSize: 1.8 };
/** Two lines a link: cell to unit, unit to output. As many links as a frame may hold. */
const MOST = 64;

/** What all lines are drawn with. */
const INK = { vertexColors: true, depthTest: false, transparent: true };
/** The live ones add up as light, as the volumes do; the pinned ones keep their colour. */
const LIGHT = /** @type {const} */ ({
  ...INK,
  blending: CustomBlending,
  blendEquation: AddEquation,
  blendSrc: OneFactor,
  blendDst: OneFactor,
});

/**
 * The strongest contributions on their way through the head to one output.
 *
 * @typedef {{ output: number, links: HeadLink[] }} Course  links: the strongest first
 */

/** A course, brighter where contributions are larger. */
export class Links {
  /** @param {"live"|"pinned"} kind */
  constructor(kind) {
    this.kind = kind;
    const geometry = new BufferGeometry();
    this.position = new BufferAttribute(new Float32Array(MOST * 4 * 3), 3);
    this.color = new BufferAttribute(new Float32Array(MOST * 4 * 4), 4);
    geometry.setAttribute("position", this.position);
    geometry.setAttribute("color", this.color);
    const material =
      kind === "live" ? new LineBasicMaterial(LIGHT) : new LineDashedMaterial({ ...INK, ...DASH });
    this.lines = new LineSegments(geometry, material);
    this.lines.frustumCulled = false;
    this.lines.renderOrder = 1;
    geometry.setDrawRange(0, 0);
  }

  /**
   * @param {Course|null} course
   * @param {Layout} layout
   */
  show(course, layout) {
    let count = 0;
    const last = layout.volumes.at(-1);
    const output = layout.columns.at(-1);
    const hidden = layout.columns.at(-2);
    if (course && last && output) {
      const end = output.places[course.output];
      const largest = Math.abs(course.links[0]?.contribution ?? 1);
      for (const { channel, row, col, unit, contribution } of course.links.slice(0, MOST)) {
        const from = cellCentre(last, channel, row, col);
        const middle = unit === null ? undefined : hidden?.places[unit];
        const strength = Math.abs(contribution) / largest;
        const ink = this.inkOf(contribution < 0 ? "against" : "speaks", strength);
        /** @type {number[][]} */
        const points = [from];
        if (hidden && middle) points.push([hidden.x, middle.y, middle.z]);
        if (end) points.push([output.x, end.y, end.z]);
        for (let i = 1; i < points.length; i++) {
          for (const point of [points[i - 1], points[i]]) {
            this.position.set(point ?? [], count * 3);
            this.color.set(ink, count * 4);
            count += 1;
          }
        }
      }
    }
    this.lines.geometry.setDrawRange(0, count);
    this.position.needsUpdate = this.color.needsUpdate = true;
    if (this.lines.material instanceof LineDashedMaterial) this.lines.computeLineDistances();
  }

  /**
   * @param {"speaks"|"against"} sense
   * @param {number} strength  0 to 1: less light for live lines, less cover for pinned ones
   */
  inkOf(sense, strength) {
    const ink = INKS[this.kind][sense];
    return this.kind === "live" ? [...ink.map((part) => part * strength), 1] : [...ink, strength];
  }

  dispose() {
    this.lines.geometry.dispose();
    this.lines.material.dispose();
  }
}
