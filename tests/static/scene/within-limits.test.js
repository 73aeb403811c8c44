import { afterEach, expect, test, vi } from "vitest";
import { withinLimits } from "../../../static/scene/within-limits.js";
import { limits } from "../examples.js";

const file = /** @type {File} */ ({ size: 1000 });
const small = new Blob(["small"]);

/** The sizes of canvases that were made: rows and cols, px. @type {[number, number][]} */
let canvases = [];

/** A browser that reads a picture of some size. @param {number} height @param {number} width */
function browser(height, width) {
  canvases = [];
  vi.stubGlobal("createImageBitmap", async () => ({ height, width, close() {} }));
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      /** @param {number} width @param {number} height */
      constructor(width, height) {
        Object.assign(this, { width, height });
        canvases.push([height, width]);
      }
      getContext() {
        return { drawImage() {} };
      }
      convertToBlob() {
        return Promise.resolve(small);
      }
    },
  );
}

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["more pixels than the server takes", 4_001, 4_000, [1024, 1024]],
  ["a longer side than it takes", 20_000, 500, [1024, 26]],
])("a picture with %s is scaled down", async (_, height, width, size) => {
  browser(height, width);
  expect(await withinLimits(file, limits.file)).toBe(small);
  expect(canvases).toEqual([size]);
});

test("a file of too many bytes is written anew, no larger than it was", async () => {
  browser(600, 800);
  const heavy = /** @type {File} */ ({ size: limits.file.bytes + 1 });
  expect(await withinLimits(heavy, limits.file)).toBe(small);
  expect(canvases).toEqual([[600, 800]]);
});

test("what the server takes, or the browser cannot read, is left as it is", async () => {
  browser(4_000, 4_000);
  expect(await withinLimits(file, limits.file)).toBe(file);
  vi.stubGlobal("createImageBitmap", () =>
    Promise.reject(new DOMException("", "InvalidStateError")),
  );
  expect(await withinLimits(file, limits.file)).toBe(file);
  vi.stubGlobal("createImageBitmap", undefined);
  expect(await withinLimits(file, limits.file)).toBe(file);
});

test("a browser that can scale nothing leaves the picture to the server", async () => {
  browser(4_001, 4_000);
  vi.stubGlobal("OffscreenCanvas", undefined);
  expect(await withinLimits(file, limits.file)).toBe(file);
});
