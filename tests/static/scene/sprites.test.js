import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { write } from "../../../static/scene/drawing-png.js";
import { Sprites } from "../../../static/scene/sprites.js";
import { INKS } from "../../../static/scene/tools/ink-colours.js";
import { Server } from "../../../static/server/base-url.js";
import { CROSS, palette } from "../examples.js";

/** Images whose decoding the tests end. @type {Picture[]} */
let images;

class Picture {
  constructor() {
    this.src = "";
    this.crossOrigin = "";
    this.done = Promise.withResolvers();
    images.push(this);
  }
  decode() {
    return this.done.promise;
  }
}

/** The last pixels put on a canvas. @type {{ data: number[], width: number, height: number }|null} */
let put;

beforeEach(() => {
  [images, put] = [[], null];
  vi.stubGlobal("Image", Picture);
  vi.stubGlobal(
    "ImageData",
    class {
      /**
       * @param {number} width
       * @param {number} height
       */
      constructor(width, height) {
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(
    /** @type {any} */ ({
      putImageData: (/** @type {ImageData} */ { data }) => {
        put = /** @type {any} */ ([...data]);
      },
    }),
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A drawing of one pixel row, of another width for each number. @param {number} number */
const drawing = (number) =>
  write({ height: 1, width: number, cells: new Uint8Array(number).fill(1) });

describe("an object of the palette", () => {
  test("is fetched once from its server, by CORS, and is there once decoded", async () => {
    const server = new Server("https://lab.example/app/");
    const sprites = new Sprites(palette, server);
    expect(sprites.get("face")).toBeUndefined();
    const [first, second] = [sprites.load("face"), sprites.load("face")];
    expect(images).toHaveLength(1);
    expect(images[0]?.src).toBe("https://lab.example/app/face.png");
    expect(images[0]?.crossOrigin).toBe("anonymous");
    expect(sprites.get("face"), "before it is decoded").toBeUndefined();
    images[0]?.done.resolve(undefined);
    expect(await first).toBe(images[0]);
    expect(await second).toBe(images[0]);
    expect(sprites.get("face")).toBe(images[0]);
  });

  test("is asked for again after a failure, and only then", async () => {
    const sprites = new Sprites(palette);
    const failed = sprites.load("face");
    images[0]?.done.reject(new Error("no network"));
    await expect(failed).rejects.toThrow("no network");
    expect(sprites.get("face")).toBeUndefined();
    const again = sprites.load("face");
    expect(images).toHaveLength(2);
    images[1]?.done.resolve(undefined);
    expect(await again).toBe(images[1]);
  });
});

describe("a scene's picture", () => {
  test("is decoded from its PNG, and not mixed up with an object or picture of its name", async () => {
    const sprites = new Sprites(palette);
    const loaded = sprites.load("face", CROSS);
    expect(images[0]?.src).toBe(`data:image/png;base64,${CROSS}`);
    images[0]?.done.resolve(undefined);
    await loaded;
    expect(sprites.get("picture-x", CROSS)).toBe(images[0]);
    expect(sprites.get("face")).toBeUndefined();
  });

  test("that was drawn is there at once, in its inks, transparent where nothing was drawn", () => {
    const sprites = new Sprites(palette);
    const png = write({ height: 1, width: 3, cells: Uint8Array.of(0, 1, 2) });
    const canvas = /** @type {HTMLCanvasElement} */ (sprites.get("picture-x", png));
    expect([canvas.height, canvas.width]).toEqual([1, 3]);
    expect(put).toEqual([0, 0, 0, 0, ...(INKS[0]?.rgb ?? []), 255, ...(INKS[1]?.rgb ?? []), 255]);
    expect(sprites.get("picture-x", png), "and decoded once").toBe(canvas);
    expect(images).toHaveLength(0);
  });

  test("that was not drawn must be loaded first", () => {
    expect(new Sprites(palette).get("picture-x", CROSS)).toBeUndefined();
  });
});

test("the 16 most recently used pictures are kept, and all objects", async () => {
  const sprites = new Sprites(palette);
  const face = sprites.load("face");
  images[0]?.done.resolve(undefined);
  await face;
  const kept = Array.from({ length: 16 }, (_, i) => sprites.get("picture-x", drawing(i + 1)));
  // The first is used again, so that the second is the oldest.
  expect(sprites.get("picture-x", drawing(1))).toBe(kept[0]);
  sprites.get("picture-x", drawing(17));
  expect(sprites.get("picture-x", drawing(1))).toBe(kept[0]);
  expect(sprites.get("picture-x", drawing(3))).toBe(kept[2]);
  expect(sprites.get("picture-x", drawing(2)), "decoded anew").not.toBe(kept[1]);
  expect(sprites.get("face")).toBe(images[0]);
});

test("a loaded picture that was dropped is loaded again", async () => {
  const sprites = new Sprites(palette);
  const first = sprites.load("picture-x", CROSS);
  images[0]?.done.resolve(undefined);
  await first;
  for (let i = 1; i <= 16; i++) sprites.get("picture-x", drawing(i));
  expect(sprites.get("picture-x", CROSS)).toBeUndefined();
  void sprites.load("picture-x", CROSS);
  expect(images).toHaveLength(2);
});
