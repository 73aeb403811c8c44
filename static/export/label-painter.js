import { LocalSpace } from "../browser/local-space.js";

/**
 * Draws the labels over a figure onto a canvas, with the page's texts, positions, fonts and colours,
 * sharp at any scale.
 *
 * Supports only what labels use: text and images in boxes that are translated, or rotated as a whole,
 * with backgrounds, borders and outlines of one colour.
 *
 * @param {CanvasRenderingContext2D} brush  in px of `root`, from its top left
 * @param {HTMLElement} root
 * @param {string} [without]  selector of children to leave out
 */
export function paintOverlay(brush, root, without) {
  const space = new LocalSpace(root);
  for (const child of root.children) {
    if (!without || !child.matches(without)) paintElement(brush, child, space);
  }
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {Element} element
 * @param {LocalSpace} space  in whose px the brush paints
 */
function paintElement(brush, element, space) {
  if (!(element instanceof HTMLElement) || element instanceof HTMLCanvasElement) return;
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return;
  brush.save();
  brush.globalAlpha *= Number(style.opacity);
  const matrix = new DOMMatrix(style.transform === "none" ? "" : style.transform);
  if (matrix.b !== 0 || matrix.c !== 0) {
    paintTurned(brush, element, style, matrix, space);
  } else {
    const { left, top, width, height } = space.boxOf(element);
    paintBox(brush, style, left, top, width, height);
    if (element instanceof HTMLImageElement) {
      brush.imageSmoothingEnabled = style.imageRendering !== "pixelated";
      if (element.naturalWidth > 0) brush.drawImage(element, left, top, width, height);
      paintOutline(brush, style, left, top, width, height);
    }
    for (const node of element.childNodes) {
      if (node instanceof Text) paintText(brush, node, style, space);
      else if (node instanceof Element) paintElement(brush, node, space);
    }
  }
  brush.restore();
}

/**
 * Draws a rotated line of text, or a rotated bar.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {HTMLElement} element
 * @param {CSSStyleDeclaration} style
 * @param {DOMMatrix} matrix
 * @param {LocalSpace} space
 */
function paintTurned(brush, element, style, matrix, space) {
  const { offsetParent } = element;
  const around = offsetParent ? space.boxOf(offsetParent) : { left: 0, top: 0 };
  const [x = 0, y = 0] = style.transformOrigin.split(" ").map(Number.parseFloat);
  brush.translate(around.left + element.offsetLeft + x, around.top + element.offsetTop + y);
  brush.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  brush.translate(-x, -y);
  const [width, height] = [Number.parseFloat(style.width), Number.parseFloat(style.height)];
  paintBox(brush, style, 0, 0, width, height);
  const text = (element.textContent ?? "").trim();
  if (text) write(brush, style, text, 0, 0, height);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {CSSStyleDeclaration} style
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 */
function paintBox(brush, style, left, top, width, height) {
  const edge = Number.parseFloat(style.borderTopWidth) || 0;
  brush.beginPath();
  brush.roundRect(left, top, width, height, Number.parseFloat(style.borderTopLeftRadius) || 0);
  brush.fillStyle = style.backgroundColor;
  brush.fill();
  if (edge === 0 || style.borderTopStyle === "none") return;
  brush.lineWidth = edge;
  brush.strokeStyle = style.borderTopColor;
  if (style.borderTopStyle === "dashed") brush.setLineDash([3 * edge, 2 * edge]);
  const inner = edge / 2;
  const corner = Math.max((Number.parseFloat(style.borderTopLeftRadius) || 0) - inner, 0);
  brush.beginPath();
  brush.roundRect(left + inner, top + inner, width - edge, height - edge, corner);
  brush.stroke();
  brush.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {CSSStyleDeclaration} style
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 */
function paintOutline(brush, style, left, top, width, height) {
  const edge = Number.parseFloat(style.outlineWidth) || 0;
  if (edge === 0 || style.outlineStyle === "none") return;
  brush.lineWidth = edge;
  brush.strokeStyle = style.outlineColor;
  brush.strokeRect(left - edge / 2, top - edge / 2, width + edge, height + edge);
}

/**
 * Draws a text node, with the page's line breaks.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {Text} node
 * @param {CSSStyleDeclaration} style
 * @param {LocalSpace} space
 */
function paintText(brush, node, style, space) {
  for (const { text, left, top, height } of linesOf(node, space))
    write(brush, style, text, left, top, height);
}

/**
 * @param {Text} node
 * @param {LocalSpace} space
 * @returns {{ text: string, left: number, top: number, height: number }[]}  px of the space
 */
function linesOf(node, space) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].map((rect) => space.under(rect));
  const [only] = rects;
  if (!only) return [];
  const whole = node.data.trim();
  if (rects.length === 1 && whole === node.data && !/\s{2}|\n/.test(whole)) {
    return [{ text: whole, left: only.left, top: only.top, height: only.height }];
  }
  /** @type {ReturnType<typeof linesOf>} */
  const lines = [];
  let at = 0;
  for (const letter of node.data) {
    range.setStart(node, at);
    at += letter.length;
    range.setEnd(node, at);
    const [found] = range.getClientRects();
    // Collapsed white space has no width.
    if (!found || found.width === 0) continue;
    const rect = space.under(found);
    const line = lines.at(-1);
    const text = /\s/.test(letter) ? " " : letter;
    if (line && Math.abs(line.top - rect.top) < rect.height / 2) line.text += text;
    else lines.push({ text, left: rect.left, top: rect.top, height: rect.height });
  }
  return lines;
}

/**
 * Draws a line of text, vertically centred.
 *
 * @param {CanvasRenderingContext2D} brush
 * @param {CSSStyleDeclaration} style
 * @param {string} text
 * @param {number} left
 * @param {number} top
 * @param {number} height
 */
function write(brush, style, text, left, top, height) {
  brush.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  brush.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
  brush.fillStyle = style.color;
  brush.textBaseline = "alphabetic";
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = brush.measureText(text);
  const shown = style.textTransform === "uppercase" ? text.toUpperCase() : text;
  brush.fillText(shown, left, top + (height - up - down) / 2 + up);
}
