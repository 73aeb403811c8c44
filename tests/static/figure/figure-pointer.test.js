import { expect, test, vi } from "vitest";
import { FigurePointer } from "../../../static/figure/figure-pointer.js";

/** A figure without volumes, whose one mark is under every point. */
function host({ mark = { layer: "pool1", channel: 2 }, still = false } = {}) {
  /** @type {Record<string, any>} */
  const state = { selection: { cell: null, slice: null }, pinnedCell: null };
  const store = {
    get: (/** @type {string} */ key) => state[key],
    set: (/** @type {string} */ key, /** @type {unknown} */ value) => (state[key] = value),
  };
  const canvas = document.createElement("canvas");
  canvas.getBoundingClientRect = () => new DOMRect(0, 0, 9, 9);
  const stage = { canvas, layout: { volumes: [], columns: [] }, size: { width: 9, height: 9 } };
  return {
    state,
    canvas,
    figure: /** @type {any} */ ({
      stage,
      labels: { pick: () => mark },
      side: "model",
      plain: false,
      still,
      byKeys: true,
      requiredContext: { store },
      showSelection: vi.fn(),
      forget: vi.fn(),
      rescale: vi.fn(),
    }),
  };
}

/** @param {string} type @param {number} x @param {string} [pointerType] */
const event = (type, x, pointerType = "mouse") =>
  /** @type {any} */ ({
    type,
    buttons: 0,
    clientX: x,
    clientY: 0,
    pointerType,
  });

test("a pointer over a mark shows its slice until the mouse leaves", () => {
  const { figure, canvas } = host();
  const pointer = new FigurePointer(figure);
  pointer.hover(event("pointermove", 1));
  expect(pointer.mark).toEqual({ layer: "pool1", channel: 2 });
  expect(figure.showSelection).toHaveBeenCalledOnce();
  expect(canvas.hasAttribute("data-over")).toBe(true);
  expect(figure.byKeys).toBe(false);
  expect(figure.rescale).toHaveBeenCalledExactlyOnceWith(1);
  figure.plain = true;
  pointer.leave(event("pointerleave", 1, "touch"));
  expect(pointer.mark).not.toBeNull();
  pointer.leave(event("pointerleave", 1));
  expect(pointer.mark).toBeNull();
  // Where a microscope shows the pressed cell, nothing of a lifted finger stays.
  figure.plain = false;
  pointer.hover(event("pointerdown", 1, "touch"));
  pointer.leave(event("pointerleave", 1, "touch"));
  expect(pointer.mark).toBeNull();
  expect(figure.forget).toHaveBeenCalledTimes(2);
});

test("a click on a mark selects its slice, and deselects it again; a drag does neither", () => {
  const { figure, state } = host();
  const pointer = new FigurePointer(figure);
  const click = (from = 1, to = 1) => {
    pointer.press(event("pointerdown", from));
    pointer.pin(event("click", to));
  };
  click(1, 30);
  expect(state.selection.slice).toBeNull();
  click();
  expect(state.selection.slice).toEqual({ side: "model", layer: "pool1", channel: 2 });
  click();
  expect(state.selection.slice).toBeNull();
});

test("a figure that is only looked at hears no pointer", () => {
  const { figure, state } = host({ still: true });
  const pointer = new FigurePointer(figure);
  pointer.press(event("pointerdown", 1));
  pointer.pin(event("click", 1));
  expect(pointer.mark).toBeNull();
  expect(state.selection.slice).toBeNull();
});
