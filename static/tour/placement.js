/**
 * Place of the tour's card: beside what its step speaks of, and over nothing that it needs.
 *
 * @typedef {{ left: number, top: number, width: number, height: number }} Box  px of the window
 * @typedef {"left"|"right"|"top"|"bottom"} Edge  of the card
 *
 * @typedef {object} Place
 * @property {number} left  px of the window
 * @property {number} top
 * @property {{ edge: Edge, at: number }|null} arrow  edge of the card towards the target, and px along
 *   that edge; null if the card is not beside its target
 */

/** Distance between the card and its target, px. */
const GAP = 14;
/** Distance from the edges of the window and of the figure, px. */
const INSET = 8;
/** What a place away from the target costs, as px² of the figure that a place beside it may cover. */
const APART = 20_000;
/** Least distance of the arrow from the card's corners, px. */
const CORNER = 18;

/**
 * Places the card. Of the places beside the target, beside what it leaves free, and in the figure's
 * corners, the best covers nothing of `avoid` and the least of `spare`.
 *
 * @param {object} given
 * @param {{ width: number, height: number }} given.card
 * @param {Box|null} given.target
 * @param {Box[]} given.avoid  never covered where there is room
 * @param {Box[]} given.spare  covered only if necessary
 * @param {Box} given.stage  the figure
 * @param {Box|null} [given.kept]  where the card stands; it stays there if it covers nothing of `avoid` nor the
 *   target
 * @param {Box} given.view  the part of the window that the card may cover
 * @returns {Place}
 */
export function place({ card, target, avoid, spare, stage, view, kept = null }) {
  const free = target ? [...avoid, target] : avoid;
  if (kept && isFree(kept, free, view)) return { left: kept.left, top: kept.top, arrow: null };
  const lefts = (/** @type {Box} */ box) => [
    box.left,
    box.left + (box.width - card.width) / 2,
    right(box) - card.width,
  ];
  const tops = (/** @type {Box} */ box) => [
    box.top,
    box.top + (box.height - card.height) / 2,
    bottom(box) - card.height,
  ];
  const inner = inset(stage);
  /** @type {{ left: number, top: number, edge: Edge|null }[]} */
  const places = [];
  if (target) {
    const rows = [...tops(target), inner.top, bottom(inner) - card.height];
    for (const top of rows) {
      places.push({ left: right(target) + GAP, top, edge: "left" });
      places.push({ left: target.left - GAP - card.width, top, edge: "right" });
    }
    for (const left of lefts(target)) {
      places.push({ left, top: bottom(target) + GAP, edge: "top" });
      places.push({ left, top: target.top - GAP - card.height, edge: "bottom" });
    }
  }
  for (const box of avoid) {
    places.push({ left: box.left, top: bottom(box) + GAP, edge: null });
    places.push({ left: right(box) + GAP, top: bottom(inner) - card.height, edge: null });
  }
  for (const top of [bottom(inner) - card.height, inner.top]) {
    for (const left of [inner.left, right(inner) - card.width]) {
      places.push({ left, top, edge: null });
    }
  }
  let best = null;
  let least = Infinity;
  for (const { edge, ...at } of places) {
    const box = within({ ...card, ...at }, inset(view));
    const cost =
      1000 * free.reduce((sum, each) => sum + overlap(box, each), 0) +
      spare.reduce((sum, each) => sum + overlap(box, each), 0);
    const towards = edge && target ? arrow(box, edge, target) : null;
    const total = towards ? cost : cost + APART;
    if (total >= least) continue;
    least = total;
    best = { left: box.left, top: box.top, arrow: towards };
  }
  return best ?? { left: view.left, top: view.top, arrow: null };
}

/**
 * The arrow to the target; null if the card is not beside it.
 *
 * @param {Box} card
 * @param {Edge} edge
 * @param {Box} target
 */
function arrow(card, edge, target) {
  const upright = edge === "left" || edge === "right";
  const [from, length] = upright ? [card.top, card.height] : [card.left, card.width];
  const [start, extent] = upright ? [target.top, target.height] : [target.left, target.width];
  const low = Math.max(start, from + CORNER);
  const high = Math.min(start + extent, from + length - CORNER);
  const distance = {
    left: card.left - right(target),
    right: target.left - right(card),
    top: card.top - bottom(target),
    bottom: target.top - bottom(card),
  }[edge];
  if (low > high || Math.abs(distance - GAP) > 1) return null;
  return { edge, at: (low + high) / 2 - from };
}

/**
 * Whether a box covers nothing of others, and is in the window.
 *
 * @param {Box} box
 * @param {Box[]} avoid
 * @param {Box} view
 */
function isFree(box, avoid, view) {
  const { left, top } = within(box, inset(view));
  return left === box.left && top === box.top && avoid.every((each) => overlap(box, each) === 0);
}

/** @param {Box} box */
function right({ left, width }) {
  return left + width;
}

/** @param {Box} box */
function bottom({ top, height }) {
  return top + height;
}

/** @param {Box} box */
function inset({ left, top, width, height }) {
  return {
    left: left + INSET,
    top: top + INSET,
    width: width - 2 * INSET,
    height: height - 2 * INSET,
  };
}

/**
 * The box, moved into a larger one.
 *
 * @param {Box} box
 * @param {Box} view
 */
function within(box, view) {
  return {
    ...box,
    left: Math.max(view.left, Math.min(box.left, right(view) - box.width)),
    top: Math.max(view.top, Math.min(box.top, bottom(view) - box.height)),
  };
}

/**
 * Area that two boxes share, px².
 *
 * @param {Box} a
 * @param {Box} b
 */
export function overlap(a, b) {
  const width = Math.min(right(a), right(b)) - Math.max(a.left, b.left);
  const height = Math.min(bottom(a), bottom(b)) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
