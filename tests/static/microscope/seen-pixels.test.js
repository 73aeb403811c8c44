import { afterEach, expect, test, vi } from "vitest";
import { drawSeen } from "../../../static/microscope/seen-pixels.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { State } from "../../../static/types/state.js" */

/** @param {string} model  of the frame */
function drawn(model) {
  const bytes = new Uint8Array(3 * 8 * 8).fill(255);
  const box = { rows: [2, 5], cols: [1, 3] };
  const response = { model: "small", layer: "pool1", field: { whole: box, clipped: box } };
  const store = new Store(
    state({
      model: card(),
      frame: /** @type {any} */ ({ model, volumes: new Map([["input", { bytes }]]) }),
      explained: /** @type {State["explained"]} */ (
        /** @type {unknown} */ ({ pin: { side: "model", layer: "pool1" }, response, problem: null })
      ),
    }),
  );
  const root = document.createElement("div");
  root.innerHTML = `<canvas class="seen"></canvas>`;
  const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector("canvas"));
  const putImageData = vi.fn();
  canvas.getContext = /** @type {any} */ (() => ({ putImageData }));
  vi.stubGlobal("ImageData", class {});
  drawSeen(root, store);
  return { canvas, putImageData };
}

afterEach(() => vi.unstubAllGlobals());

test("the cell's receptive field is drawn pixel by pixel", () => {
  const { canvas, putImageData } = drawn("small");
  expect([canvas.height, canvas.width]).toEqual([3, 2]);
  expect(putImageData).toHaveBeenCalledOnce();
});

test("a frame of another network draws nothing", () => {
  expect(drawn("other").putImageData).not.toHaveBeenCalled();
});
