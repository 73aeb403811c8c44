import { BufferAttribute, BufferGeometry, Points } from "three";
import { lightMaterial } from "./light.js";
import { HEAD_COLOUR, rgb } from "../charts/layer-colours.js";

/** @import { Column } from "./layout.js" */

const VERTEX = /* glsl */ `
  uniform float diameter;
  in float value;
  out float shine;
  void main() {
    shine = value;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
    gl_PointSize = diameter * (0.75 + 0.25 * value);
  }
`;

const FRAGMENT = /* glsl */ `
  uniform vec3 color;
  in float shine;
  out vec4 light;
  void main() {
    float r = length(gl_PointCoord - 0.5) * 2.0;
    if (r > 1.0) discard;
    float rim = smoothstep(0.72, 0.82, r) * smoothstep(1.0, 0.92, r);
    light = vec4(color * max(rim * 0.5, 0.07 + 0.93 * shine), 1.0);
  }
`;

/** One layer of the head as a column of discs; brightness is the unit's activation. */
export class Units {
  /** @param {Column} column */
  constructor(column) {
    this.name = column.layer.name;
    const geometry = new BufferGeometry();
    const count = column.places.length;
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(count * 3), 3));
    this.values = new BufferAttribute(new Float32Array(count), 1);
    geometry.setAttribute("value", this.values);
    this.material = lightMaterial("paint", {
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        diameter: { value: 10 },
        color: { value: rgb(HEAD_COLOUR) },
      },
    });
    this.points = new Points(geometry, this.material);
    this.points.frustumCulled = false;
    // Behind the volumes, yet never dimmed by their cells.
    this.points.renderOrder = 0.5;
    this.place(column);
  }

  /** @param {Column} column */
  place(column) {
    const position = this.points.geometry.getAttribute("position");
    column.places.forEach((at, unit) => position.setXYZ(unit, column.x, at.y, at.z));
    position.needsUpdate = true;
  }

  /** @param {number} diameter  px on the screen */
  size(diameter) {
    this.material.uniforms.diameter.value = diameter;
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {number} full  the value of full brightness
   */
  show(values, full) {
    for (let unit = 0; unit < this.values.count; unit++) {
      this.values.setX(unit, Math.min(Math.max((values[unit] ?? 0) / full, 0), 1));
    }
    this.values.needsUpdate = true;
  }

  dispose() {
    this.points.geometry.dispose();
    this.material.dispose();
  }
}
