import { css, html, nothing, svg } from "lit";
import { guard } from "lit/directives/guard.js";
import { isTrained, middlesIn, placesOn } from "./places.js";
import { boxOf, GAP, nearest, TILE } from "./tiles.js";

/** @import { Box } from "../network/training-region.js" */
/** @import { Placement, Sprite } from "../types/api.js" */
/** @import { Size } from "./places.js" */

export const placesStyle = css`
  .places {
    fill: #fff;
    opacity: 0.055;
  }
  .places.learned {
    opacity: 0.13;
  }
  .middles {
    fill: none;
    stroke: #fff;
    stroke-opacity: 0.85;
    stroke-dasharray: 1 3.5;
    stroke-linecap: round;
    stroke-width: 2;
  }
  .now {
    fill: none;
    stroke: #fff;
    stroke-width: 1.5;
  }
  /* Names the places where a network learned, above them. */
  .where {
    position: absolute;
    font-size: max(var(--least, 0px), clamp(0.8125rem, calc(0.035 * var(--canvas)), 1.25rem));
    line-height: 1.15;
    white-space: nowrap;
    color: #fff;
    text-shadow:
      0 0 3px #000,
      0 0 3px #000;
    pointer-events: none;
  }
`;

/**
 * All places of an object's middle as faint slots for tiles; those where a network learned are brighter
 * and framed.
 *
 * @param {Size} canvas  px
 * @param {Sprite} object
 * @param {Box[]} regions  of training, px
 */
export function placesView(canvas, object, regions) {
  return guard([JSON.stringify([canvas, object.height, object.width, regions])], () => {
    const places = placesOn(canvas, object);
    const learned = places.filter((place) =>
      regions.some((region) => isTrained(place, region, object)),
    );
    return svg`
      <path class="places" d=${slots(places, object)} />
      <path class="places learned" d=${slots(learned, object)} />
      ${regions.map((region) => {
        const box = middlesIn(region, object);
        return box
          ? svg`<rect class="middles" x=${box.left - GAP} y=${box.top - GAP} rx="0.8"
              width=${box.width + 2 * GAP} height=${box.height + 2 * GAP} />`
          : nothing;
      })}`;
  });
}

/**
 * The slot at which the object's middle is now; nothing between slots, where a tile's answer is not the
 * object's.
 *
 * @param {Placement} placed
 * @param {Sprite} object
 */
export function placeNow(placed, object) {
  const place = nearest(placed);
  if (place.row !== placed.row || place.col !== placed.col) return nothing;
  const { x, y } = boxOf(place, object);
  return svg`<rect class="now" x=${x} y=${y} width=${TILE} height=${TILE} rx="0.7" />`;
}

/**
 * Labels of the places where a network learned.
 *
 * @param {Size} canvas  px
 * @param {Sprite} object
 * @param {Box[]} regions  px
 * @param {string} text
 */
export function placesLabels({ height, width }, object, regions, text) {
  return regions.map((region) => {
    const box = middlesIn(region, object);
    if (!box) return nothing;
    const [bottom, start] = [height - box.top + TILE, box.left];
    // Large letters reach down to the places, not over the canvas's edge.
    const low = `min(${(100 * bottom) / height}%, 100% - 1.2em)`;
    const place = `bottom: ${low}; left: ${(100 * start) / width}%`;
    return html`<span class="where" .style=${place}>${text}</span>`;
  });
}

/**
 * Squares as one path.
 *
 * @param {{ row: number, col: number }[]} places
 * @param {Sprite} object
 */
function slots(places, object) {
  const side = TILE - GAP;
  return places
    .map((place) => {
      const { x, y } = boxOf(place, object);
      return `M${x + GAP / 2} ${y + GAP / 2}h${side}v${side}h${-side}z`;
    })
    .join("");
}
