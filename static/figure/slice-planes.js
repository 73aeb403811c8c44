import {
  BoxGeometry,
  DataArrayTexture,
  FrontSide,
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
  STACK_FRAGMENT,
  STACK_VERTEX,
} from "./slice-shaders.js";
import { GAMMA, gains, layerColour, rgb, sliceColours } from "../charts/layer-colours.js";
import { MOST_SENT, placeOf } from "../network/sent-slices.js";

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
/**
 * A volume of more sheets than `sheets`, whose active cells would fill so many or more, is drawn as one box:
 * its front sheets hide most of what is behind them.
 */
const DENSE = { sheets: 16, filled: 32 };
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
    const [, rows = 1, cols = 1] = box.layer.shape;
    const channels = box.slices.length;
    /** Number of the slice on each sheet. */
    this.slices = box.slices;
    /** The slice with a bright edge. @type {number|null} */
    this.chosen = null;
    this.inks = sliceColours(box.layer).map(rgb);
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
      slices: { value: Float32Array.from({ length: MOST_SENT }, (_, i) => box.slices[i] ?? i) },
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
    this.colour();

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
    const most = { inks: { value: new Float32Array(4 * MOST_SENT) } };
    this.inksBySheet = most.inks.value;
    this.stack =
      picture || channels <= DENSE.sheets
        ? null
        : new Mesh(
            new BoxGeometry(),
            lightMaterial("cover", {
              uniforms: { ...uniforms, ...most },
              vertexShader: STACK_VERTEX,
              fragmentShader: STACK_FRAGMENT,
            }),
          );
    if (this.stack) {
      // Of a box, each pixel of the screen has one front.
      this.stack.material.side = FrontSide;
      this.stack.frustumCulled = false;
      this.stack.visible = false;
    }
    this.edges = new LineSegments(
      edges,
      lightMaterial("add", { uniforms, vertexShader: EDGE_VERTEX, fragmentShader: EDGE_FRAGMENT }),
    );
    // The shaders place the sheets, so three.js cannot compute their bounds.
    this.cells.frustumCulled = this.edges.frustumCulled = false;
    // The input is a picture, which needs no halos.
    this.halos = picture ? null : new Halos(box, this.uniforms);
    /** @type {Object3D[]} */
    this.objects = [
      this.cells,
      ...(this.stack ? [this.stack] : []),
      this.edges,
      ...(this.halos ? [this.halos.mesh] : []),
    ];
    // Volumes cover one another from back to front, as their sheets do.
    for (const object of this.objects) object.renderOrder = -order;
    this.place(box);
  }

  /** Gives each sheet its slice's colour. */
  colour() {
    const end = this.slices.length - 1;
    for (let sheet = 0; sheet <= end; sheet++) {
      const [red, green, blue] = this.inks[this.slices[sheet] ?? sheet] ?? [1, 1, 1];
      this.ink.setXYZ(end - sheet, red, green, blue);
    }
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
   * @param {VolumeBox} box
   */
  show(volume, scale, { slices }) {
    if (volume.slices) {
      this.slices = slices;
      this.uniforms.slices.value.set(Array.from(slices));
      this.colour();
      this.uniforms.chosen.value = this.chosen === null ? -1 : placeOf(slices, this.chosen);
    }
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
    this.pile(volume.active);
    this.halos?.show(volume, factors);
  }

  /**
   * Chooses between one box and single sheets, whichever fills fewer pixels.
   *
   * @param {Int32Array} active  number of each slice's active cells
   */
  pile(active) {
    if (!this.stack) return;
    const { width, height } = this.texture.image;
    const cells = active.reduce((sum, count) => sum + count, 0);
    this.stack.visible = cells >= DENSE.filled * width * height;
    this.cells.visible = !this.stack.visible;
    const inks = this.ink.array;
    const end = inks.length / 4 - 1;
    for (let sheet = 0; sheet <= end; sheet++)
      for (let part = 0; part < 4; part++)
        this.inksBySheet[4 * sheet + part] = inks[4 * (end - sheet) + part] ?? 0;
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
    const sheet = placeOf(this.slices, channel);
    const shade = (data?.[(sheet * height + row) * width + col] ?? 0) / 255;
    const bright = Math.min(shade * this.ink.getW(depth - 1 - sheet), 1);
    const share = sheet === this.uniforms.chosen.value ? 1 : this.uniforms.others.value;
    return { light: share * bright, cover: this.halos ? share * bright ** 0.75 : 0 };
  }

  /**
   * @param {number|null} slice  the one with a bright edge
   * @param {boolean} alone  whether to dim the other sheets
   */
  choose(slice, alone) {
    this.chosen = slice;
    this.uniforms.chosen.value = slice === null ? -1 : placeOf(this.slices, slice);
    this.uniforms.others.value = slice !== null && alone ? DIMMED : 1;
  }

  dispose() {
    this.texture.dispose();
    this.halos?.dispose();
    for (const part of [this.cells, this.edges, ...(this.stack ? [this.stack] : [])]) {
      part.geometry.dispose();
      part.material.dispose();
    }
  }
}
