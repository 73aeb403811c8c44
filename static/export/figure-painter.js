import { msg, str } from "@lit/localize";
import { Color, Vector2 } from "three";
import { LocalSpace } from "../browser/local-space.js";
import { LocalisedError } from "../state/error-types.js";
import { paintOverlay } from "./label-painter.js";

/** @import { Object3D } from "three" */
/** @import { Figure, Stage } from "../types/figure.js" */

/** Options of canvases that are read back as files. */
export const READ = { willReadFrequently: true };

/** What stands beside the figures in films and on paper, or only serves visitors. */
const PAGE_ONLY = ".caption, .keys, .reset";

/**
 * The size of a figure in whole px.
 *
 * @param {Figure} figure
 */
function sizeOf({ box }) {
  const { width, height } = new LocalSpace(box);
  return { width: Math.round(width), height: Math.round(height) };
}

/** The background of figures, in both themes. */
export function backdrop() {
  return getComputedStyle(document.documentElement).getPropertyValue("--stage").trim();
}

/**
 * Whether figures stand side by side on the page.
 *
 * @param {Figure[]} figures
 */
function areAbreast(figures) {
  const tops = figures.map(({ box }) => box.getBoundingClientRect().top);
  return tops.every((top) => Math.abs(top - (tops[0] ?? 0)) < 1);
}

/**
 * Places of figures in a picture of all of them, without gaps.
 *
 * @param {Figure[]} figures
 * @param {boolean} [abreast]  side by side, not one below the other; default: as on the page
 * @returns {{ width: number, height: number, places: { x: number, y: number }[] }}  px
 */
export function arrange(figures, abreast = areAbreast(figures)) {
  let [width, height] = [0, 0];
  const places = figures.map((figure) => {
    const size = sizeOf(figure);
    const place = abreast ? { x: width, y: 0 } : { x: 0, y: height };
    width = abreast ? width + size.width : Math.max(width, size.width);
    height = abreast ? Math.max(height, size.height) : height + size.height;
    return place;
  });
  return { width, height, places };
}

/**
 * Renders a figure at a scale, with its labels.
 *
 * @param {CanvasRenderingContext2D} brush  in pixels
 * @param {Figure} figure
 * @param {{ x: number, y: number }} place  of its top-left corner, px
 * @param {number} scale  pixels per px, an integer
 * @param {boolean} [bare]  without its caption
 * @throws {LocalisedError} if the graphics card cannot draw that large
 */
export function drawFigure(brush, figure, place, scale, bare = false) {
  const { stage } = figure;
  const { renderer } = stage;
  const size = sizeOf(figure);
  const was = { ratio: renderer.getPixelRatio(), size: renderer.getSize(new Vector2()) };
  const [left, top] = [place.x * scale, place.y * scale];
  const [width, height] = [size.width * scale, size.height * scale];
  const clip = () => {
    brush.save();
    brush.beginPath();
    brush.rect(left, top, width, height);
    brush.clip();
  };
  clip();
  brush.fillStyle = backdrop();
  brush.fillRect(left, top, width, height);
  brush.globalAlpha = Number(getComputedStyle(stage.canvas).opacity);
  try {
    renderer.setPixelRatio(scale);
    renderer.setSize(size.width, size.height, false);
    const context = renderer.getContext();
    if (context.drawingBufferWidth < width || context.drawingBufferHeight < height) {
      const maxSize = `${width} × ${height}`;
      throw new LocalisedError(
        msg(str`The graphics card cannot draw ${maxSize} px: choose a smaller scale.`),
      );
    }
    stage.render();
    if (scale === 1) brush.drawImage(stage.canvas, left, top);
    else drawInTwo(brush, stage, left, top, scale);
  } finally {
    brush.restore();
    renderer.setPixelRatio(was.ratio);
    renderer.setSize(was.size.x, was.size.y, false);
    stage.render();
  }
  clip();
  label(brush, figure, place, scale, bare ? PAGE_ONLY : "");
  brush.restore();
}

/**
 * A figure without its caption, rendered on a canvas of its own.
 *
 * @param {Figure} figure
 * @param {number} scale  pixels per px, an integer
 * @returns {HTMLCanvasElement}
 * @throws {LocalisedError} if the graphics card cannot draw that large
 */
export function figureSheet(figure, scale) {
  const { width, height } = sizeOf(figure);
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [width * scale, height * scale];
  const brush = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d", READ));
  drawFigure(brush, figure, { x: 0, y: 0 }, scale, true);
  return sheet;
}

/**
 * Copies a figure from its canvas on the page, with its labels but not its caption. This is faster, for films.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Figure} figure
 * @param {{ x: number, y: number }} place  px
 * @param {number} scale
 */
export function copyFigure(brush, figure, place, scale) {
  const { stage } = figure;
  const { width, height } = sizeOf(figure);
  // A WebGL canvas can only be read in the task that drew it.
  stage.render();
  brush.drawImage(stage.canvas, place.x * scale, place.y * scale, width * scale, height * scale);
  label(brush, figure, place, scale, PAGE_ONLY);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Figure} figure
 * @param {{ x: number, y: number }} place
 * @param {number} scale
 * @param {string} [without]  selector of labels to leave out
 */
function label(brush, { box }, { x, y }, scale, without) {
  brush.save();
  brush.scale(scale, scale);
  brush.translate(x, y);
  paintOverlay(brush, box, without);
  brush.restore();
}

/**
 * Draws planes and points, then lines separately. WebGL lines are always one pixel wide, so at a
 * scale they are drawn once for every pixel of a px, each time with a fraction of the brightness.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Stage} stage
 * @param {number} left
 * @param {number} top
 * @param {number} scale
 */
function drawInTwo(brush, stage, left, top, scale) {
  const { renderer, world, camera } = stage;
  const backdrop = renderer.getClearColor(new Color());
  /** @type {Object3D[]} */
  const lines = [];
  /** @type {Object3D[]} */
  const others = [];
  world.traverse((object) => {
    if (!object.visible) return;
    if ("isLine" in object) lines.push(object);
    else if ("isMesh" in object || "isPoints" in object) others.push(object);
  });
  const hide = (/** @type {Object3D[]} */ objects, /** @type {boolean} */ hidden) =>
    objects.forEach((object) => (object.visible = !hidden));
  try {
    hide(lines, true);
    renderer.render(world, camera);
    brush.drawImage(stage.canvas, left, top);
    hide(lines, false);
    hide(others, true);
    renderer.setClearColor(0x000000);
    renderer.render(world, camera);
    const wide = document.createElement("canvas");
    [wide.width, wide.height] = [stage.canvas.width, stage.canvas.height];
    const across = /** @type {CanvasRenderingContext2D} */ (wide.getContext("2d", READ));
    across.globalCompositeOperation = brush.globalCompositeOperation = "lighter";
    across.globalAlpha = 1 / scale;
    const first = -Math.floor((scale - 1) / 2);
    // One of the two passes runs along the line, where copies add up, so brightness is divided once.
    for (let i = 0; i < scale; i++) across.drawImage(stage.canvas, first + i, 0);
    for (let i = 0; i < scale; i++) brush.drawImage(wide, left, top + first + i);
  } finally {
    hide(lines, false);
    hide(others, false);
    renderer.setClearColor(backdrop);
  }
}
