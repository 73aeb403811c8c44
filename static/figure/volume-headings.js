import { msg } from "@lit/localize";
import { layerColour } from "../charts/layer-colours.js";
import { textScale } from "../ui/text-scale.js";
import { ramp } from "./colour-key.js";
import { letters, shapeText, stepsText, volumeName, volumeTitle } from "../i18n/labels.js";
import { label } from "./figure-labels.js";

/** @import { Column } from "./layout.js" */
/** @import { Stage } from "./stage.js" */
/** @import { Scale } from "../types/state.js" */

/** Approximate width of a letter in headings, px, to keep them apart. */
const LETTER = 6.4;
/** On a stage lower than this, px, headings are names alone. */
const TINY = 240;
/** Height of a line of a heading, px. */
const LINE = 18;
/** Gap around a heading, and to the border of the stage, px. */
const GAP = 10;
const EDGE = 8;
/** A heading farther from its volume than this, px, gets a leader line. */
const NEAR = 34;
/** A heading may stand aside from its volume's middle, px at a time, where it is then nearer to it. */
const ASIDE = 8;

/**
 * Each volume's name, layers and shape, below the volume and anything that overlaps that place. On a
 * small stage, or if they do not all fit, the headings form rows at the bottom. A heading far from its
 * volume has a leader line.
 *
 * @param {Stage} stage
 * @param {Scale} scale  of colours
 * @returns {HTMLElement[]}  to be added to the stage, then arranged with `settle`
 */
export function headings(stage, scale) {
  const layers = stage.card?.layers ?? [];
  const volumes = stage.layout.volumes.map(({ layer, x, gap, height, width }) => {
    const end = x + gap * ((layer.shape[0] ?? 1) - 1);
    const floor = /** @type {const} */ ([
      [x, -width / 2],
      [x, width / 2],
      [end, width / 2],
      [end, -width / 2],
    ]);
    return {
      layer,
      floor: floor.map(([along, across]) => stage.project([along, -height / 2, across])),
    };
  });
  const hidden = stage.layout.columns.filter(({ layer }) => layer.role !== "output");
  // On a small stage the outputs' names and the caption are above the head.
  const columns = stage.small
    ? hidden.map(({ layer, x, places }) => {
        const low = Math.min(...places.map(({ y }) => y)) - 3;
        return { layer, floor: [stage.project([x, low, 0])] };
      })
    : [];
  const parts = [...volumes, ...columns];
  const discs = stage.layout.columns.map((column) => discBox(stage, column));
  const below = parts.map(({ layer, floor }) => {
    const lines = [
      volumeTitle(layer),
      shapeText(layer),
      layer.role === "input" ? msg("the picture itself") : stepsText(layers, layer),
    ];
    // The steps' text breaks into two lines.
    const widths = lines.map((line, i) => letters(line) * (i === 2 ? 0.6 : 1));
    const wide = Math.max(...widths) * LETTER * textScale();
    const xs = floor.map(({ x }) => x);
    const end = Math.max(...xs);
    let middle = (Math.min(...xs) + end) / 2;
    const under = (/** @type {number} */ at) => {
      const [left, right] = [at - wide / 2, at + wide / 2];
      return Math.max(
        ...parts.map((part) => lowest(part.floor, left, right)),
        ...discs.map((box) => (box.left < right && left < box.right ? box.bottom : -Infinity)),
      );
    };
    // Volumes in front hide the middle of those behind; their right ends are free.
    const cost = (/** @type {number} */ at) => under(at) + 0.3 * Math.abs(at - middle);
    let best = middle;
    for (let at = middle; at < end; at += ASIDE) if (cost(at) < cost(best)) best = at;
    middle = best;
    const own = lowest(floor, middle - 1, middle + 1);
    const left = middle - wide / 2;
    const element = label("heading", left, Math.max(own, under(middle)) + GAP, "");
    element.dataset.heading = layer.name;
    element.dataset.anchor = `${middle} ${own}`;
    element.dataset.title = volumeTitle(layer);
    element.dataset.name = volumeName(layer);
    element.style.setProperty("--ink", layerColour(layer));
    lines.forEach((line, i) => {
      const part = document.createElement("div");
      part.className = ["title", "number", "steps"][i] ?? "";
      part.textContent = line;
      element.append(part);
    });
    const colours = ramp(layer, scale);
    if (colours) element.children[0]?.after(colours);
    return element;
  });
  return stage.small ? below : [...below, ...above(stage, hidden)];
}

/**
 * The box around a column's discs, px.
 *
 * @param {Stage} stage
 * @param {Column} column
 */
function discBox(stage, column) {
  const reach = stage.disc(column) / 2 + 3;
  const at = column.places.map(({ y, z }) => stage.project([column.x, y, z]));
  const xs = at.map(({ x }) => x);
  return {
    left: Math.min(...xs) - reach,
    right: Math.max(...xs) + reach,
    bottom: Math.max(...at.map(({ y }) => y)) + reach - GAP / 2,
  };
}

/**
 * Short headings of the head's layers, above their columns.
 *
 * @param {Stage} stage
 * @param {Column[]} columns
 */
