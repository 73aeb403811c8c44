/** Names of programs that stand in for a graphics card, as browsers tell them. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * A WebGL 2 context of a canvas. Where a program stands in for the graphics card, every sample of every
 * pixel costs processor time, so edges are not smoothed there: that halves the time of a drawing.
 *
 * @param {HTMLCanvasElement} canvas  without a context
 * @returns {WebGL2RenderingContext}
 * @throws {Error} if there is no WebGL 2
 */
export function webglContext(canvas) {
  // three.js would log an error where there is no WebGL 2, so the context is not left to it.
  const antialias = !inSoftware();
  const context = canvas.getContext("webgl2", { antialias, powerPreference: "low-power" });
  if (!context) throw new Error("expected WebGL 2, got none");
  return /** @type {WebGL2RenderingContext} */ (context);
}

/** @type {boolean|undefined} */
let software;

/** Whether a program stands in for the graphics card, as far as the browser says. */
function inSoftware() {
  software ??= SOFTWARE.test(rendererName());
  return software;
}

/** What draws, as the browser names it; "" without WebGL 2. */
function rendererName() {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return "";
  const told = String(gl.getParameter(gl.RENDERER));
  // Some browsers tell it by this extension alone; where it is not needed, asking for it is warned of.
  const masked = told === "WebKit WebGL" && gl.getExtension("WEBGL_debug_renderer_info");
  const name = masked ? String(gl.getParameter(masked.UNMASKED_RENDERER_WEBGL)) : told;
  // Browsers keep few contexts and collect them at no certain time, so release it now.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
