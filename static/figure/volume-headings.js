import { msg } from "@lit/localize";
import { LocalSpace } from "../browser/local-space.js";
import { layerColour } from "../charts/layer-colours.js";
import { textScale } from "../ui/text-scale.js";
import { ramp } from "./colour-key.js";
import {
  layerName,
  letters,
  shapeText,
  stepsText,
  volumeName,
  volumeTitle,
} from "../i18n/labels.js";
import { label } from "./figure-labels.js";
import {
  EDGE,
  GAP,
  NEAR,
  clearOf,
  leaderStart,
  leadersCross,
  lowest,
  rows,
  stack,
} from "./heading-layout.js";
import { endOf } from "./layout.js";
import { sentText } from "../network/sent-slices.js";

/** @import { Column } from "./layout.js" */
/** @import { Stage } from "./stage.js" */
/** @import { Scale } from "../types/state.js" */

/** Approximate width of a letter in headings, px, to keep them apart. */
const LETTER = 6.4;
/** On a stage lower than this, px, headings are names alone. */
const TINY = 240;
/** Headings of more volumes than this are short, so that each has room near its volume. */
const MANY = 5;
/** Height of a line of a heading, px. */
const LINE = 18;
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
  const volumes = stage.layout.volumes.map((box) => {
    const { layer, x, height, width } = box;
    const end = endOf(box);
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
  const many = parts.length > MANY;
  const discs = stage.layout.columns.map((column) => discBox(stage, column));
  const below = parts.map(({ layer, floor }) => {
    const lines = [
      { kind: "title", text: many ? volumeName(layer) : volumeTitle(layer) },
      { kind: "number", text: shapeText(layer) },
      ...sentText(layer).map((text) => ({ kind: "number", text })),
      {
        kind: "steps",
        text: layer.role === "input" ? msg("the picture itself") : stepsText(layers, layer),
      },
    ].filter(({ kind }) => !(many && kind === "steps"));
    // The steps' text breaks into two lines.
    const widths = lines.map(({ kind, text }) => letters(text) * (kind === "steps" ? 0.6 : 1));
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
    const element = label(
      many ? "heading slim" : "heading",
      left,
      Math.max(own, under(middle)) + GAP,
      "",
    );
    element.dataset.heading = layer.name;
    element.dataset.anchor = `${middle} ${own}`;
    element.dataset.title = many ? volumeName(layer) : volumeTitle(layer);
    element.dataset.name = volumeName(layer);
    element.style.setProperty("--ink", layerColour(layer));
    for (const { kind, text } of lines) {
      const part = document.createElement("div");
      part.className = kind;
      part.textContent = text;
      // What the file of a visitor's network calls the layer; `layerName` alone has no room here.
      if (kind === "title" && layer.source) part.title = layerName(layer);
      element.append(part);
    }
    const colours = ramp(layer, scale);
    if (colours) element.children[0]?.after(colours);
    return element;
  });
  return stage.small ? below : [...below, ...above(stage, hidden)];
}

/**
 * Corners of the input's first and last sheet, px: the picture, which no heading covers.
 *
 * @param {Stage} stage
 */
export function pictureCorners(stage) {
  const box = stage.layout.volumes.find(({ layer }) => layer.role === "input");
  if (!box) return [];
  const { x, height, width } = box;
  const corners = (/** @type {number} */ at) =>
    [-1, 1].flatMap((up) =>
      [up, -up].map((across) => stage.project([at, (up * height) / 2, (across * width) / 2])),
    );
  const end = endOf(box);
  // Around one sheet, then around the other.
  return [...corners(x), ...corners(end)];
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
    const top = Math.min(...tops.map((at) => at.y));
    const element = label("heading above", (left + right) / 2, top, "");
    element.dataset.heading = layer.name;
    element.dataset.anchor = `${(left + right) / 2} ${top}`;
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
 * Corners of each volume's upper side, px.
 *
 * @param {Stage} stage
 */
export function roofs(stage) {
  return stage.layout.volumes.map((box) => {
    const [up, across] = [box.height / 2, box.width / 2];
    return /** @type {const} */ ([
      [box.x, up, -across],
      [box.x, up, across],
      [endOf(box), up, across],
      [endOf(box), up, -across],
    ]).map((at) => stage.project([...at]));
  });
}

/**
 * Centres the headings above their columns, from the right, without overlap, and clear of the volumes.
 *
 * @param {HTMLElement} box
 * @param {LocalSpace} space  of the box
 * @param {{ x: number, y: number }[][]} tops  corners of the volumes' upper sides, px
 */
function settleAbove(box, space, tops) {
  let end = space.width - EDGE + GAP;
  const elements = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".above")]);
  for (const element of elements.toReversed()) {
    const { width, height } = space.boxOf(element);
    const { x, y } = anchorOf(element);
    end = Math.min(x - width / 2, end - width - GAP);
    const usual = Math.max(y - 2 * LINE * textScale() - 2 * GAP, 0);
    const top = clearOf(new DOMRect(end, usual, width, height), tops);
    element.style.transform = `translate(${end.toFixed(1)}px, ${top.toFixed(1)}px)`;
    const start = { x: width / 2, y: height };
    if (usual - top > NEAR) element.append(leader(start, { x: x - end, y: y - top - GAP }));
  }
}

