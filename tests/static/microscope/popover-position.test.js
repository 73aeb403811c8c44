import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PopoverPosition } from "../../../static/microscope/popover-position.js";

/** @import { Rect } from "../../../static/types/figure.js" */

/** @type {(left: number, top: number, width: number, height: number) => DOMRect} */
const rect = (left, top, width, height) => new DOMRect(left, top, width, height);

/** @type {Rect|null} */
let cell = null;
const scrolled = vi.fn();

/** @param {boolean} sheet */
function open(sheet) {
  document.body.innerHTML = `<main id="figure"></main><svg class="leader"><line></line><circle></circle></svg><div class="box"></div>`;
  vi.stubGlobal("matchMedia", () => ({ matches: sheet }));
  vi.stubGlobal("scrollBy", scrolled);
  vi.stubGlobal("innerWidth", 1400);
  vi.stubGlobal("innerHeight", 900);
  const box = /** @type {HTMLElement} */ (document.querySelector(".box"));
  const figure = /** @type {HTMLElement} */ (document.getElementById("figure"));
  figure.getBoundingClientRect = () => rect(300, 50, 800, 800);
  box.getBoundingClientRect = () => rect(0, 500, 390, 400);
  Object.defineProperty(box, "offsetHeight", { value: 300, configurable: true });
  const position = new PopoverPosition(() => document.body, {
    anchor: (good) => (cell && good(cell) ? cell : null),
    avoid: () => [],
    projected: () => null,
  });
  position.open();
  return { box, position };
}

beforeEach(() => {
  cell = rect(400, 400, 10, 10);
});
afterEach(() => {
  vi.unstubAllGlobals();
  scrolled.mockClear();
  document.body.replaceChildren();
});

test("the popover stands beside its cell, and says on which side", () => {
  const { box, position } = open(false);
  expect(position.side).toBe("right");
  expect(box.dataset.side).toBe("right");
  expect(Number.parseInt(box.style.left)).toBeGreaterThan(410);
  position.reveal();
  expect(scrolled).not.toHaveBeenCalled();
  position.close();
  expect(position.side).toBeNull();
});

test("without its cell on the screen it has no leader line", () => {
  cell = null;
  open(false);
  expect(document.querySelector(".leader")?.hasAttribute("hidden")).toBe(true);
});

test("on a small screen it is a sheet, and the page scrolls the cell out from under it", () => {
  cell = rect(100, 600, 10, 10);
  const { box, position } = open(true);
  expect(box.dataset.side).toBe("sheet");
  expect(box.style.left).toBe("");
  position.reveal();
  expect(scrolled).toHaveBeenCalledWith({ top: 134 });
});

test("a cell above the sheet leaves the page where it is", () => {
  const { position } = open(true);
  position.reveal();
  expect(scrolled).not.toHaveBeenCalled();
});

test("a popover of one height for all steps is lower where it would cover an answer", () => {
  const { box, position } = open(false);
  const answer = document.createElement("outputs-panel");
  answer.attachShadow({ mode: "open" }).innerHTML = `<div class="live"><p></p></div>`;
  const line = /** @type {Element} */ (answer.shadowRoot?.querySelector("p"));
  line.getBoundingClientRect = () => rect(0, 390, 1400, 120);
  document.body.append(answer);
  box.classList.add("tall");
  Object.defineProperty(box, "offsetHeight", { value: 420 });
  cell = rect(400, 380, 4, 4);
  position.arrange();
  const top = Number.parseInt(box.style.top);
  const height = Number.parseInt(box.style.height);
  expect(height).toBeLessThan(420);
  expect(top >= 510 || top + height <= 390).toBe(true);
});

test("it stands over the figures, as wide as it reads, rather than beyond them", () => {
  const { box, position } = open(false);
  box.classList.add("tall");
  cell = rect(700, 100, 10, 10);
  // Nothing covers less than a narrow one far away; a wide one near the cell reads better.
  position.around.avoid = () => [rect(320, 700, 300, 40)];
  position.arrange();
  expect(box.style.width).toBe("384px");
  const left = Number.parseInt(box.style.left);
  expect(left).toBeGreaterThanOrEqual(300);
  expect(left + 384).toBeLessThanOrEqual(1100);
});

test("its least width is for screens on which no other has room", () => {
  const { box, position } = open(false);
  box.classList.add("tall");
  cell = rect(700, 400, 10, 10);
  const panel = document.createElement("scene-panel");
  panel.getBoundingClientRect = () => rect(0, 0, 1400, 900);
  document.body.append(panel);
  position.arrange();
  expect(Number.parseInt(box.style.width)).toBeGreaterThan(300);
  vi.stubGlobal("innerWidth", 600);
  vi.stubGlobal("innerHeight", 460);
  cell = rect(300, 230, 10, 10);
  position.arrange();
  expect(box.style.width).toBe("224px");
});
