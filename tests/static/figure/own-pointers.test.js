import { expect, test, vi } from "vitest";
import { PerspectiveCamera } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { hearOwnPointers } from "../../../static/figure/own-pointers.js";

/**
 * @param {string} type
 * @param {number} pointerId
 * @param {number} x  px
 * @param {number} [buttons]
 */
function pointer(type, pointerId, x, buttons = 1) {
  const event = new MouseEvent(type, { clientX: x, clientY: 9, buttons, bubbles: true });
  return Object.assign(event, { pointerId, pointerType: "mouse" });
}

function turned() {
  const canvas = document.createElement("canvas");
  document.body.replaceChildren(canvas);
  canvas.setPointerCapture = canvas.releasePointerCapture = vi.fn();
  Object.defineProperty(canvas, "clientHeight", { value: 100 });
  const camera = new PerspectiveCamera();
  camera.position.set(0, 0, 5);
  const controls = new OrbitControls(camera, canvas);
  hearOwnPointers(controls);
  const ended = vi.fn();
  controls.addEventListener("end", ended);
  canvas.dispatchEvent(pointer("pointerdown", 1, 0));
  return { canvas, camera, ended };
}

test("a turn follows the pointer that pressed, and no other", () => {
  const { canvas, camera, ended } = turned();
  document.dispatchEvent(pointer("pointermove", 2, 40));
  document.dispatchEvent(pointer("pointerup", 2, 40, 0));
  expect(camera.position.x).toBeCloseTo(0);
  expect(ended).not.toHaveBeenCalled();
  canvas.dispatchEvent(pointer("pointermove", 1, 20));
  const { x } = camera.position;
  expect(Math.abs(x)).toBeGreaterThan(0.1);
  canvas.dispatchEvent(pointer("pointerup", 1, 20, 0));
  expect(ended).toHaveBeenCalledOnce();
  canvas.dispatchEvent(pointer("pointermove", 1, 60));
  expect(camera.position.x).toBe(x);
});

test("a turn ends with its button, though no release was heard", () => {
  const { canvas, camera, ended } = turned();
  canvas.dispatchEvent(pointer("pointermove", 1, 40, 0));
  expect(ended).toHaveBeenCalledOnce();
  expect(camera.position.x).toBeCloseTo(0);
  canvas.dispatchEvent(pointer("pointerdown", 1, 0));
  canvas.dispatchEvent(pointer("pointermove", 1, 20));
  expect(Math.abs(camera.position.x)).toBeGreaterThan(0.1);
});