/**
 * Moves overlapping headings below those to their left, and all of them into the stage. If they do not
 * fit, or a leader line would run through a heading, arranges them in a row; if that does not fit either, shortens them, at last to names alone in as
 * many rows as needed. Draws the leader lines.
 *
 * @param {HTMLElement} box  parent of the headings
 * @param {boolean} small  whether to use a row of short headings from the start
 * @param {{ x: number, y: number }[]} picture  corners of the input's sheets, px
 * @param {{ x: number, y: number }[][]} tops  corners of the volumes' upper sides, px
 */
export function settle(box, small, picture, tops) {
  const space = new LocalSpace(box);
  const frame = new DOMRect(0, 0, space.width, space.height);
  box.removeAttribute("data-tiny");
  settleAbove(box, space, tops);
  let items = small ? [] : measure(box, space, false);
  const stacked = small ? null : stack(items, frame, picture);
  const clear = stacked && !leadersCross(items, stacked);
  // Leaders of many would run through several headings, so names alone are better then.
  const otherwise = items.length > MANY ? null : stacked;
  let places = small || clear ? stacked : (rows(items, frame, 1, picture) ?? otherwise);
  if (!places) {
    items = measure(box, space, true);
    places = frame.height < TINY ? null : rows(items, frame, 1, picture);
  }
  if (!places) {
    box.setAttribute("data-tiny", "");
    items = measure(box, space, true);
    places = rows(items, frame, items.length, picture) ?? [];
  }
  items.forEach(({ element, anchor }, i) => {
    const at = places[i];
    if (!at) return;
    element.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)`;
    const start = leaderStart(at, anchor);
    if (start !== null)
      element.append(leader({ x: start, y: -3 }, { x: anchor.x - at.x, y: anchor.y - at.y + 3 }));
  });
}

/**
 * @param {HTMLElement} box
 * @param {LocalSpace} space  of the box
 * @param {boolean} short  whether to shorten the headings
 */
function measure(box, space, short) {
  box.toggleAttribute("data-small", short);
  const elements = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(".heading:not(.above)")]);
  for (const element of elements) {
    const title = element.querySelector(".title");
    const text = (short ? element.dataset.name : element.dataset.title) ?? "";
    if (title && title.textContent !== text) title.textContent = text;
  }
  return elements.map((element) => ({
    element,
    anchor: anchorOf(element),
    rect: space.boxOf(element),
  }));
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
 * The leader line from a heading to what it names; points are px from the heading's top left.
 *
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 */
function leader(from, to) {
  const line = document.createElement("div");
  const [across, down] = [to.x - from.x, to.y - from.y];
  line.className = "leader";
  line.style.width = `${Math.hypot(across, down).toFixed(1)}px`;
  line.style.transform = `translate(${from.x}px, ${from.y}px) rotate(${Math.atan2(down, across)}rad)`;
  return line;
}
