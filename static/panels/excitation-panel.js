import { drawExcited } from "../slices/excitation-view.js";
import { excitedStyle } from "../slices/excitation-style.js";
import { deselectTool } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Exciter } from "../types/excitation.js" */

/** The objects that excite the selected slice most, computed on request. */
export class ExcitationPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["excited", "selection"]);

  static styles = [shared, excitedStyle];

  /** @param {Context} context */
  draw({ store, palette, excitation }) {
    return drawExcited(store.get("excited"), palette, {
      ask: () => void excitation.ask(),
      cancel: () => excitation.cancel(),
      see: (found) => this.see(found),
    });
  }

  /**
   * Sets a scene of one object where it excites the slice, and pins the most active cell.
   *
   * @param {Exciter} found
   */
  see({ object, row, col, cell }) {
    const { store } = this.requiredContext;
    const { slice } = store.get("selection");
    if (!slice) return;
    deselectTool(store);
    store.set("scene", { ...store.get("scene"), objects: [{ object, row, col }] });
    store.set("selection", { ...store.get("selection"), object: 0 });
    store.set("pinnedCell", { ...slice, ...cell });
  }
}

customElements.define("excitation-panel", ExcitationPanel);
