import { msg } from "@lit/localize";
import { layerColour } from "../charts/colour.js";
import { textScale } from "../ui/text-scale.js";
import { letters, shapeText, stepsText, volumeName, volumeTitle } from "../i18n/labels.js";
import { label } from "./slice-labels.js";

/** @import { Stage } from "./stage.js" */

/** The width of a letter in headings, px: near enough to keep them apart. */
const LETTER = 6.4;
/** Between a heading and what it must not touch, and to the border of the stage, px. */
const GAP = 10;
const EDGE = 8;
/** A heading farther from its volume than this gets a line that leads there, px. */
const NEAR = 34;

/**
 * Each volume's name, making and shape, below it and below whatever reaches over that place; on a
 * small stage, or where they do not all fit, in a row at the bottom. A line leads to the volume when
 * it is not near.
 *
 * @param {Stage} stage
 * @returns {HTMLElement[]}  to be put on the stage, then settled with `settle`
 */
export function headings(stage) {
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
  const columns = stage.layout.columns
    .filter(({ layer }) => layer.role !== "output")
    .map(({ layer, x, places }) => {
      const low = Math.min(...places.map(({ y }) => y)) - 3;
      return { layer, floor: [stage.project([x, low, 0])] };
    });
  const parts = [...volumes, ...columns];
  return parts.map(({ layer, floor }) => {
    const lines = [
      volumeTitle(layer),
      shapeText(layer),
      layer.role === "input" ? msg("the picture itself") : stepsText(layers, layer),
    ];
    const wide = Math.max(...lines.map(letters)) * LETTER * textScale();
    const xs = floor.map(({ x }) => x);
    const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
    const own = lowest(floor, middle - 1, middle + 1);
    const left = middle - wide / 2;
    const below = Math.max(own, ...parts.map((part) => lowest(part.floor, left, left + wide)));
    const element = label("heading", left, below + GAP, "");
    element.dataset.heading = layer.name;
    element.dataset.anchor = `${middle} ${own}`;
    element.style.setProperty("--ink", layerColour(layer));
    lines.forEach((line, i) => {
      const part = document.createElement("div");
      part.className = ["title", "number", "steps"][i] ?? "";
      part.textContent = i === 0 && stage.small ? volumeName(layer) : line;
      element.append(part);
    });
    return element;
  });
}

/**
 * The lowest point on the screen of a polygon's outline between two verticals, px.
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
 * Moves headings that would overlap below those to their left, and all into the stage; sets them in
 * a row where that does not fit. Draws the lines that lead to their volumes.
 *
 * @param {HTMLElement} box  that holds the headings
 * @param {boolean} small  whether a row is wanted from the start
 */
export function settle(box, small) {
  const frame = box.getBoundingClientRect();
  box.toggleAttribute("data-small", small);
  const items = [...box.querySelectorAll(".heading")].map((element) => ({
    element: /** @type {HTMLElement} */ (element),
    rect: element.getBoundingClientRect(),
  }));
  const places = (!small && stack(items, frame)) || row(items, frame);
  items.forEach(({ element }, i) => {
    const at = places[i];
    if (!at) return;
    element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
    const { x, y } = anchorOf(element);
    if (at.y - y > NEAR) element.append(leader(Math.min(24, at.width / 2), x - at.x, y - at.y));
  });
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
 * Each heading where it was put, or lower if another stands there; null when one leaves the stage.
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
    const kept = Math.max(EDGE, Math.min(x, frame.width - rect.width - EDGE));
    let y = rect.top - frame.top;
    for (const other of taken) {
      const aside = kept >= other.right + GAP || kept + rect.width + GAP <= other.left;
      if (!aside && y < other.bottom && y + rect.height > other.top) y = other.bottom + 4;
    }
    if (y + rect.height > frame.height) return null;
    taken.push(new DOMRect(kept, y, rect.width, rect.height));
  }
  return taken;
}

/**
 * The headings side by side at the bottom of the stage, each as near below its volume as the others
 * allow.
 *
 * @param {{ element: HTMLElement, rect: DOMRect }[]} items
 * @param {DOMRect} frame
 * @returns {DOMRect[]}
 */
function row(items, frame) {
  const widths = items.map(({ rect }) => rect.width);
  const wanted = items.map(({ element, rect }) => anchorOf(element).x - rect.width / 2);
  const lefts = abreast(wanted, widths, frame.width);
  return items.map(
    ({ rect }, i) => new DOMRect(lefts[i], frame.height - rect.height - 6, rect.width, rect.height),
  );
}

/**
 * Where things in a row begin, from left to right, so that none overlaps another or leaves a row
 * that has room for all, and each is near where it wants to be.
 *
 * @param {number[]} wanted  px
 * @param {number[]} widths  px
 * @param {number} room  px
 */
export function abreast(wanted, widths, room) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const between = Math.max(Math.min(2 * GAP, (room - total) / (widths.length + 1)), 0);
  let next = between;
  const lefts = wanted.map((left, i) => {
    const at = Math.max(left, next);
    next = at + (widths[i] ?? 0) + between;
    return at;
  });
  let end = room - between;
  for (let i = lefts.length - 1; i >= 0; i--) {
    lefts[i] = Math.min(lefts[i] ?? 0, end - (widths[i] ?? 0));
    end = (lefts[i] ?? 0) - between;
  }
  return lefts;
}

/**
 * A line from a heading's top to its volume; points are px from the heading's top-left corner.
 *
 * @param {number} from  along the heading's top
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
