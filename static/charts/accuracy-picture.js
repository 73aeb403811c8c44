import { css, html, nothing, svg, unsafeCSS } from "lit";
import { RIGHT } from "./verdict-colours.js";

/** @import { AccuracyMap } from "../network/accuracy-by-position.js" */
/** @import { Box } from "../network/training-region.js" */

/**
 * A network at a glance: the canvas in miniature, bright where the answers are right, with the region in
 * which the network was trained and an object that it reads. It is decoration: a text stands beside it.
 *
 * @param {AccuracyMap|null} map  null where nothing was measured
 * @param {object} canvas
 * @param {number} canvas.rows  px
 * @param {number} canvas.cols  px
 * @param {Box|null} canvas.region  null: the whole canvas
 * @param {{ url: string, height: number, width: number }|null} canvas.object
 */
export function accuracyPicture(map, { rows, cols, region, object }) {
  const { rows: tops, cols: lefts, mean } = map ?? { rows: [], cols: [], mean: [] };
  const [height, width] = [rows / Math.max(tops.length, 1), cols / Math.max(lefts.length, 1)];
  const box = region ?? { top: 0, left: 0, height: rows, width: cols };
  return html`
    <svg class="accuracy" viewBox="0 0 ${cols} ${rows}" aria-hidden="true">
      <rect width=${cols} height=${rows} fill="#000" />
      ${mean.map((line, i) =>
        line.map(
          (value, j) =>
            svg`<rect class="share" x=${j * width} y=${i * height} width=${width - 0.8}
              height=${height - 0.8} fill-opacity=${value ?? 0} />`,
        ),
      )}
      ${
        region
          ? svg`<rect class="region" x=${box.left + 1} y=${box.top + 1} width=${box.width - 2}
              height=${box.height - 2} />`
          : nothing
      }
      ${
        object
          ? svg`<image href=${object.url} width=${object.width} height=${object.height}
              x=${box.left + (box.width - object.width) / 2}
              y=${box.top + (box.height - object.height) / 2} />`
          : nothing
      }
    </svg>
  `;
}

export const accuracyPictureStyle = css`
  .accuracy {
    display: block;
    width: 100%;
    border-radius: calc(var(--radius) - 3px);
  }
  .accuracy .share {
    fill: ${unsafeCSS(RIGHT)};
    opacity: 0.55;
  }
  .accuracy .region {
    fill: none;
    stroke: #fff;
    stroke-width: 1.5;
    stroke-dasharray: 2 2;
  }
  .accuracy image {
    image-rendering: pixelated;
    mix-blend-mode: screen;
  }
`;
