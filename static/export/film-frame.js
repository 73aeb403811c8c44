import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { verdictOf } from "../network/verdict.js";
import { READ, arrange, backdrop, copyFigure } from "./figure-painter.js";

/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Card, Frame, Scene } from "../types/api.js" */
/** @import { Figure } from "../types/figure.js" */

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
 *
 * @typedef {object} Strand  one network of a film
 * @property {Card} card
 * @property {Figure} figure
 * @property {Frame|null} frame  what the figure shows
 */

const GAP = 24;
/** The side of the canvas in both formats. */
const SIDE = 312;

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
  },
  square: {
    width: 1080,
    height: 1080,
    scene: { x: GAP, y: GAP, width: SIDE, height: SIDE },
    answers: { x: SIDE + 2 * GAP, y: GAP, width: 1080 - SIDE - 3 * GAP, height: SIDE },
    figures: { x: 0, y: SIDE + 2 * GAP, width: 1080, height: 1080 - SIDE - 2 * GAP },
  },
};

/** The marks of answers and their colours on black; the marks differ in shape, too. */
const MARKS = {
  right: { mark: "✓", colour: "#5fdcab" },
  wrong: { mark: "✗", colour: "#ff9c8f" },
};

/**
 * The canvas to film, and a function to draw it: the scene, each network's answer, and the figures.
 *
 * @param {() => Strand[]} strands  the shown networks
 * @param {FormatName} format
 * @param {Sprites} sprites
 * @returns {{ canvas: HTMLCanvasElement, draw: (scene: Scene) => void }}
 */
export function filmFrame(strands, format, sprites) {
  const { width, height, scene: box, answers, figures } = FORMATS[format];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", READ));
  return {
    canvas,
    draw(scene) {
      const shown = strands();
      brush.fillStyle = backdrop();
      brush.fillRect(0, 0, width, height);
      drawScene(brush, box, scene, shown[0]?.card, sprites);
      drawAnswers(brush, answers, shown, scene.objects.length === 0);
      drawFigures(
        brush,
        figures,
        shown.map(({ figure }) => figure),
      );
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Area} box
 * @param {Scene} scene
 * @param {Card|undefined} card  whose input the canvas is
 * @param {Sprites} sprites
 */
function drawScene(brush, box, scene, card, sprites) {
  const [, rows = 1, cols = 1] = card?.input_shape ?? [];
  const cell = box.width / Math.max(rows, cols);
  brush.save();
  brush.translate(box.x, box.y);
  brush.fillStyle = "#000";
  brush.fillRect(0, 0, cell * cols, cell * rows);
  brush.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--stage-line");
  brush.strokeRect(-1, -1, cell * cols + 2, cell * rows + 2);
  brush.beginPath();
  brush.rect(0, 0, cell * cols, cell * rows);
  brush.clip();
  brush.scale(cell, cell);
  brush.imageSmoothingEnabled = false;
  for (const { object, row, col } of scene.objects) {
    const sprite = sprites.get(object, scene.pictures?.[object]);
    if (sprite) brush.drawImage(sprite, col, row);
  }
  brush.restore();
}

/**
 * Each network's name, and its answer with its mark and score.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Area} area
 * @param {Strand[]} strands
 * @param {boolean} empty  whether nothing is on the canvas
 */
function drawAnswers(brush, area, strands, empty) {
  const style = getComputedStyle(document.documentElement);
  const family = getComputedStyle(document.body).fontFamily;
  const step = Math.min(140, area.height / strands.length);
  brush.textBaseline = "top";
  strands.forEach(({ card, frame }, i) => {
    const y = area.y + i * step;
    brush.font = `20px ${family}`;
    brush.fillStyle = style.getPropertyValue("--stage-quiet");
    brush.fillText(named(card.title), area.x, y, area.width);
    if (!frame) return;
    const { kind, answer, score } = verdictOf(card, frame, empty);
    if (kind === "empty") return;
    const { mark, colour } =
      kind === "unjudged"
        ? { mark: "", colour: style.getPropertyValue("--stage-text") }
        : MARKS[kind];
    brush.font = `600 44px ${family}`;
    brush.fillStyle = colour;
    const text = `${named(answer)} ${mark}`.trim();
    brush.fillText(text, area.x, y + 30, area.width);
    brush.font = `20px ${family}`;
    brush.fillText(percentText(score), area.x, y + 84, area.width);
  });
}

/**
 * Draws figures as large as they fit, side by side or one below the other.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Area} area
 * @param {Figure[]} figures
 */
function drawFigures(brush, area, figures) {
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
    copyFigure(brush, figure, { x: left + x, y: top + y }, scale);
  });
}
