import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { paint } from "../../../static/charts/heat-map.js";

/** @import { HeatMap } from "../../../static/charts/heat-map.js" */

/** Pixels painted last. @type {number[]} */
let painted;

/** A fake brush. */
const brush = /** @type {CanvasRenderingContext2D} */ (
  /** @type {unknown} */ ({
    createImageData: (/** @type {number} */ width, /** @type {number} */ height) => ({
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: (/** @type {ImageData} */ { data }) => void (painted = [...data]),
  })
);

beforeEach(() => {
  painted = [];
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(/** @type {any} */ (brush));
});

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

/** A map of 2 rows and 4 columns, 10 px a cell. @param {Partial<HeatMap>} [fields] */
async function shown(fields = {}) {
  const map = /** @type {HeatMap} */ (document.createElement("heat-map"));
  Object.assign(map, { rows: 2, cols: 4, live: true, ...fields });
  document.body.append(map);
  await map.updateComplete;
  const canvas = /** @type {HTMLCanvasElement} */ (map.renderRoot.querySelector("canvas"));
  canvas.getBoundingClientRect = () => new DOMRect(100, 200, 40, 20);
  /** @type {[string, unknown][]} */
  const fired = [];
  for (const type of ["point", "choose"]) {
    map.addEventListener(type, (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      fired.push([type, detail]);
      if (type === "point") map.pointed = detail;
    });
  }
  /** @param {string} type @param {number} x @param {number} y @param {number} [detail] */
  const pointer = (type, x, y, detail = 1) =>
    canvas.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: y, detail }));
  /** Whether the page may not scroll. @param {string} key */
  const press = (key) =>
    !canvas.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
  return { map, canvas, fired, pointer, press };
}

describe("the pixels", () => {
  test("are row by row in the colours of the values; a missing value is not known", () => {
    const colour = (/** @type {number} */ value) =>
      Number.isNaN(value) ? "#0000ff" : value ? "#ff8000" : "#000000";
    paint(brush, 2, 2, [1, 0, Number.NaN], colour);
    expect(painted).toEqual([255, 128, 0, 255, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255, 255]);
  });

  test("are painted again when values were changed in place", async () => {
    const values = [0, 0];
    const colour = (/** @type {number} */ value) => (value ? "#ffffff" : "#000000");
    const { map, canvas } = await shown({ rows: 1, cols: 2, values, colour });
    expect([canvas.width, canvas.height]).toEqual([2, 1]);
    expect(painted).toEqual([0, 0, 0, 255, 0, 0, 0, 255]);
    values[1] = 1;
    map.version += 1;
    await map.updateComplete;
    expect(painted).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  });
});

describe("a pointer", () => {
  test.each([
    [100, 200, 0, 0],
    [109, 209, 0, 0],
    [110, 210, 1, 1],
    [139, 219, 1, 3],
    // Rounding at the edge.
    [140, 220, 1, 3],
    [99, 199, 0, 0],
  ])("at %d, %d is over row %d, col %d", async (x, y, row, col) => {
    const { fired, pointer } = await shown();
    pointer("pointermove", x, y);
    expect(fired).toEqual([["point", { row, col }]]);
  });

  test("is told when it enters another cell, and when it leaves", async () => {
    const { fired, pointer } = await shown();
    pointer("pointermove", 101, 201);
    pointer("pointermove", 105, 205);
    pointer("pointermove", 115, 205);
    pointer("pointerleave", 0, 0);
    pointer("pointerleave", 0, 0);
    expect(fired.map(([, cell]) => cell)).toEqual([{ row: 0, col: 0 }, { row: 0, col: 1 }, null]);
  });

  test("chooses the cell that it clicks, pointed at or not", async () => {
    const { fired, pointer } = await shown({ pointed: { row: 0, col: 0 } });
    pointer("click", 125, 215);
    expect(fired).toEqual([["choose", { row: 1, col: 2 }]]);
  });

  test("has no effect on a map that is not live", async () => {
    const { canvas, fired, pointer, press } = await shown({ live: false });
    pointer("pointermove", 101, 201);
    pointer("click", 101, 201);
    expect(press("ArrowDown")).toBe(false);
    expect(fired).toEqual([]);
    expect(canvas.hasAttribute("tabindex")).toBe(false);
  });
});

describe("keys", () => {
  test("begin at the first cell, move by one, and stop at the edges", async () => {
    const { fired, press } = await shown();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"])
      expect(press(key)).toBe(true);
    expect(fired.map(([, cell]) => cell)).toEqual([
      { row: 0, col: 0 },
      { row: 1, col: 0 },
      { row: 1, col: 1 },
      { row: 0, col: 1 },
      { row: 0, col: 0 },
    ]);
  });

  test("choose the cell that is pointed at; a click by a key has no position", async () => {
    const { fired, pointer, press } = await shown({ pointed: { row: 1, col: 3 } });
    press("Enter");
    pointer("click", 0, 0, 0);
    expect(fired).toEqual([
      ["choose", { row: 1, col: 3 }],
      ["choose", { row: 1, col: 3 }],
    ]);
  });

  test("choose nothing if no cell is pointed at, and leave other keys to the page", async () => {
    const { fired, press } = await shown();
    press("Enter");
    expect(press("Tab")).toBe(false);
    expect(fired).toEqual([]);
  });
});
