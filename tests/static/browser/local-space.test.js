import { afterEach, expect, test, vi } from "vitest";
import { LocalSpace, fractionOn } from "../../../static/browser/local-space.js";

/** An element of 200 × 100 px at (30, 40) of the window, inside others. */
const SIZE = { width: 200, height: 100 };
const AT = { x: 30, y: 40 };

afterEach(() => vi.restoreAllMocks());

/**
 * @param {Partial<CSSStyleDeclaration>[]} styles  of the ancestors, from outside, and of the element
 * @param {DOMMatrix} matrix  what they do, as a browser computes it; zoom is part of it
 */
function nested(styles, matrix) {
  const elements = styles.map(() => document.createElement("div"));
  elements.reduce((outer, inner) => (outer.append(inner), inner));
  const element = /** @type {HTMLElement} */ (elements.at(-1));
  vi.spyOn(globalThis, "getComputedStyle").mockImplementation((of) => {
    const own = styles[elements.indexOf(/** @type {HTMLDivElement} */ (of))];
    const size = of === element ? { width: "200px", height: "100px" } : {};
    const none = { transform: "none", rotate: "none", scale: "none", boxSizing: "border-box" };
    return /** @type {CSSStyleDeclaration} */ ({ ...none, ...size, ...own });
  });
  const page = (/** @type {number} */ x, /** @type {number} */ y) => ({
    clientX: AT.x + matrix.a * x + matrix.c * y,
    clientY: AT.y + matrix.b * x + matrix.d * y,
  });
  const corners = [page(0, 0), page(200, 0), page(0, 100), page(200, 100)];
  const [xs, ys] = [corners.map((each) => each.clientX), corners.map((each) => each.clientY)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  element.getBoundingClientRect = () =>
    new DOMRect(left, top, Math.max(...xs) - left, Math.max(...ys) - top);
  return { element, page };
}

test.each([
  ["nothing", [{}], new DOMMatrix()],
  ["zoom, which no style tells", [{}, {}], new DOMMatrix("scale(1.5)")],
  ["a scale", [{ transform: "matrix(0.5, 0, 0, 0.5, 7, 9)" }, {}], new DOMMatrix("scale(0.5)")],
  ["two scales", [{ scale: "2" }, { scale: "0.5 3" }], new DOMMatrix("scale(1, 6)")],
  ["a rotation", [{ rotate: "15deg" }, {}], new DOMMatrix("rotate(15deg)")],
  [
    "a rotation of a scaled, zoomed one",
    [{ transform: "rotate(15deg)" }, { scale: "0.8" }],
    new DOMMatrix("rotate(15deg) scale(0.8) scale(1.5)"),
  ],
  ["a mirror", [{ transform: "scale(-1, 1)" }], new DOMMatrix("scale(-1, 1)")],
  ["a skew", [{ transform: "skew(20deg)" }], new DOMMatrix("skewX(20deg)")],
])("points are found under %s", (_, styles, matrix) => {
  const { element, page } = nested(styles, matrix);
  const space = new LocalSpace(element);
  expect(space).toMatchObject(SIZE);
  for (const [x, y] of /** @type {const} */ ([
    [0, 0],
    [150, 20],
    [-10, 130],
  ])) {
    const found = space.at(page(x, y));
    expect(found.x).toBeCloseTo(x, 6);
    expect(found.y).toBeCloseTo(y, 6);
    const part = fractionOn(element, page(x, y));
    expect(part.x).toBeCloseTo(x / 200, 6);
    expect(part.y).toBeCloseTo(y / 100, 6);
  }
  const { left, top, width, height } = space.onPage({ left: 150, top: 20, width: 0, height: 0 });
  expect([left, top, width, height]).toEqual(
    [page(150, 20).clientX, page(150, 20).clientY, 0, 0].map((each) => expect.closeTo(each, 6)),
  );
  expect(space.scale).toBeCloseTo(Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c)));
});

test("a box inside is found in the element's px", () => {
  const { element } = nested([{ scale: "0.5" }, {}], new DOMMatrix("scale(0.5)"));
  const inner = document.createElement("p");
  inner.getBoundingClientRect = () => new DOMRect(AT.x + 10, AT.y + 5, 20, 8);
  expect(new LocalSpace(element).boxOf(inner)).toMatchObject({
    x: expect.closeTo(20),
    y: expect.closeTo(10),
    width: expect.closeTo(40),
    height: expect.closeTo(16),
  });
});

test("an element without a box has no size", () => {
  const element = document.createElement("div");
  expect(new LocalSpace(element)).toMatchObject({ width: 0, height: 0, scale: 1 });
});
