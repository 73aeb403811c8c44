import { expect, test, vi } from "vitest";
import { paintScene } from "../../../static/scene/scene-painter.js";
import { CROSS, palette } from "../examples.js";

/** @import { Scene } from "../../../static/types/api.js" */
/** @import { Sprites } from "../../../static/scene/sprites.js" */

/**
 * @param {boolean} loaded
 * @param {Partial<Scene>} [more]  of the scene
 */
function painted(loaded, more = {}) {
  const brush = {
    fillStyle: "",
    imageSmoothingEnabled: true,
    fillRect: vi.fn(),
    drawImage: vi.fn(),
  };
  const canvas = /** @type {HTMLCanvasElement} */ (
    /** @type {unknown} */ ({ width: 64, height: 48, getContext: () => brush })
  );
  const sprites = {
    get: vi.fn(() => (loaded ? "sprite" : undefined)),
    load: async () => "sprite",
    palette,
  };
  const again = vi.fn();
  const scene = {
    objects: [{ object: "picture-a", row: 3, col: 4 }],
    pictures: { "picture-a": CROSS },
    ...more,
  };
  paintScene(canvas, scene, /** @type {Sprites} */ (/** @type {unknown} */ (sprites)), again);
  return { brush, sprites, again };
}

test("objects are drawn on black at their places, pictures by their content", () => {
  const { brush, sprites, again } = painted(true);
  expect(brush.fillRect).toHaveBeenCalledWith(0, 0, 64, 48);
  expect(sprites.get).toHaveBeenCalledWith("picture-a", CROSS);
  expect(brush.drawImage).toHaveBeenCalledWith("sprite", 4, 3);
  expect(again).not.toHaveBeenCalled();
});

test("a sprite that is not loaded yet has the scene drawn again", async () => {
  const { brush, again } = painted(false);
  expect(brush.drawImage).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(again).toHaveBeenCalledOnce());
});

test("an enlarged object covers whole pixels, without smoothing", () => {
  const { brush } = painted(true, {
    objects: [{ object: "picture-a", row: -2, col: 4, scale: 5 }],
  });
  expect(brush.imageSmoothingEnabled).toBe(false);
  // The cross has 3 × 3 px.
  expect(brush.drawImage).toHaveBeenCalledWith("sprite", 4, -2, 15, 15);
});

test("a background is a colour, or a picture in the middle of black", () => {
  expect(painted(true, { background: "#7f8081" }).brush.fillStyle).toBe("#7f8081");
  const { brush } = painted(true, { objects: [], background: "picture-a" });
  expect(brush.fillStyle).toBe("#000");
  // An odd margin is wider below and on the right, as on the server.
  expect(brush.drawImage.mock.calls).toEqual([["sprite", 30, 22]]);
});

test("a background that is not loaded yet has the scene drawn again", async () => {
  const { again } = painted(false, { objects: [], background: "picture-a" });
  await vi.waitFor(() => expect(again).toHaveBeenCalledOnce());
});
