/** @import { Rect } from "../types/figure.js" */

/** @typedef {"right"|"left"|"below"|"above"|"apart"} PopoverSide  of the cell; apart: not beside it */

/**
 * @typedef {{ width: number, height: number, cost?: number }} Size  px; what it loses against the best, px²
 * @typedef {Rect&{ cost?: number }} Area  px of the window; what standing in it costs, px²
 * @typedef {Rect&{ weight?: number }} Box  px of the window; what a px² of it counts as, px²
 */

/** Space between a cell and its popover, which the leader line crosses, px: wanted, and least. */
export const GAPS = [40, 14];

/** Cost of distance from the cell, px² of covered labels a px; a popover that moves costs as much as that many px². */
const DISTANCE = 4;
const MOVE = 3000;
/** A px² of what must stay visible counts as much as this many px² of what should. */
const KEPT = 1000;

/** Space that stays free around the middle of a cell, px. */
const RING = 24;
/** Places along the width and the height of an area. */
const STOPS = [1, 0, 0.75, 0.5, 0.25];
/** Space between the popover and what must stay visible, px. */
const CLEAR = 4;

/** @type {PopoverSide[]} */
const SIDES = ["right", "left", "below", "above"];

/**
 * The place of a popover beside a cell, never over it: in the first area with room for it, in the
 * first of its sizes, on a side that covers nothing of what is to stay visible; where each side covers
 * something, wherever it covers least, level with the cell or at an end of the area. Without room, the
 * corner of the last area that is farthest from the cell. What must stay visible is covered only where no
 * place at all is free of it.
 *
 * @param {object} given  px of the window
 * @param {Rect|null} given.anchor  the cell; null if it is not on the screen
 * @param {Size[]} given.sizes  of the popover, best first
 * @param {Area[]} given.areas  where it may stand, best first
 * @param {Box[]} given.avoid  what it should not cover
 * @param {Rect[]} [given.keep]  what must stay visible
 * @param {PopoverSide|null} [given.was]  its side so far, kept if as good as the others
 * @returns {{ left: number, top: number, width: number, height: number, side: PopoverSide, cost: number }}
 *   cost: px² of what is covered, weighted, and of what its size and area cost
 */
export function place({ anchor, sizes, areas, avoid, keep = [], was = null }) {
  if (anchor) {
    const sides = was && was !== "apart" ? [was, ...SIDES] : SIDES;
    const tries = areas.flatMap((area) =>
      sizes.flatMap((size) =>
        GAPS.flatMap((gap) => sides.map((side) => ({ area, size, gap, side }))),
      ),
    );
    let best = null;
    for (const { area, size, gap, side } of tries) {
      const at = beside(anchor, size, area, side, gap);
      if (!at) continue;
      const cost = base(area, size) + covered(at, size, avoid) + KEPT * covered(at, size, keep);
      if (!best || cost < best.cost)
        best = { ...at, width: size.width, height: size.height, side, cost };
      if (cost === 0) break;
    }
    if (!best || best.cost > 0) best = leastCovering({ anchor, sizes, areas, avoid, keep }, best);
    if (best) return best;
  }
  const size = sizes[0] ?? { width: 0, height: 0 };
  const area = areas.at(-1) ?? { left: 0, top: 0, ...size };
  const [x, y] = anchor
    ? [anchor.left + anchor.width / 2, anchor.top + anchor.height / 2]
    : [area.left, area.top];
  const far = (
    /** @type {number} */ at,
    /** @type {number} */ from,
    /** @type {number} */ length,
    /** @type {number} */ own,
  ) => (at < from + length / 2 ? Math.max(from + length - own, from) : from);
  return {
    left: far(x, area.left, area.width, size.width),
    top: far(y, area.top, area.height, size.height),
    width: size.width,
    height: size.height,
    side: "apart",
    cost: Infinity,
  };
}

/**
 * The place that covers least among the corners and edges of the areas, and beside what must stay visible.
 *
 * @typedef {{ left: number, top: number, width: number, height: number, side: PopoverSide, cost: number }} Best
 *
 * @param {{ anchor: Rect, sizes: Size[], areas: Area[], avoid: Box[], keep: Rect[] }} given
 * @param {Best|null} beside  the best place at a side of the cell
 * @returns {Best|null}
 */
