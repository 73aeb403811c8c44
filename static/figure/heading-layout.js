/** @typedef {{ x: number, y: number }} Point  px of the screen */
/** @typedef {{ anchor: Point, rect: DOMRect }} Item  a heading as measured, and where its volume is */

/** Gap around a heading, and to the border of the stage, px. */
export const GAP = 10;
export const EDGE = 8;
/** A heading farther below its volume than this, px, has a leader line, which begins so far along its top. */
export const NEAR = 34;
const ALONG = 24;

/**
 * The lowest point of a polygon's outline between x = `left` and x = `right`, px of the screen.
 *
 * @param {Point[]} corners
 * @param {number} left
 * @param {number} right
 */
export function lowest(corners, left, right) {
  let low = -Infinity;
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] ?? a;
    if (a.x >= left && a.x <= right) low = Math.max(low, a.y);
    for (const x of [left, right]) {
      const share = (x - a.x) / (b.x - a.x);
      if (share > 0 && share < 1) low = Math.max(low, a.y + share * (b.y - a.y));
    }
  });
  return low;
}

/**
 * The highest point of a polygon's outline between x = `left` and x = `right`, px of the screen.
 *
 * @param {Point[]} corners
 * @param {number} left
 * @param {number} right
 */
export function highest(corners, left, right) {
  const mirrored = corners.map(({ x, y }) => ({ x, y: -y }));
  return -lowest(mirrored, left, right);
}

/**
 * The top of a heading above its column, or higher where a volume is behind it; px from the stage's top.
 *
 * @param {DOMRect} place
 * @param {Point[][]} roofs  corners of the volumes' upper sides
 */
export function clearOf(place, roofs) {
  const tops = roofs.map((roof) => highest(roof, place.left - GAP, place.right + GAP));
  // A low volume begins below the heading, and is not behind it.
  return Math.max(Math.min(place.top, ...tops.map((top) => top - place.height - GAP)), 0);
}

/**
 * Each heading in its place, or lower if another is there; null if one would leave the stage.
 *
 * @param {Pick<Item, "rect">[]} items
 * @param {DOMRect} frame
 * @param {Point[]} picture  corners of the input's sheets, which no heading covers
 * @returns {DOMRect[]|null}
 */
export function stack(items, frame, picture) {
  /** @type {DOMRect[]} */
  const taken = [];
  for (const { rect } of items) {
    const x = rect.left - frame.left;
    const clamped = Math.max(EDGE, Math.min(x, frame.width - rect.width - EDGE));
    const under = lowest(picture, clamped - GAP, clamped + rect.width + GAP) + GAP;
    let y = Math.max(rect.top - frame.top, under);
    // From the top down, since a heading moved below another may then overlap the next.
    for (const other of taken.toSorted((a, b) => a.top - b.top)) {
      const aside = clamped >= other.right + GAP || clamped + rect.width + GAP <= other.left;
      if (!aside && y < other.bottom && y + rect.height > other.top) y = other.bottom + 4;
    }
    if (y + rect.height > frame.height) return null;
    taken.push(new DOMRect(clamped, y, rect.width, rect.height));
  }
  return taken;
}

/**
 * Where the leader line of a heading begins, px along its top; null if it stands near its volume.
 *
 * @param {DOMRect} place
 * @param {Point} anchor  of its volume
 */
export function leaderStart(place, anchor) {
  return place.y - anchor.y > NEAR ? Math.min(ALONG, place.width / 2) : null;
}

/**
 * Whether a heading's leader line runs through another heading.
 *
 * @param {Pick<Item, "anchor">[]} items
 * @param {DOMRect[]} places
 */
export function leadersCross(items, places) {
  return places.some((place, i) => {
    const anchor = items[i]?.anchor;
    const along = anchor && leaderStart(place, anchor);
    if (along === undefined || along === null) return false;
    const start = { x: place.x + along, y: place.y };
    return places.some((other) => other !== place && meets(start, anchor, other));
  });
}

