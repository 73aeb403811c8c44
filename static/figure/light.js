import {
  AddEquation,
  BufferAttribute,
  CustomBlending,
  GLSL3,
  InstancedBufferGeometry,
  NormalBlending,
  OneFactor,
  OneMinusSrcAlphaFactor,
  ShaderMaterial,
} from "three";

/** @import { ShaderMaterialParameters } from "three" */

/**
 * How light meets what is drawn already: `add` adds to it, in any order; `cover` also hides as much of
 * it as its alpha says, so it is drawn from back to front; `paint` replaces that much of it.
 */
const BLENDING = {
  add: {
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: OneFactor,
  },
  cover: {
    blending: CustomBlending,
    blendEquation: AddEquation,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
  },
  paint: { blending: NormalBlending },
};

/**
 * A material of the figure: nothing in it hides by depth, and all is seen from both sides.
 *
 * @param {keyof typeof BLENDING} kind
 * @param {Pick<ShaderMaterialParameters, "uniforms"|"vertexShader"|"fragmentShader">} shader  its
 *   fragments write `out vec4 light`
 */
export function lightMaterial(kind, shader) {
  return new ShaderMaterial({
    ...BLENDING[kind],
    ...shader,
    glslVersion: GLSL3,
    depthTest: false,
    depthWrite: false,
    transparent: true,
    side: 2,
  });
}

/**
 * Corners of two triangles that fill a rectangle.
 *
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
export function rectangle([a, b], [c, d]) {
  return [a, b, c, b, a, d, a, d, c, b, c, d];
}

/**
 * A shape that is drawn many times, as its attributes of each instance say.
 *
 * @param {number[]} corners  pairs of numbers, the vertices' attribute `corner`
 * @param {number} count  of instances
 */
export function instanced(corners, count) {
  const geometry = new InstancedBufferGeometry();
  geometry.instanceCount = count;
  geometry.setAttribute("corner", new BufferAttribute(new Float32Array(corners), 2));
  // three.js takes the number of vertices from the attribute `position`.
  const positions = new Float32Array((corners.length / 2) * 3);
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  return geometry;
}
