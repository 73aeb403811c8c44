import { html } from "lit";

/** @import { Rect } from "../types/figure.js" */

/** The picture that `drawLeader` draws in: each line over a darker one, so that it is seen on anything. */
export const leaderPicture = html`<svg class="leader" aria-hidden="true">
  <line class="under" />
  <line />
  <polyline class="under" />
  <polyline />
  <circle class="under" />
  <circle />
</svg>`;

/** Length of an arrow's two strokes, px, and the sine and cosine of their angle to its line. */
const BARB = { length: 7, sin: 0.5, cos: 0.87 };

/**
 * @typedef {{ x: number, y: number }} Point  px of the window
 *
 * The leader line: from the popover's nearest point to the edge of a ring around the cell. A line that
 * may not reach the popover points there with an arrow.
 *
 * @param {Rect} popover
 * @param {Rect} anchor
 * @param {number} [reach]  the longest line, px
 * @returns {{ from: Point, to: Point, ring: Point&{ radius: number }, arrow: Point[] }}  arrow: its
 *   head at `from`, empty for a line that reaches the popover
 */
export function leader(popover, anchor, reach = Infinity) {
  const [x, y] = [anchor.left + anchor.width / 2, anchor.top + anchor.height / 2];
  const radius = Math.min(Math.max(Math.hypot(anchor.width, anchor.height) / 2 + 3, 7), 28);
  const end = {
    x: Math.min(Math.max(x, popover.left), popover.left + popover.width),
    y: Math.min(Math.max(y, popover.top), popover.top + popover.height),
  };
  const ring = { x, y, radius };
  const distance = Math.hypot(x - end.x, y - end.y);
  if (distance <= radius) return { from: end, to: end, ring, arrow: [] };
  const [dx, dy] = [(end.x - x) / distance, (end.y - y) / distance];
  const at = (/** @type {number} */ far) => ({ x: x + dx * far, y: y + dy * far });
  const to = at(radius);
  if (distance - radius <= reach) return { from: end, to, ring, arrow: [] };
  const from = at(radius + reach);
  const { length, sin, cos } = BARB;
  const barb = (/** @type {1|-1} */ turn) => ({
    x: from.x - length * (dx * cos - turn * dy * sin),
    y: from.y - length * (dy * cos + turn * dx * sin),
  });
  return { from, to, ring, arrow: [barb(1), from, barb(-1)] };
}

/**
 * Draws the leader line, or hides it for a cell that is not on the screen.
 *
 * @param {ParentNode} root
 * @param {Rect} popover
 * @param {Rect|null} anchor
 * @param {number} [reach]  the longest line, px
 */
export function drawLeader(root, popover, anchor, reach) {
  const picture = root.querySelector(".leader");
  picture?.toggleAttribute("hidden", anchor === null);
  if (!picture || !anchor) return;
  const { from, to, ring, arrow } = leader(popover, anchor, reach);
  for (const line of picture.querySelectorAll("line")) {
    set(line, { x1: from.x, y1: from.y, x2: to.x, y2: to.y });
  }
  for (const head of picture.querySelectorAll("polyline")) {
    const points = arrow.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
    head.setAttribute("points", points.join(" "));
  }
  for (const circle of picture.querySelectorAll("circle")) {
    set(circle, { cx: ring.x, cy: ring.y, r: ring.radius });
  }
}

/**
 * @param {Element} element
 * @param {Record<string, number>} attributes
 */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value.toFixed(1));
  }
}
