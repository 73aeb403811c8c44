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
import { cellCentre } from "./layout.js";

/** @import { Layout } from "./layout.js" */
/** @import { HeadLink, Share, CellRef } from "../types/api.js" */
/** @import { Unit } from "../types/state.js" */

/**
 * Colours of positive and of negative contributions: of the live scene, and of the pinned scene A,
 * whose lines are dashed.
 */
const INKS = {
  live: { speaks: [1, 0.97, 0.92], against: [0.85, 0.3, 0.25] },
  pinned: { speaks: [1, 0.36, 0.74], against: [0.8, 0.45, 0.15] },
};
/** Lengths of a dash and of the gap after it, in the layout's units. */
const DASH = { dashSize: 2.2, gapSize: 1.8 };
/** Two lines a link, cell to unit and unit to output, for the most links that a frame may have. */
const MAX_LINKS = 64;

/** Dots a leg. Negative contributions are dotted, so that they differ by more than hue. */
const DOTS = 14;

/** Material options of all lines. */
const INK = { vertexColors: true, depthTest: false, transparent: true };
/** Live lines blend additively, like the volumes; pinned ones keep their colour. */
const LIGHT = /** @type {const} */ ({
  ...INK,
  blending: CustomBlending,
  blendEquation: AddEquation,
  blendSrc: OneFactor,
  blendDst: OneFactor,
});

/**
 * The strongest contributions, strongest first: through the head to one output, or from the layer
 * before to one unit.
 *
 * @typedef {{ output: number, links: HeadLink[] }} Through
 * @typedef {{ unit: Unit, from: string, shares: Share[] }} To
 * @typedef {Through|To} HeadPath
 */

/** A path through the head, brighter where contributions are larger. */
export class Links {
  /** @param {"live"|"pinned"} kind */
  constructor(kind) {
    this.kind = kind;
    const geometry = new BufferGeometry();
    this.position = new BufferAttribute(new Float32Array(MAX_LINKS * 4 * DOTS * 3), 3);
    this.color = new BufferAttribute(new Float32Array(MAX_LINKS * 4 * DOTS * 4), 4);
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
   * @param {HeadPath|null} headPath
   * @param {Layout} layout
   */
  show(headPath, layout) {
    let count = 0;
    const ways = headPath ? waysOf(headPath, layout).slice(0, MAX_LINKS) : [];
    const largest = Math.abs(ways[0]?.contribution ?? 1) || 1;
    for (const { points, contribution } of ways) {
      const strength = Math.abs(contribution) / largest;
      const ink = this.inkOf(contribution < 0 ? "against" : "speaks", strength);
      const legs = points.slice(1).map((to, i) => [points[i] ?? to, to]);
      const dotted = this.kind === "live" && contribution < 0;
      for (const point of (dotted ? legs.flatMap(dots) : legs).flat()) {
        this.position.set(point, count * 3);
        this.color.set(ink, count * 4);
        count += 1;
      }
    }
    this.lines.geometry.setDrawRange(0, count);
    this.position.needsUpdate = this.color.needsUpdate = true;
    if (this.lines.material instanceof LineDashedMaterial) this.lines.computeLineDistances();
  }

  /**
   * @param {"speaks"|"against"} sense
   * @param {number} strength  0 to 1: scales the brightness of live lines, the opacity of pinned ones
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

/**
 * Divides a leg into short pieces with gaps.
 *
 * @param {number[][]} leg  from, to
 * @returns {number[][][]}
 */
function dots([from = [], to = []]) {
  const at = (/** @type {number} */ share) => from.map((a, i) => a + ((to[i] ?? 0) - a) * share);
  return Array.from({ length: DOTS }, (_, i) => [at(i / DOTS), at((i + 0.5) / DOTS)]);
}

/**
 * The points of each contribution's line.
 *
 * @param {HeadPath} headPath
 * @param {Layout} layout
 * @returns {{ points: number[][], contribution: number }[]}
 */
function waysOf(headPath, layout) {
  if ("output" in headPath)
    return headPath.links.map((link) => through(link, headPath.output, layout));
  const { unit, from, shares } = headPath;
  const end = place(layout, unit.layer, unit);
  return shares.flatMap(({ place: ref, contribution }) => {
    const start = place(layout, from, ref);
    return start && end ? [{ points: [start, end], contribution }] : [];
  });
}

/**
 * @param {HeadLink} link
 * @param {number} output
 * @param {Layout} layout
 */
function through({ unit, contribution, ...cell }, output, { volumes, columns }) {
  const names = [volumes.at(-1), unit === null ? undefined : columns.at(-2), columns.at(-1)];
  const refs = [cell, { unit: unit ?? 0 }, { unit: output }];
  const points = names.flatMap((part, i) => {
    const ref = refs[i];
    const point = part && ref && place({ volumes, columns }, part.layer.name, ref);
    return point ? [point] : [];
  });
  return { points, contribution };
}

/**
 * The position of a cell or a unit; null if the figure does not show it.
 *
 * @param {Pick<Layout, "volumes"|"columns">} layout
 * @param {string} name  of the layer
 * @param {CellRef} ref
 */
function place({ volumes, columns }, name, ref) {
  if ("unit" in ref) {
    const column = columns.find(({ layer }) => layer.name === name);
    const at = column?.places[ref.unit];
    return column && at ? [column.x, at.y, at.z] : null;
  }
  const box = volumes.find(({ layer }) => layer.name === name);
  return box ? cellCentre(box, ref.channel, ref.row, ref.col) : null;
}
