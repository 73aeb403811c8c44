import { beforeEach, expect, test, vi } from "vitest";
import { place, press } from "../../../../static/scene/tools/place.js";
import { Store } from "../../../../static/state/store.js";
import { card, palette, state } from "../../examples.js";

const arm = /** @type {import("../../../../static/types/api.js").Sprite} */ (palette.get("arm"));
/** @type {HTMLElement} */
let tile;

/**
 * @param {string} type
 * @param {number} x  px
 * @param {number} [button]
 * @param {number} [pointerId]
 */
function pointer(type, x, button = 0, pointerId = 1) {
  const event = new MouseEvent(type, {
    clientX: x,
    clientY: 0,
    button,
    buttons: 1,
    bubbles: true,
  });
  tile.dispatchEvent(Object.assign(event, { pointerId }));
}

beforeEach(() => {
  document.body.innerHTML = "<button></button>";
  tile = /** @type {HTMLElement} */ (document.querySelector("button"));
});

test("an object is added wholly on the canvas and selected, and the pen is deselected", () => {
  const tool = { kind: /** @type {const} */ ("pen"), ink: 1, width: 1, drawing: null };
  const store = new Store(state({ model: card({ input_shape: [3, 64, 64] }), tool }));
  place(store, palette, arm);
  place(store, palette, arm);
  const { objects } = store.get("scene");
  expect(objects.map(({ object }) => object)).toEqual(["arm", "arm"]);
  for (const { row, col } of objects) {
    expect(row).toBeGreaterThanOrEqual(0);
    expect(col).toBeGreaterThanOrEqual(0);
    expect(row + arm.height).toBeLessThanOrEqual(64);
    expect(col + arm.width).toBeLessThanOrEqual(64);
  }
  expect(objects[0]).not.toEqual(objects[1]);
  expect(store.get("selection").object).toBe(1);
  expect(store.get("tool").kind).toBeNull();
});

test("a press that moves starts one drag; one that does not is a click", () => {
  const carry = vi.fn();
  tile.addEventListener("pointerdown", (event) => press(event, carry));
  pointer("pointerdown", 0);
  pointer("pointermove", 5);
  pointer("pointermove", 20, 0, 2);
  expect(carry).not.toHaveBeenCalled();
  pointer("pointermove", 6);
  pointer("pointermove", 20);
  expect(carry).toHaveBeenCalledExactlyOnceWith(1);
  carry.mockReset();
  pointer("pointerdown", 0);
  pointer("pointerup", 1);
  pointer("pointermove", 20);
  pointer("pointerdown", 0, 2);
  pointer("pointermove", 20);
  expect(carry).not.toHaveBeenCalled();
});

test("the end of a drag is no click", async () => {
  const clicked = vi.fn();
  tile.addEventListener("pointerdown", (event) => press(event, () => {}));
  tile.addEventListener("click", clicked);
  pointer("pointerdown", 0);
  pointer("pointermove", 9);
  pointer("pointerup", 0);
  pointer("click", 0);
  expect(clicked).not.toHaveBeenCalled();
  await new Promise((resolve) => setTimeout(resolve));
  pointer("click", 0);
  expect(clicked).toHaveBeenCalledOnce();
});