function leastCovering({ anchor, sizes, areas, avoid, keep }, beside) {
  const [x, y] = [anchor.left + anchor.width / 2, anchor.top + anchor.height / 2];
  let best = beside && { ...beside, cost: beside.cost - MOVE };
  // The cell itself and its ring stay visible.
  const cell = { left: x - RING, top: y - RING, width: 2 * RING, height: 2 * RING };
  for (const area of areas) {
    for (const size of sizes) {
      for (const at of spots(area, size, keep)) {
        if (covered(at, size, [cell]) > 0) continue;
        const dx = Math.max(at.left - x, x - at.left - size.width, 0);
        const dy = Math.max(at.top - y, y - at.top - size.height, 0);
        const cost =
          base(area, size) +
          covered(at, size, avoid) +
          KEPT * covered(at, size, keep) +
          DISTANCE * Math.hypot(dx, dy);
        if (best && cost >= best.cost) continue;
        /** @type {PopoverSide} */
        const side = dx >= dy ? (at.left > x ? "right" : "left") : at.top > y ? "below" : "above";
        best = { ...at, width: size.width, height: size.height, side, cost };
      }
    }
  }
  return best;
}

/**
 * What a size in an area costs, whatever it covers, px².
 *
 * @param {Area} area
 * @param {Size} size
 */
function base(area, size) {
  return (area.cost ?? 0) + (size.cost ?? 0);
}

/**
 * Places worth trying in an area; none if it is too small.
 *
 * @param {Rect} area
 * @param {{ width: number, height: number }} size
 * @param {Rect[]} keep
 * @returns {{ left: number, top: number }[]}
 */
function spots(area, { width, height }, keep) {
  const [across, down] = [area.width - width, area.height - height];
  if (across < 0 || down < 0) return [];
  const grid = (/** @type {number} */ from, /** @type {number} */ room) =>
    STOPS.map((stop) => from + room * stop);
  const beside = (/** @type {number[]} */ places, /** @type {number} */ from, room = 0) =>
    places.filter((at) => at >= from && at <= from + room);
  const lefts = keep.flatMap((box) => [box.left - width - CLEAR, box.left + box.width + CLEAR]);
  const tops = keep.flatMap((box) => [box.top - height - CLEAR, box.top + box.height + CLEAR]);
  return [...grid(area.left, across), ...beside(lefts, area.left, across)].flatMap((left) =>
    [...grid(area.top, down), ...beside(tops, area.top, down)].map((top) => ({ left, top })),
  );
}

/**
 * @param {Rect} anchor
 * @param {{ width: number, height: number }} size
 * @param {Rect} area
 * @param {PopoverSide} side
 * @param {number} gap
 * @returns {{ left: number, top: number }|null}  null without room
 */
function beside(anchor, size, area, side, gap) {
  const middle = {
    left: anchor.left + anchor.width / 2 - size.width / 2,
    top: anchor.top + anchor.height / 2 - size.height / 2,
  };
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  if (size.width > area.width || size.height > area.height) return null;
  const left = Math.min(Math.max(middle.left, area.left), right - size.width);
  const top = Math.min(Math.max(middle.top, area.top), bottom - size.height);
  const places = {
    right: { left: Math.max(anchor.left + anchor.width + gap, area.left), top },
    left: { left: Math.min(anchor.left - gap, right) - size.width, top },
    below: { left, top: Math.max(anchor.top + anchor.height + gap, area.top) },
    above: { left, top: Math.min(anchor.top - gap, bottom) - size.height },
    apart: null,
  };
  const at = places[side];
  const fits =
    at &&
    at.left >= area.left &&
    at.top >= area.top &&
    at.left + size.width <= right &&
    at.top + size.height <= bottom;
  return fits ? at : null;
}

/**
 * Area of all boxes that a popover covers, weighted, px².
 *
 * @param {{ left: number, top: number }} at
 * @param {{ width: number, height: number }} size
 * @param {Box[]} avoid
 */
function covered({ left, top }, { width, height }, avoid) {
  return avoid.reduce((sum, rect) => {
    const across = Math.min(left + width, rect.left + rect.width) - Math.max(left, rect.left);
    const down = Math.min(top + height, rect.top + rect.height) - Math.max(top, rect.top);
    return sum + (rect.weight ?? 1) * Math.max(across, 0) * Math.max(down, 0);
  }, 0);
}
