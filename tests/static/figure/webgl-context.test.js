// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** A context whose browser tells the name of what draws as `told`, and as `masked` by the extension. */
const context = (/** @type {string} */ told, masked = "") => ({
  RENDERER: 1,
  getParameter: (/** @type {number} */ what) => (what === 1 ? told : masked),
  getExtension: (/** @type {string} */ name) =>
    name === "WEBGL_debug_renderer_info" ? { UNMASKED_RENDERER_WEBGL: 2 } : null,
});

/** @type {import("vitest").MockInstance} */
let created;

beforeEach(() => {
  vi.resetModules();
  created = vi.spyOn(document, "createElement");
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Whether edges are smoothed where the browser gives this context. */
async function smoothed(/** @type {object|null} */ gl) {
  const canvas = /** @type {any} */ ({ getContext: vi.fn(() => gl) });
  created.mockReturnValue(canvas);
  const { webglContext } = await import("../../../static/figure/webgl-context.js");
  expect(webglContext(canvas)).toBe(gl);
  return canvas.getContext.mock.lastCall?.[1]?.antialias;
}

test.each([
  [true, "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620, OpenGL 4.6)", ""],
  [true, "Apple GPU", ""],
  [true, "WebKit WebGL", "ANGLE (NVIDIA, NVIDIA GeForce GTX 980, D3D11)"],
  [false, "WebKit WebGL", "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))"],
  [false, "WebKit WebGL", "ANGLE (Microsoft, Microsoft Basic Render Driver, D3D11)"],
  [false, "llvmpipe, or similar", ""],
])("edges are smoothed (%s) where %s %s draws", async (smooth, told, masked) => {
  expect(await smoothed(context(told, masked))).toBe(smooth);
});

test("a browser without WebGL 2 is told", async () => {
  await expect(smoothed(null)).rejects.toThrow("expected WebGL 2, got none");
});
