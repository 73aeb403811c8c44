import { css, html, svg } from "lit";
import { middlesIn } from "./places.js";
import { placedDrawing } from "../scene/scene.js";
import { restricted } from "../network/training-region.js";
import { pixelCanvasStyle } from "../scene/layered-canvas.js";
import { paintScene } from "../scene/scene-painter.js";
import { shown } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */

/** A small picture of a scene, with where the object's middle was in training. */
export class StillCanvas extends Panel {
  static properties = { ...Panel.properties, scene: { attribute: false } };

  static styles = [
    shared,
    pixelCanvasStyle,
    css`
      :host {
        aspect-ratio: var(--ratio, 1);
        background: #000;
        border: 1px solid var(--stage-line);
      }
      rect {
        fill: none;
        stroke: #fff;
        stroke-opacity: 0.6;
        stroke-dasharray: 1 3;
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Scene} */
    this.scene = { objects: [] };
  }

  /** @param {Context} context */
  draw({ store, palette }) {
    const [, rows, cols] = store.get("model").input_shape;
    const drawing = placedDrawing(this.scene, palette, this.scene.objects[0]);
    const regions = shown(store).flatMap(({ card }) => restricted(card) ?? []);
    const boxes = regions.flatMap((region) => (drawing && middlesIn(region, drawing)) ?? []);
    return html`<canvas width=${cols} height=${rows}></canvas>
      <svg viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
        ${boxes.map(
          ({ top, left, height, width }) =>
            svg`<rect x=${left} y=${top} width=${width} height=${height} />`,
        )}
      </svg>`;
  }

  updated() {
    this.paint();
  }

  paint() {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas && this.context) {
      paintScene(canvas, this.scene, this.context.sprites, () => this.paint());
    }
  }
}

customElements.define("still-canvas", StillCanvas);
