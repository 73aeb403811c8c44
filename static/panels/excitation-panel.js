import { drawExcited } from "../slices/excitation-view.js";
import { excitedStyle } from "../slices/excitation-style.js";
import { deselectTool } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Exciter } from "../types/excitation.js" */

/** What excites the chosen slice most: asked for by a press, shown by another. */
export class ExcitationPanel extends Panel {
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
   * Shows an object alone where it excites the slice, and the cell that answers it.
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
