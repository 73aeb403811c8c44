import { expect, test, vi } from "vitest";
import { paintScene } from "../../../static/scene/scene-painter.js";

/** @import { Sprites } from "../../../static/scene/sprites.js" */

/** @param {boolean} loaded */
function painted(loaded) {
  const brush = { fillStyle: "", fillRect: vi.fn(), drawImage: vi.fn() };
  const canvas = /** @type {HTMLCanvasElement} */ (
    /** @type {unknown} */ ({ width: 64, height: 48, getContext: () => brush })
  );
  const sprites = { get: vi.fn(() => (loaded ? "sprite" : undefined)), load: async () => "sprite" };
  const again = vi.fn();
  const scene = {
    objects: [{ object: "picture-a", row: 3, col: 4 }],
    pictures: { "picture-a": "png" },
  };
  paintScene(canvas, scene, /** @type {Sprites} */ (/** @type {unknown} */ (sprites)), again);
  return { brush, sprites, again };
}

test("objects are drawn on black at their places, pictures by their content", () => {
  const { brush, sprites, again } = painted(true);
  expect(brush.fillRect).toHaveBeenCalledWith(0, 0, 64, 48);
  expect(sprites.get).toHaveBeenCalledWith("picture-a", "png");
  expect(brush.drawImage).toHaveBeenCalledWith("sprite", 4, 3);
  expect(again).not.toHaveBeenCalled();
});

test("a sprite that is not loaded yet has the scene drawn again", async () => {
  const { brush, again } = painted(false);
  expect(brush.drawImage).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(again).toHaveBeenCalledOnce());
});
