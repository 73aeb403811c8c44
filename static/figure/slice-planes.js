import {
  DataArrayTexture,
  InstancedBufferAttribute,
  LineSegments,
  Mesh,
  NearestFilter,
  RedFormat,
  UnsignedByteType,
} from "three";
import { spans } from "./active-span.js";
import { Halos } from "./cell-halos.js";
import { instanced, lightMaterial, rectangle } from "./light.js";
import {
  CELLS_FRAGMENT,
  CELLS_VERTEX,
  EDGE_FRAGMENT,
  EDGE_VERTEX,
  PICTURE_FRAGMENT,
} from "./slice-shaders.js";
import { GAMMA, gains, layerColour, rgb, sliceColours } from "../charts/layer-colours.js";

/** @import { Object3D } from "three" */
/** @import { VolumeBox } from "./layout.js" */
/** @import { Scale } from "../types/state.js" */
/** @import { QuantisedVolume } from "../types/api.js" */

/** Brightness of each byte, after the gamma; active cells stay above 0. */
const SHADES = Uint8Array.from({ length: 256 }, (_, byte) =>
  Math.round(255 * (byte / 255) ** GAMMA),
);
/** Brightness of a volume's glass. */
const GLASS = 0.045;
/** Brightness of the other sheets while one is shown alone. */
const DIMMED = 0.15;

/**
 * One volume as a stack of sheets: one texture array, one draw call for the cells, one for the edges.
 */
export class Sheets {
  /**
   * @param {VolumeBox} box
   * @param {number} order  of the volume, counted from the input
   */
  constructor(box, order) {
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
      grid: { value: [rows, cols] },
      viewport: { value: [1, 1] },
      slid: { value: 0 },
      color: { value: colour },
      chosen: { value: -1 },
      others: { value: 1 },
    };

    /** Each slice's RGB colour and brightness gain, the last slice first, as sheets are drawn. */
    this.ink = new InstancedBufferAttribute(new Float32Array(channels * 4), 4);
    sliceColours(box.layer).forEach((hex, slice) =>
      this.ink.setXYZ(channels - 1 - slice, ...rgb(hex)),
    );

    /** The box around each slice's active cells: first and last row and col, as fractions. */
    this.span = new InstancedBufferAttribute(new Float32Array(channels * 4), 4);
    const faces = instanced(rectangle([0, 0], [1, 1]), channels);
    faces.setAttribute("ink", this.ink);
    faces.setAttribute("span", this.span);
    const edges = instanced([0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0], channels);
    const { uniforms } = this;
    const picture = box.layer.role === "input";
    this.cells = new Mesh(
      faces,
      lightMaterial(picture ? "add" : "cover", {
        uniforms,
        vertexShader: CELLS_VERTEX,
        fragmentShader: picture ? PICTURE_FRAGMENT : CELLS_FRAGMENT,
      }),
    );
    this.edges = new LineSegments(
      edges,
      lightMaterial("add", { uniforms, vertexShader: EDGE_VERTEX, fragmentShader: EDGE_FRAGMENT }),
    );
    // The shaders place the sheets, so three.js cannot compute their bounds.
    this.cells.frustumCulled = this.edges.frustumCulled = false;
    // The input is a picture, which needs no halos.
    this.halos = picture ? null : new Halos(box, this.uniforms);
    /** @type {Object3D[]} */
    this.objects = [this.cells, this.edges, ...(this.halos ? [this.halos.mesh] : [])];
    // Volumes cover one another from back to front, as their sheets do.
    for (const object of this.objects) object.renderOrder = -order;
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
    // The gamma is applied here, once for each cell, since pixels are many more than cells.
    const shades = /** @type {Uint8Array} */ (this.texture.image.data);
    const { bytes } = volume;
    for (let i = 0; i < bytes.length; i++) shades[i] = SHADES[bytes[i] ?? 0] ?? 0;
    this.texture.needsUpdate = true;
    const factors = gains(volume, scale);
    const end = factors.length - 1;
    factors.forEach((gain, slice) => this.ink.setW(end - slice, gain ** GAMMA));
    this.ink.needsUpdate = true;
    const { width, height } = this.texture.image;
    spans(volume.bytes, height, width, /** @type {Float32Array} */ (this.span.array));
    this.span.needsUpdate = true;
    this.halos?.show(volume, factors);
  }

  /**
   * The light of a cell, and how much of the light behind it hides, both 0 to 1, as its shader has it.
   *
   * @param {number} channel
   * @param {number} row
   * @param {number} col
   */
  shine(channel, row, col) {
    const { data, width, height, depth } = this.texture.image;
    const shade = (data?.[(channel * height + row) * width + col] ?? 0) / 255;
    const bright = Math.min(shade * this.ink.getW(depth - 1 - channel), 1);
    const share = channel === this.uniforms.chosen.value ? 1 : this.uniforms.others.value;
    return { light: share * bright, cover: this.halos ? share * bright ** 0.75 : 0 };
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
