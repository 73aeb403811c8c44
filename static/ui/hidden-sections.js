/** @import { Store } from "../state/store.js" */

/**
 * The parts of the page that a link can hide (`docs/embedding.md`), with their selectors. The figure
 * itself cannot be hidden.
 *
 * @type {Record<string, string>}
 */
export const HIDEABLE = {
  header: "header",
  scene: "scene-panel",
  own: "drawing-panel",
  palette: "palette-panel",
  bar: "figure-bar",
  outputs: "outputs-panel",
  cell: "cell-panel",
  activity: "active-cells-panel",
  card: "card-panel",
  microscope: "microscope-panel",
  slices: "slices-panel",
  lab: "lab-panel",
  tour: "tour-switch, tour-panel",
};

/**
 * Hides parts of the page by the state, and columns without any visible part.
 *
 * @param {Store} store
 * @param {ParentNode} page
 */
export function followHidden(store, page) {
  const apply = () => {
    const hidden = new Set(store.get("hidden"));
    for (const [name, selector] of Object.entries(HIDEABLE)) {
      for (const element of page.querySelectorAll(selector)) {
        element.classList.toggle("away", hidden.has(name));
      }
    }
    for (const column of page.querySelectorAll("main > .left, main > .right")) {
      const empty = [...column.children].every(({ classList }) => classList.contains("away"));
      column.classList.toggle("away", empty);
    }
  };
  store.on(["hidden"], apply);
  apply();
}
