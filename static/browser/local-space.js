/** @import { Rect } from "../types/figure.js" */

/**
 * An element's own coordinates: px from the top left of its border box, as in its style, whatever zoom,
 * scale and rotation it and its ancestors have. The page's own are px of the window.
 *
 * It holds as long as nothing moves. Transforms with perspective are not supported.
 */
export class LocalSpace {
  /** @param {Element} element */
  constructor(element) {
    const box = element.getBoundingClientRect();
    const own = sizeOf(element);
    /** px */
    this.width = box.width && (own.width || box.width);
    /** px */
    this.height = box.height && (own.height || box.height);
    const { a, b, c, d } = transformOf(element);
    // Bounds of the transformed box. What remains to the true ones is zoom, which is no transform.
    const across = Math.abs(a) * this.width + Math.abs(c) * this.height;
    const down = Math.abs(b) * this.width + Math.abs(d) * this.height;
    const [x, y] = [across ? box.width / across : 1, down ? box.height / down : 1];
    this.matrix = { a: x * a, b: y * b, c: x * c, d: y * d };
    // The middle of the bounds is the middle of the box under every such transform.
    this.middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    this.determinant = x * y * (a * d - b * c);
  }

  /** Length on the page of a px of the element. */
  get scale() {
    return Math.sqrt(Math.abs(this.determinant)) || 1;
  }

  /**
   * @param {{ clientX: number, clientY: number }} pointer  px of the window
   * @returns {{ x: number, y: number }}  px of the element
   */
  at({ clientX, clientY }) {
    const { a, b, c, d } = this.matrix;
    const [x, y] = [clientX - this.middle.x, clientY - this.middle.y];
    return {
      x: (d * x - c * y) / this.determinant + this.width / 2,
      y: (a * y - b * x) / this.determinant + this.height / 2,
    };
  }

  /**
   * The box on the page around a box of the element.
   *
   * @param {Rect} rect  px of the element
   * @returns {Rect}  px of the window
   */
  onPage({ left, top, width, height }) {
    const { a, b, c, d } = this.matrix;
    const [x, y] = [left + (width - this.width) / 2, top + (height - this.height) / 2];
    const across = Math.abs(a) * width + Math.abs(c) * height;
    const down = Math.abs(b) * width + Math.abs(d) * height;
    return {
      left: this.middle.x + a * x + c * y - across / 2,
      top: this.middle.y + b * x + d * y - down / 2,
      width: across,
      height: down,
    };
  }

  /**
   * The box of an element inside this one that is not rotated against it.
   *
   * @param {Element} inner
   * @returns {DOMRect}  px of this element
   */
  boxOf(inner) {
    const box = inner.getBoundingClientRect();
    const turned = this.matrix.b !== 0 || this.matrix.c !== 0;
    return turned ? this.around(box, sizeOf(inner)) : this.under(box);
  }

  /**
   * What a box of the page covers, where the element is not rotated.
   *
   * @param {DOMRect} box  px of the window
   * @returns {DOMRect}  px of the element
   */
  under(box) {
    const { a, d } = this.matrix;
    return this.around(box, { width: box.width / Math.abs(a), height: box.height / Math.abs(d) });
  }

  /**
   * A box with the middle of a box of the page.
   *
   * @param {DOMRect} box  px of the window
   * @param {{ width: number, height: number }} size  px of the element
   */
  around(box, { width, height }) {
    const { x, y } = this.at({
      clientX: box.left + box.width / 2,
      clientY: box.top + box.height / 2,
    });
    return new DOMRect(x - width / 2, y - height / 2, width, height);
  }
}

/**
 * A pointer's place on an element, as fractions of its width and height; outside of it below 0 or above 1.
 *
 * @param {Element} element
 * @param {{ clientX: number, clientY: number }} pointer  px of the window
 * @returns {{ x: number, y: number }}
 */
export function fractionOn(element, pointer) {
  const space = new LocalSpace(element);
  const { x, y } = space.at(pointer);
  return { x: x / space.width, y: y / space.height };
}

/**
 * Size of an element's border box before transforms, px; 0 without a box.
 *
 * @param {Element} element
 */
function sizeOf(element) {
  const style = getComputedStyle(element);
  const [width, height] = [Number.parseFloat(style.width), Number.parseFloat(style.height)];
  // The style's size is exact, that of the layout rounded.
  if (style.boxSizing === "border-box" && width > 0 && height > 0) return { width, height };
  return element instanceof HTMLElement
    ? { width: element.offsetWidth, height: element.offsetHeight }
    : { width: 0, height: 0 };
}

/**
 * The transforms of an element and of all its ancestors, also outside its shadow tree.
 *
 * @param {Element} element
 */
function transformOf(element) {
  let whole = { a: 1, b: 0, c: 0, d: 1 };
  for (let at = /** @type {Element|null} */ (element); at; at = parentOf(at)) {
    const { transform, rotate, scale } = getComputedStyle(at);
    const list = [...rotation(rotate), ...scaling(scale), ...(isSet(transform) ? [transform] : [])];
    if (list.length === 0) continue;
    const { a, b, c, d } = new DOMMatrix(list.join(" "));
    const { a: e, b: f, c: g, d: h } = whole;
    whole = { a: a * e + c * f, b: b * e + d * f, c: a * g + c * h, d: b * g + d * h };
  }
  return whole;
}

/** @param {Element} element */
function parentOf(element) {
  if (element.assignedSlot) return element.assignedSlot;
  const parent = element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : element.parentElement;
}

/** @param {string|undefined} value  of a CSS property */
function isSet(value) {
  return Boolean(value) && value !== "none";
}

/** @param {string} rotate  as computed: an angle, or an axis and an angle */
function rotation(rotate) {
  if (!isSet(rotate)) return [];
  const parts = rotate.split(" ");
  const angle = parts.pop();
  const [x] = parts;
  if (x === undefined) return [`rotate(${angle})`];
  return parts.length === 1
    ? [`rotate${x.toUpperCase()}(${angle})`]
    : [`rotate3d(${parts.join()}, ${angle})`];
}

/** @param {string} scale  as computed: one to three factors */
function scaling(scale) {
  if (!isSet(scale)) return [];
  const [x, y = x] = scale.split(" ");
  return [`scale(${x}, ${y})`];
}
