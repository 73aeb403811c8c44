import { dequal } from "dequal/lite";
import { LocalSpace } from "../browser/local-space.js";
import { cellAt, unitAt } from "./stage-picking.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Side } from "../types/state.js" */
/** @import { LabelLayers } from "./label-layers.js" */
/** @import { Stage } from "./stage.js" */

/**
 * A figure that a pointer is over.
 *
 * @typedef {object} Host
 * @property {Stage|null} stage
 * @property {LabelLayers|null} labels
 * @property {Side} side
 * @property {boolean} plain  whether nothing on it can be pinned
 * @property {boolean} still  whether it is only looked at
 * @property {boolean} byKeys  whether keys selected the cell
 * @property {Context} requiredContext
 * @property {() => void} showSelection
 * @property {() => void} forget
 * @property {(scale: number) => void} rescale  draws for that length of its px on the page
 */

/** Distance up to which a press is a click and not a drag, px. */
const SLACK = 4;

/** What a pointer does on a figure: hovering selects a cell, pressing pins it. */
export class FigurePointer {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    /** Position of the last press, px. */
    this.pressed = [0, 0];
    /** The slice whose mark is under the pointer. @type {{ layer: string, channel: number }|null} */
    this.mark = null;

    /** @param {PointerEvent} event */
    this.hover = (event) => {
      const { stage, labels, side, still } = host;
      const turning = event.type === "pointermove" && event.buttons !== 0;
      // The first screen has no room for what a cell tells.
      if (!stage || turning || still) return;
      host.byKeys = false;
      const { store } = host.requiredContext;
      const was = store.get("selection");
      const { x, y } = this.at(stage, event);
      const mark = labels?.pick(x, y) ?? null;
      const unit = mark ? null : unitAt(stage, x, y);
      stage.canvas.toggleAttribute("data-over", unit !== null || mark !== null);
      if (!dequal(mark, this.mark)) {
        this.mark = mark;
        host.showSelection();
      }
      const place = unit || mark ? null : cellAt(stage, x, y);
      const cell = place && { side, ...place };
      if (!dequal(cell, was.cell)) store.set("selection", { ...was, cell });
    };

    /** @param {PointerEvent} event */
    this.press = (event) => {
      this.pressed = [event.clientX, event.clientY];
      host.stage?.canvas.toggleAttribute("data-pressed", true);
      this.hover(event);
    };

    /**
     * Pins the clicked cell, or unit of the head, in the microscope. A press on a slice's mark selects
     * or deselects the slice.
     *
     * @param {MouseEvent} event
     */
    this.pin = (event) => {
      const [downX = 0, downY = 0] = this.pressed;
      const { stage, labels, side, plain, still } = host;
      // Embedded figures have no microscope.
      if (plain || still || Math.hypot(event.clientX - downX, event.clientY - downY) > SLACK)
        return;
      const { store } = host.requiredContext;
      const { x, y } = stage ? this.at(stage, event) : { x: NaN, y: NaN };
      const unit = stage && unitAt(stage, x, y);
      const { slice } = store.get("selection");
      const mark = labels?.pick(x, y);
      if (mark) {
        const same = slice?.layer === mark.layer && slice.channel === mark.channel;
        store.set("selection", {
          ...store.get("selection"),
          slice: same ? null : { side, ...mark },
        });
        return;
      }
      // A mouse means the cell that it shows already; a lifted finger has left the figure before its click.
      const { cell } = store.get("selection");
      const shown = cell?.side === side ? cell : stage && cellAt(stage, x, y);
      const pressed = unit ?? shown;
      if (pressed) store.set("pinnedCell", { side, ...pressed });
    };

    /**
     * Clears the hover of a leaving pointer. On an embedded figure a lifted finger keeps its selection:
     * it has no microscope to show the cell.
     *
     * @param {PointerEvent} event
     */
    this.leave = (event) => {
      if (event.pointerType !== "mouse" && host.plain) return;
      host.forget();
      if (!this.mark) return;
      this.mark = null;
      host.showSelection();
    };
  }

  /**
   * A pointer's place, px of the stage.
   *
   * @param {Stage} stage
   * @param {MouseEvent} event
   */
  at(stage, event) {
    const space = new LocalSpace(stage.canvas);
    // Browsers do not tell when something around the figure is scaled.
    this.host.rescale(space.scale);
    return space.at(event);
  }
}
