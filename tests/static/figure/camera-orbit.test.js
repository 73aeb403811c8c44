import { expect, test } from "vitest";
import { PerspectiveCamera, Spherical, Vector3 } from "three";
import {
  LIMITS,
  orbit,
  unturned,
  zoomLimits,
  zoomed,
} from "../../../static/figure/camera-orbit.js";

const start = unturned([-0.88, 0.4, 0.62]);

test("a direction of any length gives a unit vector at the preset's distance", () => {
  expect(Math.hypot(...start.from)).toBeCloseTo(1, 12);
  expect(start).toMatchObject({ zoom: 1, pan: [0, 0, 0] });
});

test("a turn agrees with three.js's spherical coordinates, and stays within the limits", () => {
  const within = (/** @type {number} */ value, /** @type {number[]} */ [least = 0, most = 0]) =>
    Math.min(Math.max(value, least), most);
  for (const [across, up] of /** @type {const} */ ([
    [0.3, 0.1],
    [-0.5, -0.4],
    [-9, 0],
    [9, 0],
    [0, 9],
    [0.2, -9],
  ])) {
    const wanted = new Spherical().setFromVector3(new Vector3(...start.from));
    wanted.theta = within(wanted.theta + across, LIMITS.azimuth);
    wanted.phi = within(wanted.phi - up, LIMITS.polar);
    const expected = new Vector3().setFromSpherical(wanted).toArray();
    orbit(start, across, up).from.forEach((part, i) =>
      expect(part).toBeCloseTo(expected[i] ?? 9, 9),
    );
  }
});

test("no turn shows sheets edge-on or mirrored", () => {
  for (let across = -7; across < 7; across += 0.3) {
    for (let up = -4; up < 4; up += 0.3) {
      const [towards, , across_] = orbit(start, across, up).from;
      // Sheets face -x: the camera is in front of them, at 12° at least.
      expect(-towards).toBeGreaterThan(0.2);
      expect(across_).toBeGreaterThan(-0.2);
    }
  }
});

test("up raises the camera, right moves it to its right", () => {
  expect(orbit(start, 0, 0.2).from[1]).toBeGreaterThan(start.from[1]);
  const camera = new PerspectiveCamera();
  camera.position.set(...start.from);
  camera.lookAt(0, 0, 0);
  camera.updateMatrixWorld();
  const right = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0);
  const moved = new Vector3(...orbit(start, 0.1, 0).from).sub(camera.position);
  expect(moved.dot(right)).toBeGreaterThan(0);
});

test("zoom is clamped to the mouse wheel's limits", () => {
  expect(zoomed(start, 2).zoom).toBe(0.5);
  expect(zoomed(start, 1e6).zoom).toBe(1 / 8);
  expect(zoomed(start, 1e-6).zoom).toBe(3);
});

test("two fingers zoom within closer limits than the wheel", () => {
  const [touch, wheel] = [zoomLimits(true), zoomLimits(false)];
  expect(touch.min).toBeGreaterThan(wheel.min);
  expect(touch.max).toBeLessThan(wheel.max);
});
