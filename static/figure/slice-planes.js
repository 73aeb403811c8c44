import {
  AddEquation,
  CustomBlending,
  DataArrayTexture,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  BufferAttribute,
  LineSegments,
  Mesh,
  NearestFilter,
  OneFactor,
  OneMinusSrcColorFactor,
  RedFormat,
  ShaderMaterial,
  UnsignedByteType,
} from "three";
import { Halos } from "./cell-halos.js";
import { GAMMA, gains, layerColour, rgb, sliceColours } from "../charts/layer-colours.js";

/** @import { Object3D } from "three" */
/** @import { VolumeBox } from "./layout.js" */
/** @import { Scale } from "../types/state.js" */
/** @import { QuantisedVolume } from "../types/api.js" */

/**
 * Sheet number i is in the plane x + i * gap, the chosen one slid out by `slid`; corners are (row, col),
 * 0 to 1.
 */
const PLACE = /* glsl */ `
  uniform float gap;
  uniform float x;
  uniform vec2 size;
  uniform float chosen;
  uniform float slid;
  vec4 place(vec2 corner) {
    vec3 at = vec3(x + gap * float(gl_InstanceID), (0.5 - corner.x) * size.x,
      (corner.y - 0.5) * size.y);
    if (float(gl_InstanceID) == chosen) at.z += slid;
    return projectionMatrix * modelViewMatrix * vec4(at, 1.0);
  }
`;

const CELLS_VERTEX = /* glsl */ `
  ${PLACE}
  in vec2 corner;
  in vec4 ink;
  in vec4 span;
  uniform float others;
  out vec3 at;
  flat out vec4 shade;
  flat out float share;
  flat out float glassy;
  uniform float last;
  void main() {
    // The first and the last sheet are the volume's glass. Of the others only the box around their
    // active cells is drawn, since most of the time goes into filling pixels.
    float sheet = float(gl_InstanceID);
    bool end = sheet == 0.0 || (sheet == last && gap > 0.0) || sheet == chosen;
    glassy = end ? 1.0 : 0.0;
    vec2 own = end ? corner : mix(span.xy, span.zw, corner);
    at = vec3(own.yx, float(gl_InstanceID));
    shade = ink;
    share = float(gl_InstanceID) == chosen ? 1.0 : others;
    gl_Position = place(own);
  }
`;

/**
 * Sheets need no sorting, and activations shine through those in front; each adds to what is still dark,
 * so that many on one another do not all become white.
 */
const CELLS_FRAGMENT = /* glsl */ `
  precision highp sampler2DArray;
  uniform sampler2DArray cells;
  uniform vec3 glass;
  uniform float glow;
  in vec3 at;
  flat in vec4 shade;
  flat in float share;
  flat in float glassy;
  out vec4 light;
  void main() {
    float value = texture(cells, at).r;
    if (value == 0.0 && glassy == 0.0) discard;
    vec3 shine = vec3(0.0);
    if (value > 0.0) shine = shade.rgb * min(value * shade.a, 1.0);
    // Glass that catches light along its edges.
    vec2 edge = min(at.xy, 1.0 - at.xy);
    float rim = max(1.0 - 9.0 * min(edge.x, edge.y), 0.0);
    light = vec4(share * (glassy * glass * (1.0 + 1.6 * rim * rim) + glow * shine), 1.0);
  }
`;

const EDGE_VERTEX = /* glsl */ `
  ${PLACE}
  in vec2 corner;
  uniform float last;
  flat out float strength;
  void main() {
    // The first and the last sheet outline the volume.
    float end = gl_InstanceID == 0 || float(gl_InstanceID) == last ? 0.6 : 0.26;
    strength = float(gl_InstanceID) == chosen ? 1.0 : end;
    // Sheets in one place have one outline.
    if (gap == 0.0 && gl_InstanceID > 0) strength = 0.0;
    gl_Position = place(corner);
  }
`;

const EDGE_FRAGMENT = /* glsl */ `
  uniform vec3 color;
  flat in float strength;
  out vec4 light;
  void main() {
    light = vec4(color * strength, 1.0);
  }
`;

/** Brightness of each byte, after the gamma; active cells stay above 0. */
const SHADES = Uint8Array.from({ length: 256 }, (_, byte) =>
  Math.round(255 * (byte / 255) ** GAMMA),
);
/** Brightness of a volume's glass. */
const GLASS = 0.045;
/** Brightness of the other sheets while one is shown alone. */
const DIMMED = 0.15;

const ADDITIVE = /** @type {const} */ ({
  glslVersion: GLSL3,
  blending: CustomBlending,
  blendEquation: AddEquation,
  blendSrc: OneFactor,
  blendDst: OneFactor,
  depthTest: false,
  depthWrite: false,
  transparent: true,
});

/**
 * One volume as a stack of sheets: one texture array, one draw call for the cells, one for the edges.
 */
