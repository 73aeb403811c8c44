import { BufferAttribute, BufferGeometry, LineBasicMaterial, LineSegments, Mesh } from "three";
import { lightMaterial } from "./light.js";
import { sheetAt } from "./layout.js";

/** @import { Box, Span } from "../types/api.js" */
/** @import { Layout, VolumeBox } from "./layout.js" */
/** @import { Sight } from "./receptive-field.js" */

/**
 * Points and quads in the layout's units.
 *
 * @typedef {[number, number, number]} Point
 * @typedef {Pick<VolumeBox, "layer"|"height"|"width">} Sheets  of a volume
 * @typedef {{ ends: [Point, Point], cover: number }} Line  cover: opacity, 0 to 1
 * @typedef {[Point, Point, Point, Point]} Quad
 */

/** Opacity of lines: around boxes, between boxes, through a volume, and around padding. */
const COVER = { box: 0.95, side: 0.7, depth: 0.4, outside: 0.75 };
/** Length of a dash and of the gap after it, in the layout's units. */
const DASH = 0.9;
const GAP = 0.8;
/** Brightness of one face: low, since faces lie over activations. */
const LIGHT = 0.028;

/** Draws a cell's receptive field as a frustum through the volumes: one draw call of lines, one of faces. */
export class Frustum {
  constructor() {
    this.lines = new LineSegments(
      new BufferGeometry(),
      new LineBasicMaterial({ vertexColors: true, depthTest: false, transparent: true }),
    );
    this.faces = new Mesh(
      new BufferGeometry(),
      lightMaterial("add", {
        uniforms: { strength: { value: LIGHT } },
        vertexShader: /* glsl */ `
          void main() {
            gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
          }
        `,
        fragmentShader: /* glsl */ `
          uniform float strength;
          out vec4 light;
          void main() {
            light = vec4(vec3(strength), 1.0);
          }
        `,
      }),
    );
    this.lines.renderOrder = 2;
    this.faces.renderOrder = 1;
    this.lines.frustumCulled = this.faces.frustumCulled = false;
    this.lines.visible = this.faces.visible = false;
    this.objects = [this.faces, this.lines];
  }

  /**
   * @param {Sight[]} sights  from the cell back
   * @param {Layout} layout
   */
  show(sights, layout) {
    const { lines, faces } = outline(sights, layout);
    this.lines.visible = lines.length > 0;
    this.faces.visible = faces.length > 0;
    if (lines.length === 0) return;
    const ink = lines.flatMap(({ cover }) => [1, 1, 1, cover, 1, 1, 1, cover]);
    fill(this.lines, { position: [lines.flatMap(({ ends }) => ends.flat()), 3], color: [ink, 4] });
    fill(this.faces, {
      position: [faces.flatMap(([a, b, c, d]) => [a, b, c, a, c, d].flat()), 3],
    });
  }

  dispose() {
    for (const part of [this.lines, this.faces]) {
      part.geometry.dispose();
      part.material.dispose();
    }
  }
}

/**
 * Replaces an object's geometry.
 *
 * @param {LineSegments|Mesh} object
 * @param {Record<string, [number[], number]>} attributes  values, and how many of them a point has
 */
function fill(object, attributes) {
  object.geometry.dispose();
  object.geometry = new BufferGeometry();
  for (const [name, [numbers, size]] of Object.entries(attributes)) {
    object.geometry.setAttribute(name, new BufferAttribute(new Float32Array(numbers), size));
  }
}

/**
 * Lines and faces of the frustum: a box through all seen slices of each volume, and the sides that
 * join the cell to the first box and each box to the next. Lines outside a volume are dashed.
 *
 * @param {Sight[]} sights  from the cell back
 * @param {Layout} layout
 * @returns {{ lines: Line[], faces: Quad[] }}
 */