/**
 * Whether a line meets a box.
 *
 * @param {Point} a
 * @param {Point} b
 * @param {DOMRect} box
 */
function meets(a, b, box) {
  let [first, last] = [0, 1];
  for (const [from, to, low, high] of /** @type {const} */ ([
    [a.x, b.x, box.left, box.right],
    [a.y, b.y, box.top, box.bottom],
  ])) {
    if (from === to && (from < low || from > high)) return false;
    if (from === to) continue;
    const ends = [(low - from) / (to - from), (high - from) / (to - from)];
    first = Math.max(first, Math.min(...ends));
    last = Math.min(last, Math.max(...ends));
  }
  return first <= last;
}

/**
 * The headings side by side at the bottom of the stage, each as close to its volume as the others
 * allow. If one row is too narrow for all, they alternate between two rows, and so on.
 *
 * @param {Item[]} items
 * @param {DOMRect} frame
 * @param {number} maxRows  number of rows
 * @param {Point[]} picture  corners of the input's sheets, beside which headings stand if there is room
 * @returns {DOMRect[]|null}  null if they do not fit in that many
 */
export function rows(items, frame, maxRows, picture) {
  const widths = items.map(({ rect }) => rect.width);
  const count = rowsFor(widths, frame.width, maxRows);
  if (count === null) return null;
  const tall = Math.max(0, ...items.map(({ rect }) => rect.height));
  const tops = items.map(
    ({ rect }, i) => frame.height - rect.height - 6 - (count - 1 - (i % count)) * (tall + 4),
  );
  const end = Math.max(...picture.map(({ x }) => x)) + GAP;
  const wanted = items.map(({ anchor, rect }, i) => {
    const left = anchor.x - rect.width / 2;
    const covers = lowest(picture, left - GAP, left + rect.width + GAP) > (tops[i] ?? 0);
    // The first heading is the input's own.
    return covers && i > 0 ? Math.max(left, end) : left;
  });
  const lefts = items.map(() => 0);
  for (let row = 0; row < count; row++) {
    const own = items.map((_, i) => i).filter((i) => i % count === row);
    const found = abreast(
      own.map((i) => wanted[i] ?? 0),
      own.map((i) => widths[i] ?? 0),
      frame.width,
    );
    own.forEach((i, at) => (lefts[i] = found[at] ?? 0));
  }
  return items.map(({ rect }, i) => new DOMRect(lefts[i], tops[i], rect.width, rect.height));
}

/**
 * The least number of rows in which items fit side by side, if dealt out in turn.
 *
 * @param {number[]} widths  px
 * @param {number} available  width of a row, px
 * @param {number} maxRows
 * @returns {number|null}  null if they do not fit in one row and `maxRows` is 1; otherwise at most one row
 *   an item
 */
export function rowsFor(widths, available, maxRows) {
  for (let count = 1; count <= Math.max(maxRows, 1); count++) {
    const longest = Math.max(
      ...Array.from({ length: count }, (_, row) =>
        widths.reduce((sum, width, i) => (i % count === row ? sum + width + GAP : sum), GAP),
      ),
    );
    if (longest <= available) return count;
  }
  return maxRows > 1 ? maxRows : null;
}

/**
 * Left edges of items in a row, from left to right: close to the wanted ones, without overlaps, and
 * within the row if all fit.
 *
 * @param {number[]} wanted  left edges, px
 * @param {number[]} widths  px
 * @param {number} available  px
 */
export function abreast(wanted, widths, available) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const between = Math.max(Math.min(2 * GAP, (available - total) / (widths.length + 1)), 0);
  let next = between;
  const lefts = wanted.map((left, i) => {
    const at = Math.max(left, next);
    next = at + (widths[i] ?? 0) + between;
    return at;
  });
  let end = available - between;
  for (let i = lefts.length - 1; i >= 0; i--) {
    lefts[i] = Math.min(lefts[i] ?? 0, end - (widths[i] ?? 0));
    end = (lefts[i] ?? 0) - between;
  }
  return lefts;
}
