import { msg } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { css, html, nothing, svg } from "lit";
import { dequal } from "dequal/lite";
import { urlOf } from "../server/api.js";
import { placedDrawing } from "../scene/scene.js";
import { legend, legendStyle, tileKey } from "./map-legend.js";
import { laid, scaleOf, shownField } from "./sweep-maps.js";
import "./sweep-overlay.js";

/** @import { Context } from "../ui/panel.js" */

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
  .over {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
    margin-top: var(--gap-2);
  }
  .over > p {
    flex: 1 1 9rem;
    min-width: 0;
  }
  .over strong {
    margin-right: var(--gap-2);
  }
  .over button {
    order: 1;
  }
  /* Beside the figure of a small screen, the button stands in the legend's first line. */
  @media (max-width: 1100px) {
    .over {
      display: block;
      margin: 0;
    }
    .over button {
      float: right;
      min-height: 0;
      padding-block: 0;
    }
    .over .one {
      display: inline-block;
      white-space: normal;
    }
  }
  /* On phones, where a finger needs it whole, in the place of *Remove*. */
  @media (max-width: 720px) {
    :host(:not([plain])) .over {
      display: contents;
    }
    :host([mapped]:not([plain])) .line .tools {
      display: none;
    }
    :host(:not([plain])) .over > button {
      grid-area: 2 / 2;
      justify-self: start;
      min-height: 2.5rem;
      white-space: nowrap;
    }
    :host(:not([plain])) .over > p {
      grid-area: 4 / 2 / auto / -1;
    }
  }
  image.ghost {
    opacity: 0.35;
  }
`;

/**
 * What the map over the canvas shows, with a button that takes it away.
 *
 * @param {Context} context
 */
export function legendOver({ store, cards }) {
  const sweep = laid(store);
  if (!sweep?.fields) return nothing;
  const field = shownField(store, cards);
  const card = cards.find(({ id }) => id === sweep.plan.model);
  // The map over the canvas has no hatching.
  return html`<div class="quiet over" data-overlay>
    <button @click=${() => store.set("overlay", null)}>${msg("Hide map")}</button>
    <p>
      ${store.get("sweeps").length > 1 ? html`<strong>${named(card?.title ?? "")}</strong>` : nothing}
      ${field === "correct" ? tileKey(sweep, card) : legend(field, scaleOf(field, store.get("sweeps")), [{ ...sweep, end: null }])}
    </p>
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
    const drawing = pinned && placedDrawing(pinned, palette, placed);
    const same =
      dequal(objects[i], placed) && pictures?.[placed.object] === pinned?.pictures?.[placed.object];
    if (!drawing || same) return nothing;
    const { height, width } = drawing;
    return svg`<image class="ghost" href=${urlOf(drawing.image)}
        x=${placed.col} y=${placed.row} width=${width} height=${height} />
      <rect class="ghost" x=${placed.col} y=${placed.row} width=${width} height=${height} />`;
  });
}