export function outline(sights, layout) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {Quad[]} */
  const faces = [];
  /** @type {Point[]|null} */
  let last = null;
  for (const { layer, channels, whole, clipped, beyond } of sights) {
    const volume = layout.volumes.find((box) => box.layer.name === layer.name);
    if (!volume) continue;
    const [near, far] = [channels[1] - 1, channels[0]].map((slice) => sheetAt(volume, slice));
    const [front, back] = [near ?? 0, far ?? 0].map((x) => corners(volume, clipped, x));
    if (!front || !back) continue;
    if (last) {
      const from = last;
      lines.push(...front.map((corner, i) => line([from[i] ?? corner, corner], COVER.side)));
      for (const [i, corner] of front.entries()) {
        const next = (i + 1) % 4;
        faces.push([from[i] ?? corner, from[next] ?? corner, front[next] ?? corner, corner]);
      }
      const depths = near === far ? [near ?? 0] : [near ?? 0, far ?? 0];
      for (const x of depths) {
        for (const box of [clipped, ...beyond]) lines.push(...ring(corners(volume, box, x)));
        lines.push(...outside(volume, whole, clipped, x));
      }
      if (near !== far) {
        lines.push(...front.map((corner, i) => line([corner, back[i] ?? corner], COVER.depth)));
      }
    }
    last = back;
  }
  return { lines, faces };
}

/**
 * @param {[Point, Point]} ends
 * @param {number} cover
 * @returns {Line}
 */
function line(ends, cover) {
  return { ends, cover };
}

/**
 * The four corners of a box of cells on one sheet, in order.
 *
 * @param {Sheets} volume
 * @param {Box} box
 * @param {number} x  of the sheet
 * @returns {Point[]}
 */
export function corners(volume, { rows, cols }, x) {
  const [top, bottom] = rows;
  const [left, right] = cols;
  return [
    point(volume, x, top, left),
    point(volume, x, top, right),
    point(volume, x, bottom, right),
    point(volume, x, bottom, left),
  ];
}

/**
 * The upper left corner of a cell. Cells outside the volume extend its grid.
 *
 * @param {Sheets} volume
 * @param {number} x
 * @param {number} row
 * @param {number} col
 * @returns {Point}
 */
function point({ layer, height, width }, x, row, col) {
  const [, rows = 1, cols = 1] = layer.shape;
  return [x, (0.5 - row / rows) * height, (col / cols - 0.5) * width];
}

/**
 * @param {Point[]} corners
 * @returns {Line[]}
 */
function ring(corners) {
  return corners.map((corner, i) => line([corner, corners[(i + 1) % 4] ?? corner], COVER.box));
}

/**
 * The part of a box's edge outside the volume, dashed.
 *
 * @param {VolumeBox} volume
 * @param {Box} whole
 * @param {Box} clipped
 * @param {number} x
 * @returns {Line[]}
 */
function outside(volume, whole, clipped, x) {
  /** @type {[Point, Point][]} */
  const edges = [];
  for (const end of [0, 1]) {
    const [row = 0, col = 0] = [whole.rows[end], whole.cols[end]];
    for (const [a, b] of row === clipped.rows[end] ? less(whole.cols, clipped.cols) : [whole.cols])
      edges.push([point(volume, x, row, a), point(volume, x, row, b)]);
    for (const [a, b] of col === clipped.cols[end] ? less(whole.rows, clipped.rows) : [whole.rows])
      edges.push([point(volume, x, a, col), point(volume, x, b, col)]);
  }
  return edges.flatMap(dashes);
}

/**
 * The pieces of span `whole` outside span `part`.
 *
 * @param {Span} whole
 * @param {Span} part
 * @returns {Span[]}
 */
function less([from, to], [begin, end]) {
  /** @type {Span[]} */
  const ends = [
    [from, begin],
    [end, to],
  ];
  return ends.filter(([a, b]) => a < b);
}

/**
 * @param {[Point, Point]} ends
 * @returns {Line[]}
 */
function dashes([a, b]) {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  const at = (/** @type {number} */ far) =>
    /** @type {Point} */ (a.map((from, i) => from + ((b[i] ?? 0) - from) * (far / length)));
  /** @type {Line[]} */
  const found = [];
  for (let far = 0; far < length; far += DASH + GAP) {
    found.push(line([at(far), at(Math.min(far + DASH, length))], COVER.outside));
  }
  return found;
}
