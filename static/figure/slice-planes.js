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
  in vec2 corner;
  vec4 place() {
    vec3 at = vec3(x + gap * float(gl_InstanceID), (0.5 - corner.x) * size.x,
      (corner.y - 0.5) * size.y);
    if (float(gl_InstanceID) == chosen) at.z += slid;
    return projectionMatrix * modelViewMatrix * vec4(at, 1.0);
  }
`;

const CELLS_VERTEX = /* glsl */ `
  ${PLACE}
  in vec4 ink;
  uniform float others;
  out vec3 at;
  flat out vec4 shade;
  flat out float share;
  void main() {
    at = vec3(corner.yx, float(gl_InstanceID));
    shade = ink;
    share = float(gl_InstanceID) == chosen ? 1.0 : others;
    gl_Position = place();
  }
`;

/** Blending is additive: sheets need no sorting, and activations shine through those in front. */
const CELLS_FRAGMENT = /* glsl */ `
  precision highp sampler2DArray;
  uniform sampler2DArray cells;
  uniform vec3 glass;
  in vec3 at;
  flat in vec4 shade;
  flat in float share;
  out vec4 light;
  void main() {
    float value = min(texture(cells, at).r * shade.a, 1.0);
    // Glass that catches light along its edges.
    vec2 edge = min(at.xy, 1.0 - at.xy);
    float rim = 1.0 + 1.6 * exp(-22.0 * min(edge.x, edge.y));
    light = vec4(share * (glass * rim + shade.rgb * pow(value, ${GAMMA.toFixed(2)})), 1.0);
  }
`;

const EDGE_VERTEX = /* glsl */ `
  ${PLACE}
  uniform float last;
  flat out float strength;
  void main() {
    // The first and the last sheet outline the volume.
    float end = gl_InstanceID == 0 || float(gl_InstanceID) == last ? 0.6 : 0.26;
    strength = float(gl_InstanceID) == chosen ? 1.0 : end;
    gl_Position = place();
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

/** Brightness of a volume's glass; its sheets share it, so that many of them are no fog. */
const GLASS = 0.05;
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
      glass: { value: colour.map((part) => (part * GLASS) / Math.sqrt(channels)) },
      last: { value: channels - 1 },
      slid: { value: 0 },
      color: { value: colour },
      chosen: { value: -1 },
      others: { value: 1 },
    };

    /** Each slice's RGB colour and brightness gain. */
    this.ink = new InstancedBufferAttribute(new Float32Array(channels * 4), 4);
    sliceColours(box.layer).forEach((hex, slice) => this.ink.setXYZ(slice, ...rgb(hex)));

    const faces = instanced([0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1], channels);
    faces.setAttribute("ink", this.ink);
    const edges = instanced([0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0], channels);
    this.cells = new Mesh(
      faces,
      new ShaderMaterial({
        ...ADDITIVE,
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

  /**
   * @param {QuantisedVolume} volume
   * @param {Scale} scale
   */
  show(volume, scale) {
    this.texture.image.data = volume.bytes;
    this.texture.needsUpdate = true;
    const factors = gains(volume, scale);
    factors.forEach((gain, slice) => this.ink.setW(slice, gain));
    this.ink.needsUpdate = true;
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
