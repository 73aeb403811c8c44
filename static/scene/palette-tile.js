import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { css, html } from "lit";
import { urlOf } from "../server/api.js";
import { press } from "./tools/place.js";

/** @import { Sprite } from "../types/api.js" */

/**
 * A tile of an object, to place by a press or to drag to the canvas; by a finger, sideways at first.
 *
 * @param {Sprite} drawing  the object
 * @param {object} options
 * @param {number} options.scale  px of the page per px of the object
 * @param {boolean} options.full  whether the scene is full
 * @param {string} [options.name]  default: the object's title
 * @param {() => void} options.place
 * @param {(pointerId: number) => void} options.carry
 */
export function tile(drawing, { scale, full, name = named(drawing.title), place, carry }) {
  return html`
    <button
      class="tile"
      title=${msg(str`Place: ${name}`)}
      ?disabled=${full}
      @click=${place}
      @pointerdown=${(/** @type {PointerEvent} */ event) => press(event, carry)}
    >
      <span class="pad">
        <img
          src=${urlOf(drawing.image)}
          alt=""
          width=${drawing.width * scale}
          height=${drawing.height * scale}
          draggable="false"
        />
      </span>
      <span class="name">${name}</span>
    </button>
  `;
}

/** Style of tiles in a `.tiles` grid. In a `.small` one their names are for screen readers only. */
export const tiles = css`
  .tiles {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: var(--gap-2);
  }
  .tile {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--gap-1);
    padding: var(--gap-1);
    font-size: var(--small);
    /* A finger carries the object. */
    touch-action: none;
  }
  @media (max-width: 720px) {
    /* The palette is far below the canvas: up and down, a finger scrolls the page. */
    .tile {
      touch-action: var(--tile-touch, pan-y);
    }
  }
  .pad {
    display: grid;
    grid-template-rows: 100%;
    place-items: center;
    width: 100%;
    height: 52px;
    background: #000;
    border-radius: calc(var(--radius) - 3px);
  }
  img {
    max-width: 100%;
    max-height: 100%;
    object-fit: contain;
    image-rendering: pixelated;
    pointer-events: none;
  }
  .small {
    grid-template-columns: repeat(10, minmax(0, 1fr));
    gap: 2px;
  }
  .small .tile {
    padding: 0;
    min-height: 2.25rem;
    background: #000;
  }
  .small .pad {
    height: 100%;
  }
  .small img {
    height: auto;
  }
  .small .name {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
