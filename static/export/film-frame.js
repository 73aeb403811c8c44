import { named } from "../i18n/locale.js";
import { sureText, verdictOf } from "../network/verdict.js";
import { paintOn } from "../scene/scene-painter.js";
import { placedDrawing } from "../scene/scene.js";
import { READ, arrange, backdrop, copyFigure, figureSheet } from "./figure-painter.js";
import { RIGHT, WRONG, paintTiles } from "./tile-painter.js";

/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Card, Frame, Scene } from "../types/api.js" */
/** @import { Figure } from "../types/figure.js" */
/** @import { Tiles } from "../types/state.js" */

/**
 * @typedef {"wide"|"square"} FormatName
 * @typedef {{ x: number, y: number, width: number, height: number }} Area  px of the film
 *
 * @typedef {object} Format
 * @property {number} width  px; even, as H.264 requires
 * @property {number} height  px; even
 * @property {Area} scene  of the canvas, a square
 * @property {Area} answers
 * @property {Area} figures
 * @property {{ small: number, large: number }} text  sizes of names and answers, px
 *
 * @typedef {object} Strand  one network of a film
 * @property {Card} card
 * @property {string} title  of the network
 * @property {Figure} figure
 * @property {Frame|null} frame  what the figure shows
 *
 * @typedef {object} View  what a film or picture shows at a time
 * @property {Strand[]} strands  the shown networks
 * @property {Scene} scene
 * @property {Tiles} tiles  on the canvas
 */

const GAP = 24;
/** The side of the canvas in both formats. */
const SIDE = 312;
/** Most pixels per px of a figure that is rendered anew. */
const FINEST = 4;

/**
 * Formats of films: the canvas and the answers stand at the left of the figures, or above them.
 *
 * @type {Record<FormatName, Format>}
 */
export const FORMATS = {
  wide: {
    width: 1280,
    height: 720,
    scene: { x: GAP, y: 96, width: SIDE, height: SIDE },
    answers: { x: GAP, y: 96 + SIDE + GAP, width: SIDE, height: 720 - 96 - SIDE - 2 * GAP },
    figures: { x: SIDE + 2 * GAP, y: 0, width: 1280 - SIDE - 2 * GAP, height: 720 },
    text: { small: 26, large: 56 },
  },
  square: {
    width: 1080,
    height: 1080,
    scene: { x: GAP, y: GAP, width: SIDE, height: SIDE },
    answers: { x: SIDE + 2 * GAP, y: GAP, width: 1080 - SIDE - 3 * GAP, height: SIDE },
    figures: { x: 0, y: SIDE + 2 * GAP, width: 1080, height: 1080 - SIDE - 2 * GAP },
    text: { small: 32, large: 62 },
  },
};

/** The marks of answers and their colours on black; the marks differ in shape, too. */
const MARKS = {
  right: { mark: "✓", colour: RIGHT },
  wrong: { mark: "✗", colour: WRONG },
};

/**
 * The canvas to film, and a function to draw it: the scene, each network's answer, and the figures.
 *
 * @param {(scene: Scene) => View} view
 * @param {FormatName} format
 * @param {Sprites} sprites
 * @returns {{ canvas: HTMLCanvasElement, draw: (scene: Scene) => void }}
 */
export function filmFrame(view, format, sprites) {
  const { width, height } = FORMATS[format];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", READ));
  return { canvas, draw: (scene) => paintStage(brush, format, view(scene), sprites, copyFigure) };
}

/**
 * Draws scene, answers and figures in a format's px.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {FormatName} format
 * @param {View} view
 * @param {Sprites} sprites
 * @param {typeof copyFigure} paint  draws a figure
 */
export function paintStage(brush, format, { strands, scene, tiles }, sprites, paint) {
  const { width, height, scene: box, answers, figures, text } = FORMATS[format];
  brush.fillStyle = backdrop();
  brush.fillRect(0, 0, width, height);
  drawScene(brush, box, scene, strands[0]?.card, sprites, tiles);
  drawAnswers(brush, answers, strands, text, scene.objects.length === 0);
  const all = strands.map(({ figure }) => figure);
  drawFigures(brush, figures, all, paint);
}

