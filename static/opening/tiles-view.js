import { css, svg } from "lit";
import { guard } from "lit/directives/guard.js";
import { named } from "../i18n/locale.js";
import { boxOf, GAP, TILE } from "./tiles.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { Tile, Tiles } from "../types/state.js" */

/** Time over which the tiles of all places fall, ms, and how long each falls. */
const RAIN_MS = 2400;
const FALL_MS = 500;
/** Side of a tile, px of the canvas. */
const SIDE = TILE - GAP;

export const tileStyle = css`
  /* With this blend mode the object shows through: tiles are the floor that it stands on. */
  .tiles {
    mix-blend-mode: screen;
  }
  .tile rect {
    fill: var(--tile);
    opacity: 0.4;
  }
  .tile text {
    fill: var(--tile);
    fill-opacity: 1;
    font-size: 3.4px;
    font-weight: 700;
    text-anchor: middle;
  }
  .tile path {
    fill: none;
    stroke: var(--tile);
    stroke-width: 0.45;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .tile.right {
    --tile: var(--good);
  }
  .tile.wrong {
    --tile: var(--bad);
  }
  /* On a small canvas in projector mode marks fill their tiles, to be read from the back row. */
  :host([bare]) .board {
    container-type: inline-size;
  }
  @container (max-width: 28rem) {
    :host([bare]) .tile :is(text, path) {
      transform: scale(1.4);
      transform-origin: ${SIDE / 2}px ${SIDE / 2}px;
    }
  }
  .tile.falls > g {
    animation: fall ${FALL_MS}ms cubic-bezier(0.3, 0, 0.6, 1) var(--delay) backwards;
  }
  @keyframes fall {
    from {
      opacity: 0;
      transform: translateY(-24px);
    }
  }
`;

/**
 * The canvas's tiles: ✓ where the answer was right, the answer's first letter or digit where it was
 * wrong.
 *
 * @param {Tiles} tiles
 * @param {Sprite} object
 * @param {string} locale
 */
export function tilesOver(tiles, object, locale) {
  return guard([tiles, object, locale], () => {
    const all = [...tiles.values()];
    return svg`<g class="tiles">${all.map((tile) => tileView(tile, object))}</g>`;
  });
}

/**
 * @param {Tile} tile
 * @param {Sprite} object
 */
function tileView(tile, object) {
  const { x, y } = boxOf(tile, object);
  const { right, falls, answer } = tile;
  const side = SIDE;
  const middle = side / 2;
  const mark = right
    ? svg`<path d="M ${middle - 0.9} ${middle} l 0.65 0.7 l 1.2 -1.5" />`
    : svg`<text x=${middle} y=${middle + 1.2}>${initial(answer)}</text>`;
  return svg`<g class=${`tile ${right ? "right" : "wrong"} ${falls ? "falls" : ""}`}
    transform=${`translate(${x + GAP / 2} ${y + GAP / 2})`}
    .style=${`--delay: ${delayOf(tile)}ms`}><g>
      <rect width=${side} height=${side} rx="0.6" />${mark}
    </g></g>`;
}

/**
 * The first character of an answer's name in the page's language.
 *
 * @param {string} answer
 */
function initial(answer) {
  return [...named(answer)][0] ?? "";
}

/**
 * When a tile falls, ms: spread evenly, and the same each time.
 *
 * @param {Tile} tile
 */
function delayOf({ row, col }) {
  const mixed = Math.imul(row * 73 + col * 151 + 7, 2654435761) >>> 0;
  return Math.round((mixed / 2 ** 32) * RAIN_MS);
}