function above(stage, columns) {
  return columns.map(({ layer, x, places }) => {
    const tops = places.map(({ y, z }) => stage.project([x, y, z]));
    const lines = [columns.length > 1 ? volumeName(layer) : volumeTitle(layer), shapeText(layer)];
    const [left, right] = [
      Math.min(...tops.map((at) => at.x)),
      Math.max(...tops.map((at) => at.x)),
    ];
    const top = Math.min(...tops.map((at) => at.y)) - 2 * LINE * textScale() - 2 * GAP;
    const element = label("heading above", (left + right) / 2, Math.max(top, 0), "");
    element.dataset.heading = layer.name;
    element.dataset.anchor = `${(left + right) / 2} ${Math.max(top, 0)}`;
    element.style.setProperty("--ink", layerColour(layer));
    lines.forEach((line, i) => {
      const part = document.createElement("div");
      part.className = ["title", "number"][i] ?? "";
      part.textContent = line;
      element.append(part);
    });
    return element;
  });
}

/**
 * Centres the headings above their columns, from the right, without overlap.
 *
 * @param {HTMLElement} box
 * @param {DOMRect} frame
 */
function settleAbove(box, frame) {
  let end = frame.width - EDGE + GAP;
  const elements = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".above")]);
  for (const element of elements.toReversed()) {
    const { width } = element.getBoundingClientRect();
    const { x, y } = anchorOf(element);
    end = Math.min(x - width / 2, end - width - GAP);
    element.style.transform = `translate(${end.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }
}

/**
 * The lowest point of a polygon's outline between x = `left` and x = `right`, px of the screen.
 *
 * @param {{ x: number, y: number }[]} corners
 * @param {number} left
 * @param {number} right
 */
function lowest(corners, left, right) {
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
 * Moves overlapping headings below those to their left, and all of them into the stage. If they do not
 * fit, arranges them in a row; if that does not fit either, shortens them, at last to names alone in as
 * many rows as needed. Draws the leader lines.
 *
 * @param {HTMLElement} box  parent of the headings
 * @param {boolean} small  whether to use a row of short headings from the start
 */
export function settle(box, small) {
  const frame = box.getBoundingClientRect();
  box.removeAttribute("data-tiny");
  settleAbove(box, frame);
  let items = small ? [] : measure(box, false);
  let places = small ? null : (stack(items, frame) ?? rows(items, frame, 1));
  if (!places) {
    items = measure(box, true);
    places = frame.height < TINY ? null : rows(items, frame, 1);
  }
  if (!places) {
    box.setAttribute("data-tiny", "");
    items = measure(box, true);
    places = rows(items, frame, items.length) ?? [];
  }
  items.forEach(({ element }, i) => {
    const at = places[i];
    if (!at) return;
    element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
    const { x, y } = anchorOf(element);
    if (at.y - y > NEAR) element.append(leader(Math.min(24, at.width / 2), x - at.x, y - at.y));
  });
}

/**
 * @param {HTMLElement} box
 * @param {boolean} short  whether to shorten the headings
 */
function measure(box, short) {
  box.toggleAttribute("data-small", short);
  const elements = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".heading:not(.above)")]);
  for (const element of elements) {
    const title = element.querySelector(".title");
    const text = (short ? element.dataset.name : element.dataset.title) ?? "";
    if (title && title.textContent !== text) title.textContent = text;
  }
  return elements.map((element) => ({ element, rect: element.getBoundingClientRect() }));
}

/**
 * The lowest point of a heading's volume, px.
 *
 * @param {HTMLElement} element
 */
function anchorOf(element) {
  const [x = 0, y = 0] = (element.dataset.anchor ?? "").split(" ").map(Number);
  return { x, y };
}

/**
 * Each heading in its place, or lower if another is there; null if one would leave the stage.
 *
 * @param {{ rect: DOMRect }[]} items
 * @param {DOMRect} frame
 * @returns {DOMRect[]|null}
 */
function stack(items, frame) {
  /** @type {DOMRect[]} */
  const taken = [];
  for (const { rect } of items) {
    const x = rect.left - frame.left;
    const clamped = Math.max(EDGE, Math.min(x, frame.width - rect.width - EDGE));
    let y = rect.top - frame.top;
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
 * The headings side by side at the bottom of the stage, each as close to its volume as the others
 * allow. If one row is too narrow for all, they alternate between two rows, and so on.
 *
 * @param {{ element: HTMLElement, rect: DOMRect }[]} items
 * @param {DOMRect} frame
 * @param {number} maxRows  number of rows
 * @returns {DOMRect[]|null}  null if they do not fit in that many
 */
function rows(items, frame, maxRows) {
  const widths = items.map(({ rect }) => rect.width);
  const count = rowsFor(widths, frame.width, maxRows);
  if (count === null) return null;
  const tall = Math.max(0, ...items.map(({ rect }) => rect.height));
  const wanted = items.map(({ element, rect }) => anchorOf(element).x - rect.width / 2);
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
  return items.map(({ rect }, i) => {
    const above = (count - 1 - (i % count)) * (tall + 4);
    const y = frame.height - rect.height - 6 - above;
    return new DOMRect(lefts[i], y, rect.width, rect.height);
  });
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

/**
 * The leader line from a heading's top to its volume; points are px from the heading's top left.
 *
 * @param {number} from  x along the heading's top
 * @param {number} x
 * @param {number} y
 */
function leader(from, x, y) {
  const line = document.createElement("div");
  line.className = "leader";
  line.style.width = `${Math.hypot(x - from, y + 6).toFixed(1)}px`;
  line.style.transform = `translate(${from}px, -3px) rotate(${Math.atan2(y + 6, x - from)}rad)`;
  return line;
}