/**
 * Renders a figure anew for a picture, sharper than its canvas on the page.
 *
 * @param {number} ratio  pixels of the picture per px of its format
 * @returns {typeof copyFigure}
 */
export function rendered(ratio) {
  return (brush, figure, { x, y }, scale) => {
    const { width, height } = arrange([figure]);
    const fine = Math.min(Math.max(Math.ceil(scale * ratio), 1), FINEST);
    brush.imageSmoothingQuality = "high";
    brush.drawImage(figureSheet(figure, fine), x * scale, y * scale, width * scale, height * scale);
  };
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Area} box
 * @param {Scene} scene
 * @param {Card|undefined} card  whose input the canvas is
 * @param {Sprites} sprites
 * @param {Tiles} tiles
 */
function drawScene(brush, box, scene, card, sprites, tiles) {
  const [, rows = 1, cols = 1] = card?.input_shape ?? [];
  const cell = box.width / Math.max(rows, cols);
  brush.save();
  brush.translate(box.x, box.y);
  brush.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--stage-line");
  brush.strokeRect(-1, -1, cell * cols + 2, cell * rows + 2);
  brush.beginPath();
  brush.rect(0, 0, cell * cols, cell * rows);
  brush.clip();
  brush.scale(cell, cell);
  // The next frame has what is still being loaded.
  paintOn(brush, { height: rows, width: cols }, scene, sprites, () => {});
  const object = tiles.size > 0 && placedDrawing(scene, sprites.palette, scene.objects[0]);
  if (object) paintTiles(brush, tiles, object);
  brush.restore();
}

/**
 * Each network's name, and its answer with its mark and score.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Area} area
 * @param {Strand[]} strands
 * @param {Format["text"]} sizes
 * @param {boolean} empty  whether nothing is on the canvas
 */
function drawAnswers(brush, area, strands, { small, large }, empty) {
  const style = getComputedStyle(document.documentElement);
  const family = getComputedStyle(document.body).fontFamily;
  const step = Math.min(150, area.height / strands.length);
  brush.textBaseline = "top";
  strands.forEach(({ card, title, frame }, i) => {
    const y = area.y + i * step;
    brush.font = `${small}px ${family}`;
    brush.fillStyle = style.getPropertyValue("--stage-quiet");
    brush.fillText(title, area.x, y, area.width);
    if (!frame) return;
    const verdict = verdictOf(card, frame, empty);
    const { kind, answer } = verdict;
    if (kind === "empty") return;
    const { mark, colour } =
      kind === "unjudged"
        ? { mark: "", colour: style.getPropertyValue("--stage-text") }
        : MARKS[kind];
    brush.font = `600 ${large}px ${family}`;
    brush.fillStyle = colour;
    const text = `${named(answer)} ${mark}`.trim();
    const top = y + small + 6;
    brush.fillText(text, area.x, top, area.width);
    const beside = brush.measureText(`${text} `).width;
    brush.font = `${small}px ${family}`;
    const sure = sureText(verdict);
    // Beside the answer if it fits there, else below.
    if (beside + brush.measureText(sure).width <= area.width) {
      brush.fillText(sure, area.x + beside, top + (large - small) / 2);
    } else {
      brush.fillText(sure, area.x, top + large, area.width);
    }
  });
}

/**
 * Draws figures as large as they fit, side by side or one below the other.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Area} area
 * @param {Figure[]} figures
 * @param {typeof copyFigure} paint
 */
function drawFigures(brush, area, figures, paint) {
  const [best] = [true, false]
    .map((abreast) => {
      const { width, height, places } = arrange(figures, abreast);
      return { width, height, places, scale: Math.min(area.width / width, area.height / height) };
    })
    .sort((a, b) => b.scale - a.scale);
  if (!best || !Number.isFinite(best.scale)) return;
  const { width, height, places, scale } = best;
  const left = area.x / scale + (area.width / scale - width) / 2;
  const top = area.y / scale + (area.height / scale - height) / 2;
  figures.forEach((figure, i) => {
    const { x, y } = places[i] ?? { x: 0, y: 0 };
    paint(brush, figure, { x: left + x, y: top + y }, scale);
  });
}
