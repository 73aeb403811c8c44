import { expect, test } from "vitest";
import { html, render } from "lit";
import { canvasHint, lastStride } from "../../../static/scene/canvas-hint.js";
import { card, layer } from "../examples.js";

/** @param {Parameters<typeof canvasHint>} given */
function text(...given) {
  const root = document.createElement("p");
  render(html`${canvasHint(...given)}`, root);
  return root;
}

test("the keys move by one pixel, or by one cell of the last volume", () => {
  const layers = [layer({ stride: 2 }), layer({ name: "pool2", stride: 4 })];
  const head = layer({ name: "fc", role: "hidden", shape: [40], stride: null });
  const stride = lastStride(card({ layers: [...layers, head] }));
  expect(stride).toBe(4);
  expect(text(null, stride, true).textContent).toContain("with Shift by 4 px. Delete");
  expect(text(null, stride, false).textContent).not.toContain("Delete");
  expect(lastStride(card({ layers: [head] }))).toBe(1);
  expect(text(null, 1, true).textContent).toMatch(/^Arrow keys move it by 1 px\. Delete/);
  expect(text(null, 1, false).textContent).toMatch(/^Arrow keys move it by 1 px; N/);
});

test.each(/** @type {const} */ (["pen", "eraser"]))(
  "the %s has a hint for fingers, and one for the rest",
  (tool) => {
    const hint = text(tool, 1, true);
    expect(hint.querySelector(".touch")?.textContent).toContain("under “Your own”, puts the");
    expect(hint.querySelector(".keys")?.textContent).toContain("Escape");
  },
);
