import { arrange, figureSheet } from "../export/figure-painter.js";
import { paintScene } from "../scene/scene-painter.js";
import { toned } from "./paper-tone.js";

/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Card, Scene } from "../types/api.js" */
/** @import { Figure } from "../types/figure.js" */

/** Pixels drawn per px of a figure and of the scene. */
const FIGURE = 2;
const SCENE = 8;

/**
 * The scene on white, one square of 8 × 8 pixels per px.
 *
 * @param {Scene} scene
 * @param {Card} card  of a network with that input
 * @param {Sprites} sprites
 */
export function scenePicture(scene, card, sprites) {
  const [, rows = 1, cols = 1] = card.input_shape;
  const small = document.createElement("canvas");
  [small.width, small.height] = [cols, rows];
  // Sprites of a scene that is shown have been loaded.
  paintScene(small, scene, sprites, () => {});
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [cols * SCENE, rows * SCENE];
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (brush) {
    brush.imageSmoothingEnabled = false;
    brush.drawImage(small, 0, 0, canvas.width, canvas.height);
  }
  return toned(canvas);
}

/**
 * A figure on white with its labels; null if the graphics card cannot draw it.
 *
 * @param {Figure} figure
 */
export function figurePicture(figure) {
  const { width, height } = arrange([figure]);
  if (width === 0 || height === 0) return null;
  try {
    return trimmed(toned(figureSheet(figure, FIGURE)));
  } catch {
    return null;
  }
}

/**
 * A canvas without the empty margins around its picture; empty is what its first pixel shows.
 *
 * @param {HTMLCanvasElement} canvas
 */
function trimmed(canvas) {
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const { width, height } = canvas;
  const pixels = brush && new Uint32Array(brush.getImageData(0, 0, width, height).data.buffer);
  const box = pixels && inkBox(pixels, width);
  if (!box) return canvas;
  const cut = document.createElement("canvas");
  [cut.width, cut.height] = [box.right - box.left, box.bottom - box.top];
  cut.getContext("2d")?.drawImage(canvas, -box.left, -box.top);
  return cut;
}

/**
 * The box of all pixels that differ from the first one; null if there are none.
 *
 * @param {Uint32Array} pixels  row by row
 * @param {number} width
 * @returns {{ left: number, top: number, right: number, bottom: number }|null}  right and bottom exclusive
 */
export function inkBox(pixels, width) {
  const box = { left: width, top: Infinity, right: 0, bottom: 0 };
  pixels.forEach((pixel, i) => {
    if (pixel === pixels[0]) return;
    const [row, col] = [Math.floor(i / width), i % width];
    box.left = Math.min(box.left, col);
    box.right = Math.max(box.right, col + 1);
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row + 1);
  });
  return box.right > 0 ? box : null;
}
