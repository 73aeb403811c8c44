import { READ, arrange, backdrop, copyFigure } from "./figure-painter.js";

/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Card, Scene } from "../types/api.js" */
/** @import { Figure } from "../types/figure.js" */

/** Maximum size of a film, pixels, that browsers can record in real time. */
const MAX_SIZE = { width: 1280, height: 960 };
const GAP = 16;

/**
 * The canvas to film, and a function to draw it: the scene on the left, the figures beside it.
 *
 * @param {Figure[]} figures
 * @param {Card} card  the first network
 * @param {Sprites} sprites
 */
export function filmFrame(figures, card, sprites) {
  const [, rows, cols] = card.input_shape;
  const { width, height, places } = arrange(figures);
  const side = Math.min(Math.max(Math.round(width / 3), 160), 320, height);
  const whole = { width: side + 2 * GAP + width, height };
  const scale = Math.min(1, MAX_SIZE.width / whole.width, MAX_SIZE.height / whole.height);
  const canvas = document.createElement("canvas");
  // H.264 requires even dimensions.
  canvas.width = 2 * Math.floor((whole.width * scale) / 2);
  canvas.height = 2 * Math.floor((whole.height * scale) / 2);
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", READ));
  const style = getComputedStyle(document.documentElement);
  const line = style.getPropertyValue("--stage-line");
  const cell = side / Math.max(rows, cols);

  /** @param {Scene} scene */
  function draw(scene) {
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.fillStyle = backdrop();
    brush.fillRect(0, 0, canvas.width, canvas.height);
    const box = { x: GAP, y: (height - cell * rows) / 2, width: cell * cols, height: cell * rows };
    brush.save();
    brush.scale(scale, scale);
    brush.fillStyle = "#000";
    brush.fillRect(box.x, box.y, box.width, box.height);
    brush.strokeStyle = line;
    brush.lineWidth = 1;
    brush.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
    brush.beginPath();
    brush.rect(box.x, box.y, box.width, box.height);
    brush.clip();
    brush.translate(box.x, box.y);
    brush.scale(cell, cell);
    brush.imageSmoothingEnabled = false;
    for (const { object, row, col } of scene.objects) {
      const sprite = sprites.get(object, scene.pictures?.[object]);
      if (sprite) brush.drawImage(sprite, col, row);
    }
    brush.restore();
    figures.forEach((figure, i) => {
      const { x, y } = places[i] ?? { x: 0, y: 0 };
      copyFigure(brush, figure, { x: side + 2 * GAP + x, y }, scale);
    });
  }
  return { canvas, draw };
}
