import { BufferAttribute, BufferGeometry, LineBasicMaterial, LineLoop } from "three";
import { cellCentre, isDrawn } from "./layout.js";

/** @import { Layout } from "./layout.js" */
/** @import { Place } from "../types/api.js" */

/** Corners of a frame of side 1, in the plane of a sheet. */
const CORNERS = [0, -0.5, -0.5, 0, -0.5, 0.5, 0, 0.5, 0.5, 0, 0.5, -0.5];

/** A frame around one cell. */
export class Marker {
  constructor() {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(CORNERS), 3));
    const material = new LineBasicMaterial({ color: 0xffffff, depthTest: false });
    this.loop = new LineLoop(geometry, material);
    this.loop.renderOrder = 2;
    this.loop.frustumCulled = false;
    this.loop.visible = false;
  }

  /**
   * @param {Place|null} cell
   * @param {Layout} layout
   */
  show(cell, { volumes }) {
    const box = volumes.find(({ layer }) => layer.name === cell?.layer);
    this.loop.visible = Boolean(cell && box && isDrawn(box, cell.channel));
    if (!cell || !box) return;
    const [, rows = 1, cols = 1] = box.layer.shape;
    this.loop.position.set(...cellCentre(box, cell.channel, cell.row, cell.col));
    this.loop.scale.set(1, box.height / rows, box.width / cols);
  }

  dispose() {
    this.loop.geometry.dispose();
    this.loop.material.dispose();
  }
}
