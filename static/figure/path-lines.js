import { InstancedBufferAttribute, Mesh } from "three";
import { cellCentre, isDrawn, unitPlace } from "./layout.js";
import { instanced, lightMaterial, rectangle } from "./light.js";

/** @import { Layout } from "./layout.js" */
/** @import { HeadLink, Share, CellRef } from "../types/api.js" */
/** @import { Unit } from "../types/state.js" */

/**
 * Colours of positive and of negative contributions: of the live scene, and of the pinned scene A,
 * whose lines are dashed.
 */
const INKS = {
  live: { speaks: [1, 0.95, 0.86], against: [0.95, 0.33, 0.27] },
  pinned: { speaks: [1, 0.36, 0.74], against: [0.8, 0.45, 0.15] },
};
/**
 * Lengths of a dash with the gap after it, and of the dash alone, px. Negative contributions are
 * dotted, so that they differ by more than hue.
 */
const PATTERN = { whole: [1, 1], dashed: [12, 7], dotted: [6, 2.5] };
/** Two lines a link, cell to unit and unit to output, for the most links that a frame may have. */
const MAX_LEGS = 128;
/** Distance from a line's middle at which its glow ends, px. */
const REACH = 7;

/** A ribbon of constant width on the screen between two points of the figure. */
const VERTEX = /* glsl */ `
  uniform vec2 viewport;
  in vec2 corner;
  in vec3 begin;
  in vec3 end;
  in vec4 ink;
  in vec2 pattern;
  out float across;
  out float along;
  flat out vec4 shade;
  flat out vec2 dash;
  void main() {
    vec4 a = projectionMatrix * modelViewMatrix * vec4(begin, 1.0);
    vec4 b = projectionMatrix * modelViewMatrix * vec4(end, 1.0);
    vec2 from = a.xy / a.w;
    vec2 way = (b.xy / b.w - from) * viewport * 0.5;
    float size = max(length(way), 0.001);
    vec2 side = vec2(-way.y, way.x) / size;
    across = corner.y * ${REACH.toFixed(1)};
    along = corner.x * size;
    shade = ink;
    dash = pattern;
    // Finer on a small stage.
    float thick = clamp(viewport.y / 300.0, 0.5, 1.15);
    vec2 px = way * corner.x + side * across * thick;
    gl_Position = vec4(from + px * 2.0 / viewport, 0.0, 1.0);
  }
`;

const FRAGMENT = /* glsl */ `
  uniform float glow;
  in float across;
  in float along;
  flat in vec4 shade;
  flat in vec2 dash;
  out vec4 light;
  void main() {
    if (mod(along, dash.x) > dash.y) discard;
    float core = 1.0 - smoothstep(0.35, 1.2, abs(across) / (0.55 + 0.6 * shade.a));
    float halo = glow * exp(-across * across / 7.0);
    float cover = max(core, halo) * shade.a;
    light = glow > 0.0 ? vec4(shade.rgb * cover, 1.0) : vec4(shade.rgb, cover);
  }
`;

/** Live lines add their light, like the input; pinned ones keep their colour. */
const BLENDING = /** @type {const} */ ({ live: "add", pinned: "paint" });

/**
 * The strongest contributions, strongest first: through the head to one output, or from the layer
 * before to one unit.
 *
 * @typedef {{ output: number, links: HeadLink[] }} Through
 * @typedef {{ unit: Unit, from: string, shares: Share[] }} To
 * @typedef {Through|To} HeadPath
 */

/** A path through the head, brighter and wider where contributions are larger: one draw call. */
export class Links {
  /** @param {"live"|"pinned"} kind */
  constructor(kind) {
    this.kind = kind;
    const geometry = instanced(rectangle([0, -1], [1, 1]), 0);
    this.attributes = {
      begin: new InstancedBufferAttribute(new Float32Array(MAX_LEGS * 3), 3),
      end: new InstancedBufferAttribute(new Float32Array(MAX_LEGS * 3), 3),
      ink: new InstancedBufferAttribute(new Float32Array(MAX_LEGS * 4), 4),
      pattern: new InstancedBufferAttribute(new Float32Array(MAX_LEGS * 2), 2),
    };
    for (const [name, attribute] of Object.entries(this.attributes))
      geometry.setAttribute(name, attribute);
    this.geometry = geometry;
    this.viewport = { value: [1, 1] };
    this.material = lightMaterial(BLENDING[kind], {
      uniforms: { viewport: this.viewport, glow: { value: kind === "live" ? 0.3 : 0 } },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
    });
    this.mesh = new Mesh(geometry, this.material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 1;
  }

  /**
   * @param {HeadPath|null} headPath
   * @param {Layout} layout
   */
  show(headPath, layout) {
    const { begin, end, ink, pattern } = this.attributes;
    const ways = headPath ? waysOf(headPath, layout) : [];
    const largest = Math.abs(ways[0]?.contribution ?? 1) || 1;
    let count = 0;
    for (const { points, contribution } of ways) {
      const sense = contribution < 0 ? "against" : "speaks";
      const strength = Math.abs(contribution) / largest;
      const live = sense === "against" ? PATTERN.dotted : PATTERN.whole;
      for (const [i, to] of points.slice(1).entries()) {
        if (count === MAX_LEGS) break;
        begin.set(points[i] ?? to, count * 3);
        end.set(to, count * 3);
        ink.set([...INKS[this.kind][sense], strength], count * 4);
        pattern.set(this.kind === "live" ? live : PATTERN.dashed, count * 2);
        count += 1;
      }
    }
    this.geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    for (const attribute of Object.values(this.attributes)) attribute.needsUpdate = true;
  }

  dispose() {
    this.geometry.dispose();
    this.material.dispose();
  }
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
    const at = column && unitPlace(column, ref.unit);
    return column && at ? [column.x, at.y, at.z] : null;
  }
  const box = volumes.find(({ layer }) => layer.name === name);
  return box && isDrawn(box, ref.channel) ? cellCentre(box, ref.channel, ref.row, ref.col) : null;
}
