import { PerspectiveCamera, Vector3 } from "three";
import { expect, test } from "vitest";
import {
  PRESETS,
  apply,
  direction,
  fit,
  stretchFor,
  turnOf,
} from "../../../static/figure/camera.js";
import { layOut, outermost } from "../../../static/figure/layout.js";
import { card } from "../examples.js";

const NONE = { left: 0, right: 0, top: 0, bottom: 0 };

/** A figure's camera, fitted. @param {number} spread @param {number} aspect */
function fitted(spread, aspect) {
  const camera = new PerspectiveCamera(16, aspect, 10, 4000);
  const target = new Vector3();
  fit(camera, target, layOut(card(), spread), PRESETS.flow.from, NONE);
  return { camera, target, home: { target: target.clone(), distance: distance(camera, target) } };
}

/** @param {PerspectiveCamera} camera @param {Vector3} target */
const distance = (camera, target) => camera.position.distanceTo(target);

test("applying a camera's turn restores its position", () => {
  const { camera, target, home } = fitted(0.3, 2);
  camera.position.set(-300, 120, 80);
  target.set(10, -4, 7);
  const turn = turnOf(camera, target, home);
  apply(camera, target, home, { from: [1, 0, 0], zoom: 1, pan: [0, 0, 0] });
  apply(camera, target, home, turn);
  expect(camera.position.distanceTo(new Vector3(-300, 120, 80))).toBeLessThan(1e-9);
  expect(target.distanceTo(new Vector3(10, -4, 7))).toBeLessThan(1e-9);
});

test("a figure of another size follows in the same direction, with the zoom relative to its own fit", () => {
  const first = fitted(0.3, 2);
  const second = fitted(1, 0.7);
  first.camera.position.set(-300, 120, 80);
  first.target.set(10, -4, 7);
  const turn = turnOf(first.camera, first.target, first.home);
  apply(second.camera, second.target, second.home, turn);
  const [a, b] = [first, second].map(({ camera, target }) =>
    camera.position.clone().sub(target).normalize(),
  );
  expect(a?.distanceTo(b ?? new Vector3())).toBeLessThan(1e-9);
  const zooms = [first, second].map(
    ({ camera, target, home }) => distance(camera, target) / home.distance,
  );
  expect(zooms[0]).toBeCloseTo(zooms[1] ?? 0, 9);
  // The camera still looks at its target.
  const looks = second.camera.getWorldDirection(new Vector3());
  expect(looks.distanceTo((b ?? new Vector3()).negate())).toBeLessThan(1e-9);
});

test("a camera at its preset has no turn", () => {
  const { camera, target, home } = fitted(0.3, 1);
  const { from, zoom, pan } = turnOf(camera, target, home);
  const expected = new Vector3(...PRESETS.flow.from).normalize();
  expect(new Vector3(...from).distanceTo(expected)).toBeLessThan(1e-9);
  expect(zoom).toBeCloseTo(1, 9);
  expect(pan).toEqual([0, 0, 0]);
});

test("on a wide stage the camera is lower, and the figure is larger and completely in view", () => {
  const layout = layOut(card(), 0.42);
  const size = (/** @type {[number, number, number]} */ from) => {
    const camera = new PerspectiveCamera(16, 2.2, 10, 4000);
    camera.updateProjectionMatrix();
    fit(camera, new Vector3(), layout, from, NONE);
    for (const corner of outermost(layout)) {
      const seen = new Vector3(...corner).project(camera);
      expect(Math.max(Math.abs(seen.x), Math.abs(seen.y))).toBeLessThan(1.001);
    }
    const [top, bottom] = [32, -32].map((at) => new Vector3(0, at, 0).project(camera).y);
    return (top ?? 0) - (bottom ?? 0);
  };
  expect(direction("flow", 1)).toEqual(PRESETS.flow.from);
  expect(size(direction("flow", 2.2))).toBeGreaterThan(1.1 * size(PRESETS.flow.from));
});

test("a figure is stretched to the proportions of its stage, and so fills it", () => {
  for (const aspect of [1.4, 2, 2.6]) {
    const from = direction("flow", aspect);
    const layout = layOut(card(), 0.42, stretchFor(card(), from, aspect));
    const camera = new PerspectiveCamera(10, aspect, 10, 20_000);
    camera.updateProjectionMatrix();
    fit(camera, new Vector3(), layout, from, NONE);
    const seen = outermost(layout).map((at) => new Vector3(...at).project(camera));
    for (const axis of /** @type {const} */ (["x", "y"])) {
      const places = seen.map((point) => point[axis]);
      expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(1.25);
      expect(Math.max(...places)).toBeLessThan(1.01);
      expect(Math.min(...places)).toBeGreaterThan(-1.01);
    }
  }
});

test("the stretch has limits: a figure on a very tall or wide stage keeps its shape", () => {
  expect(stretchFor(card(), PRESETS.flow.from, 0.1)).toBeCloseTo(0.62, 2);
  expect(stretchFor(card(), PRESETS.flow.from, 50)).toBeCloseTo(2.6, 1);
  expect(stretchFor(card(), PRESETS.flow.from, 50, true)).toBeCloseTo(5, 1);
});

test("a strand on a low stage is completely in view, however long it is", () => {
  const network = card({ input_shape: [3, 64, 64] });
  for (const aspect of [3, 4, 6]) {
    const from = direction("flow", aspect);
    const layout = layOut(network, 0.42, stretchFor(network, from, aspect, true));
    const camera = new PerspectiveCamera(10, aspect, 10, 20_000);
    camera.updateProjectionMatrix();
    fit(camera, new Vector3(), layout, from, NONE);
    for (const corner of outermost(layout)) {
      const seen = new Vector3(...corner).project(camera);
      expect(Math.max(Math.abs(seen.x), Math.abs(seen.y))).toBeLessThan(1.005);
    }
  }
});

test("margins that fill the stage leave some room for the volumes", () => {
  for (const margin of [
    { left: 0.5, right: 0.5, top: 0, bottom: 0 },
    { left: 0, right: 0, top: 0.5, bottom: 0.5 },
  ]) {
    const camera = new PerspectiveCamera(16, 1, 10, 4000);
    const target = new Vector3();
    fit(camera, target, layOut(card(), 1), PRESETS.flow.from, margin);
    const far = distance(camera, target);
    expect(Number.isFinite(far)).toBe(true);
    expect(far).toBeLessThan(1e6);
  }
});
