import { html } from "lit";

/** Half the width of the plot, in its own units. */
const HALF = 50;

/**
 * A small plot of the ReLU with the value before it, on a scale of its own: left of zero the line is
 * flat.
 *
 * @param {number} before
 */
export function reluPlot(before) {
  const x = Math.sign(before) * (before === 0 ? 0 : 0.7 * HALF);
  const y = Math.max(x, 0);
  return html`<svg class="relu" viewBox="-54 -44 108 52" aria-hidden="true">
    <line class="axis" x1="-50" y1="0" x2="50" y2="0" />
    <line class="axis" x1="0" y1="6" x2="0" y2="-42" />
    <polyline points="-50,0 0,0 42,-42" />
    <line class="drop" x1=${x} y1="0" x2=${x} y2=${-y} />
    <circle cx=${x} cy=${-y} r="4" />
  </svg>`;
}