export class Sheets {
  /** @param {VolumeBox} box */
  constructor(box) {
    const [channels = 1, rows = 1, cols = 1] = box.layer.shape;
    this.name = box.layer.name;
    this.texture = new DataArrayTexture(
      new Uint8Array(channels * rows * cols),
      cols,
      rows,
      channels,
    );
    this.texture.format = RedFormat;
    this.texture.type = UnsignedByteType;
    this.texture.minFilter = this.texture.magFilter = NearestFilter;
    this.texture.unpackAlignment = 1;
    this.texture.needsUpdate = true;

    const colour = rgb(layerColour(box.layer));
    const shared = { gap: { value: 0 }, x: { value: 0 }, size: { value: [1, 1] } };
    this.uniforms = {
      ...shared,
      cells: { value: this.texture },
      glass: { value: colour.map((part) => part * GLASS) },
      last: { value: channels - 1 },
      slid: { value: 0 },
      color: { value: colour },
      chosen: { value: -1 },
      others: { value: 1 },
      glow: { value: 1 },
    };

    /** Each slice's RGB colour and brightness gain. */
    this.ink = new InstancedBufferAttribute(new Float32Array(channels * 4), 4);
    sliceColours(box.layer).forEach((hex, slice) => this.ink.setXYZ(slice, ...rgb(hex)));

    /** The box around each slice's active cells: first and last row and col, as fractions. */
    this.span = new InstancedBufferAttribute(new Float32Array(channels * 4), 4);
    const faces = instanced([0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1], channels);
    faces.setAttribute("ink", this.ink);
    faces.setAttribute("span", this.span);
    const edges = instanced([0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0], channels);
    this.cells = new Mesh(
      faces,
      new ShaderMaterial({
        ...ADDITIVE,
        blendDst: OneMinusSrcColorFactor,
        uniforms: this.uniforms,
        vertexShader: CELLS_VERTEX,
        fragmentShader: CELLS_FRAGMENT,
        side: 2,
      }),
    );
    this.edges = new LineSegments(
      edges,
      new ShaderMaterial({
        ...ADDITIVE,
        uniforms: this.uniforms,
        vertexShader: EDGE_VERTEX,
        fragmentShader: EDGE_FRAGMENT,
      }),
    );
    // The shaders place the sheets, so three.js cannot compute their bounds.
    this.cells.frustumCulled = this.edges.frustumCulled = false;
    // The input is a picture, which needs no halos.
    this.halos = box.layer.role === "input" ? null : new Halos(box, this.uniforms);
    /** @type {Object3D[]} */
    this.objects = [this.cells, this.edges, ...(this.halos ? [this.halos.mesh] : [])];
    this.place(box);
  }

  /** @param {VolumeBox} box */
  place(box) {
    this.uniforms.x.value = box.x;
    this.uniforms.gap.value = box.gap;
    this.uniforms.size.value = [box.height, box.width];
    this.uniforms.slid.value = box.slid.by;
  }

  /** @param {number} glow  factor of the activations' brightness */
  dim(glow) {
    this.uniforms.glow.value = glow;
  }

  /**
   * @param {QuantisedVolume} volume
   * @param {Scale} scale
   */
  show(volume, scale) {
    // The gamma is applied here, once for each cell, since pixels are many more than cells.
    const shades = /** @type {Uint8Array} */ (this.texture.image.data);
    const { bytes } = volume;
    for (let i = 0; i < bytes.length; i++) shades[i] = SHADES[bytes[i] ?? 0] ?? 0;
    this.texture.needsUpdate = true;
    const factors = gains(volume, scale);
    factors.forEach((gain, slice) => this.ink.setW(slice, gain ** GAMMA));
    this.ink.needsUpdate = true;
    const { width, height } = this.texture.image;
    spans(volume.bytes, height, width, /** @type {Float32Array} */ (this.span.array));
    this.span.needsUpdate = true;
    this.halos?.show(volume, factors);
  }

  /**
   * @param {number|null} slice  the one with a bright edge
   * @param {boolean} alone  whether to dim the other sheets
   */
  choose(slice, alone) {
    this.uniforms.chosen.value = slice ?? -1;
    this.uniforms.others.value = slice !== null && alone ? DIMMED : 1;
  }

  dispose() {
    this.texture.dispose();
    this.halos?.dispose();
    for (const part of [this.cells, this.edges]) {
      part.geometry.dispose();
      part.material.dispose();
    }
  }
}

/**
 * Finds the box around each slice's active cells.
 *
 * @param {Uint8Array} bytes  of all slices
 * @param {number} rows
 * @param {number} cols
 * @param {Float32Array} into  four numbers a slice, fractions of a sheet: first row, first col, end of
 *   the rows, end of the cols; all 0 for a slice without active cells
 */
export function spans(bytes, rows, cols, into) {
  const cells = rows * cols;
  for (let slice = 0; slice * 4 < into.length; slice++) {
    let [top, left, bottom, right] = [rows, cols, 0, 0];
    const begin = slice * cells;
    for (let row = 0; row < rows; row++) {
      const start = begin + row * cols;
      for (let col = 0; col < cols; col++) {
        if (bytes[start + col] === 0) continue;
        if (row < top) top = row;
        bottom = row + 1;
        if (col < left) left = col;
        if (col >= right) right = col + 1;
      }
    }
    const at = slice * 4;
    const any = bottom > 0;
    into[at] = any ? top / rows : 0;
    into[at + 1] = any ? left / cols : 0;
    into[at + 2] = bottom / rows;
    into[at + 3] = right / cols;
  }
}

/**
 * @param {number[]} corners  pairs of (row, col)
 * @param {number} count
 */
function instanced(corners, count) {
  const geometry = new InstancedBufferGeometry();
  geometry.instanceCount = count;
  geometry.setAttribute("corner", new BufferAttribute(new Float32Array(corners), 2));
  // three.js takes the number of vertices from the attribute `position`.
  geometry.setAttribute(
    "position",
    new BufferAttribute(new Float32Array((corners.length / 2) * 3), 3),
  );
  return geometry;
}
