import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { css, html, nothing, svg } from "lit";
import { dequal } from "dequal/lite";
import { urlOf } from "../server/api.js";
import { drawingOf } from "../scene/scene.js";
import { image } from "../charts/heat-map.js";
import { legend, legendStyle } from "./map-legend.js";
import { holds, overCanvas, scaleOf } from "./sweep-maps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Store } from "../state/store.js" */

/** Overlays of the laboratory on the scene's canvas, in px of the canvas. */

/** The keys of the store that the overlays depend on. */
export const OVER_KEYS = /** @type {const} */ (["pinned", "overlay", "sweeps", "sweepSettings"]);

export const overStyle = css`
  ${legendStyle}
  rect.ghost {
    stroke: var(--stage-a);
    stroke-dasharray: 3 2;
    stroke-width: 2;
  }
  image {
    image-rendering: pixelated;
  }
  image.ghost {
    opacity: 0.35;
  }
  /* With this blend mode the object shows through, and black is transparent. */
  image.map {
    mix-blend-mode: screen;
    opacity: 0.85;
  }
`;

/**
 * The sweep to overlay: the shown network's, while the swept object is on the canvas.
 *
 * @param {Store} store
 */
function laid(store) {
  const { id } = store.get("model");
  if (store.get("overlay") !== id) return undefined;
  return store
    .get("sweeps")
    .find(({ plan }) => plan.model === id && holds(store.get("scene"), plan));
}

/**
 * A sweep's map, with each position drawn at the object's centre.
 *
 * @param {Context} context
 */
export function mapOver({ store, palette }) {
  const sweep = laid(store);
  if (!sweep?.start || !sweep.fields) return nothing;
  const object = drawingOf(sweep.plan.scene, palette, sweep.start.object);
  if (!object) return nothing;
  const { field } = store.get("sweepSettings");
  const { rows, cols } = sweep.start;
  const box = overCanvas(sweep.start, object);
  const { colour } = scaleOf(field, store.get("sweeps"));
  const picture = image(rows.length, cols.length, sweep.fields[field], colour);
  return svg`<image class="map" href=${picture} preserveAspectRatio="none"
    x=${box.col} y=${box.row} width=${box.width} height=${box.height} />`;
}

/**
 * The legend of the map, for below the canvas.
 *
 * @param {Context} context
 */
export function legendOver({ store, cards }) {
  const sweep = laid(store);
  if (!sweep?.fields) return nothing;
  const { field } = store.get("sweepSettings");
  const title = cards.find((card) => card.id === sweep.plan.model)?.title;
  return html`<div class="quiet" data-overlay>
    ${msg(str`${named(title ?? "")}, at the object's middle.`)}
    ${legend(field, scaleOf(field, store.get("sweeps")))}
  </div>`;
}

/**
 * The pinned scene A, drawn faintly where its objects differ from B's.
 *
 * @param {Context} context
 */
export function ghost({ store, palette }) {
  const { objects, pictures } = store.get("scene");
  const pinned = store.get("pinned");
  return (pinned?.objects ?? []).map((placed, i) => {
    const drawing = pinned && drawingOf(pinned, palette, placed.object);
    const same =
      dequal(objects[i], placed) && pictures?.[placed.object] === pinned?.pictures?.[placed.object];
    if (!drawing || same) return nothing;
    const { height, width } = drawing;
    return svg`<image class="ghost" href=${urlOf(drawing.image)}
        x=${placed.col} y=${placed.row} width=${width} height=${height} />
      <rect class="ghost" x=${placed.col} y=${placed.row} width=${width} height=${height} />`;
  });
}
