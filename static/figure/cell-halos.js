import { DynamicDrawUsage, InstancedBufferAttribute, Mesh } from "three";
import { GAMMA, rgb, sliceColours } from "../charts/layer-colours.js";
import { MOST_SENT } from "../network/sent-slices.js";
import { instanced, lightMaterial, rectangle } from "./light.js";

/** @import { VolumeBox } from "./layout.js" */
/** @import { QuantisedVolume } from "../types/api.js" */

/**
 * A slice with up to `full` active cells has halos of full strength; from there they fade, and one with
 * more than `none` has no halos, since its cells are seen without. Of few cells, `share` may be active for
 * full strength, and twice as many for none.
 */
export const SPARSE = { full: 8, none: 32, share: 1 / 8 };
/**
 * Radius of a halo: in cells, and at least in px, so that a lone cell is seen from afar; but on a low stage
 * at most a share of its height, since cells stand close there and their halos would join. A halo reaches
 * at most so many px beyond its cell: large cells are seen without.
 */
const RADIUS = { cells: 1.7, px: 10, share: 0.033, beyond: 30 };
/** Number of sheets up to which halos have their full strength: those of more would add up to one glare. */
const SHEETS = 16;
/** Brightness of a halo where it begins, as a fraction of its cell's. */
const STRENGTH = 0.55;
/** Red light spreads more to the eye than any other, so halos of red cells are weaker by this factor. */
const RED = 0.7;

const VERTEX = /* glsl */ `
  uniform float gap;
  uniform float x;
  uniform float slices[${MOST_SENT}];
  uniform vec2 size;
  uniform vec2 grid;
  uniform float chosen;
  uniform float slid;
  uniform float others;
  uniform vec2 viewport;
  in vec2 corner;
  in vec3 place;
  in vec3 shine;
  out vec3 at;
  out vec2 away;
  flat out vec3 ink;
  flat out vec2 cell;
  void main() {
    bool own = place.x == chosen;
    vec2 unit = size / grid;
    vec3 centre = vec3(x + gap * slices[int(place.x)], (0.5 - (place.y + 0.5) / grid.x) * size.x,
      ((place.z + 0.5) / grid.y - 0.5) * size.y);
    if (own) centre.z += slid;
    vec4 clip = projectionMatrix * modelViewMatrix * vec4(centre, 1.0);
    float px = projectionMatrix[1][1] * viewport.y / (2.0 * clip.w);
    float least = min(${RADIUS.px.toFixed(1)}, ${RADIUS.share} * viewport.y);
    vec2 most = unit * 0.5 + ${RADIUS.beyond.toFixed(1)} / px;
    vec2 radius = max(min(unit * ${RADIUS.cells.toFixed(1)}, most), vec2(least / px));
    // Sheets are seen at an angle, so halos are wider than tall.
    radius.y *= 1.25;
    away = corner;
    cell = 0.5 * unit / radius;
    ink = (own ? 1.0 : others) * shine;
    vec2 shift = corner * radius;
    at = vec3((place.z + 0.5) / grid.y + shift.y / size.y,
      (place.y + 0.5) / grid.x - shift.x / size.x, place.x);
    gl_Position = projectionMatrix * modelViewMatrix * vec4(centre + vec3(0.0, shift), 1.0);
  }
`;

/** No halo lies over an active cell, so each cell keeps its exact colour. */
const FRAGMENT = /* glsl */ `
  precision highp sampler2DArray;
  uniform sampler2DArray cells;
  in vec3 at;
  in vec2 away;
  flat in vec3 ink;
  flat in vec2 cell;
  out vec4 light;
  void main() {
    float far = length(away);
    if (far > 1.0) discard;
    bool inside = at.x > 0.0 && at.y > 0.0 && at.x < 1.0 && at.y < 1.0;
    if (inside && texture(cells, at).r > 0.0) discard;
    float begin = min(max(cell.x, cell.y), 0.6);
    float fall = 1.0 - clamp((far - begin) / (1.0 - begin), 0.0, 1.0);
    light = vec4(ink * fall * fall, 1.0);
  }
`;

/** Halos around the active cells of a volume's sparse slices: one draw call, without work per cell. */
export class Halos {
  /**
   * @param {VolumeBox} box
   * @param {Record<string, { value: unknown }>} shared  uniforms of the volume's sheets
   */
  constructor({ layer, slices }, shared) {
    const [, rows = 1, cols = 1] = layer.shape;
    this.size = { rows, cols };
    this.inks = sliceColours(layer).map(rgb);
    const geometry = instanced(rectangle([-1, -1], [1, 1]), 0);
    const most = slices.length * SPARSE.none;
    this.place = new InstancedBufferAttribute(new Float32Array(most * 3), 3);
    this.shine = new InstancedBufferAttribute(new Float32Array(most * 3), 3);
    for (const [name, attribute] of Object.entries({ place: this.place, shine: this.shine })) {
      attribute.setUsage(DynamicDrawUsage);
      geometry.setAttribute(name, attribute);
    }
    const material = lightMaterial("add", {
      uniforms: shared,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
    });
    this.mesh = new Mesh(geometry, material);
    // The shader places the halos, so three.js cannot compute their bounds.
    this.mesh.frustumCulled = false;
    this.geometry = geometry;
    this.material = material;
  }

  /**
   * @param {QuantisedVolume} volume
   * @param {Float32Array} gains  factor of each slice's bytes
   */
  show({ bytes, active, slices }, gains) {
    const { rows, cols } = this.size;
    const [places, shines] = [this.place.array, this.shine.array];
    const share = Math.min(1, SHEETS / active.length);
    let count = 0;
    for (let slice = 0; slice < active.length; slice++) {
      const fade = fadeOf(active[slice] ?? 0, rows * cols);
      const ink = this.inks[slices?.[slice] ?? slice];
      if (fade === 0 || !ink) continue;
      const begin = slice * rows * cols;
      for (let i = 0; i < rows * cols && count * 3 < places.length; i++) {
        const byte = bytes[begin + i] ?? 0;
        if (byte === 0) continue;
        const value = Math.min((byte / 255) * (gains[slice] ?? 1), 1);
        const strength = STRENGTH * share * bloomOf(ink) * fade * value ** GAMMA;
        const at = count * 3;
        places[at] = slice;
        places[at + 1] = Math.floor(i / cols);
        places[at + 2] = i % cols;
        for (let part = 0; part < 3; part++) shines[at + part] = (ink[part] ?? 0) * strength;
        count += 1;
      }
    }
    if (count === 0 && this.geometry.instanceCount === 0) return;
    this.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    this.place.needsUpdate = this.shine.needsUpdate = true;
  }

  dispose() {
    this.geometry.dispose();
    this.material.dispose();
  }
}

/**
 * Strength of halos of a colour, relative to other colours.
 *
 * @param {number[]} ink  RGB, 0 to 1
 */
export function bloomOf([red = 0, green = 0, blue = 0]) {
  return red > 0.5 && green < 0.25 && blue < 0.25 ? RED : 1;
}

/**
 * Strength of the halos of a slice: less the more cells are active, by number and as a share of all.
 *
 * @param {number} active  its number of active cells
 * @param {number} cells  number of all
 * @returns {number}  0 to 1
 */
export function fadeOf(active, cells) {
  if (active <= 0) return 0;
  const fade = (SPARSE.none - active) / (SPARSE.none - SPARSE.full);
  const share = 2 - active / (SPARSE.share * cells);
  return Math.min(Math.max(Math.min(fade, share), 0), 1);
}
