import {
  AddEquation,
  BufferAttribute,
  BufferGeometry,
  CustomBlending,
  LineBasicMaterial,
  LineSegments,
  OneFactor,
} from "three";
import { cellCentre } from "../layout.js";

/** @import { Layout } from "../layout.js" */
/** @import { Frame } from "../types.js" */

/** The ink of contributions that speak for the output, and of those against it. */
const FOR = [1, 0.86, 0.5];
const AGAINST = [0.85, 0.3, 0.25];
/** Two lines a link: cell to unit, unit to output. As many links as a frame may hold. */
const MOST = 64;

/** The strongest contributions on their way through the head, brighter the larger they are. */
export class Links {
  constructor() {
    const geometry = new BufferGeometry();
    this.position = new BufferAttribute(new Float32Array(MOST * 4 * 3), 3);
    this.color = new BufferAttribute(new Float32Array(MOST * 4 * 3), 3);
    geometry.setAttribute("position", this.position);
    geometry.setAttribute("color", this.color);
    this.lines = new LineSegments(
      geometry,
      new LineBasicMaterial({
        vertexColors: true,
        blending: CustomBlending,
        blendEquation: AddEquation,
        blendSrc: OneFactor,
        blendDst: OneFactor,
        depthTest: false,
        transparent: true,
      }),
    );
    this.lines.frustumCulled = false;
    geometry.setDrawRange(0, 0);
  }

  /**
   * @param {Frame|null} frame
   * @param {Layout} layout
   */
  show(frame, layout) {
    let count = 0;
    const last = layout.volumes.at(-1);
    const output = layout.columns.at(-1);
    const hidden = layout.columns.at(-2);
    if (frame && last && output) {
      const best = frame.scores.indexOf(Math.max(...frame.scores));
      const end = output.places[best];
      const largest = Math.abs(frame.links[0]?.contribution ?? 1);
      for (const { channel, row, col, unit, contribution } of frame.links.slice(0, MOST)) {
        const from = cellCentre(last, channel, row, col);
        const middle = unit === null ? undefined : hidden?.places[unit];
        const strength = Math.abs(contribution) / largest;
        const ink = (contribution < 0 ? AGAINST : FOR).map((part) => part * strength);
        /** @type {number[][]} */
        const points = [from];
        if (hidden && middle) points.push([hidden.x, middle.y, middle.z]);
        if (end) points.push([output.x, end.y, end.z]);
        for (let i = 1; i < points.length; i++) {
          for (const point of [points[i - 1], points[i]]) {
            this.position.set(point ?? [], count * 3);
            this.color.set(ink, count * 3);
            count += 1;
          }
        }
      }
    }
    this.lines.geometry.setDrawRange(0, count);
    this.position.needsUpdate = this.color.needsUpdate = true;
  }

  dispose() {
    this.lines.geometry.dispose();
    this.lines.material.dispose();
  }
}
