import { decode } from "./safetensors.js";

/** @import { Card, Drawing, Family, Scene } from "./types.js" */

/**
 * The app's own addresses, relative to the page, so that it works under any path prefix.
 *
 * @param {string} path
 */
export function address(path) {
  return new URL(path, document.baseURI).href;
}

/** The address of the live channel. */
export function liveAddress() {
  const url = new URL("api/live", document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** @returns {Promise<{ models: Card[], families: Family[] }>} */
export function fetchCatalogue() {
  return getJson("api/models");
}

/** @returns {Promise<Drawing[]>} */
export async function fetchPalette() {
  return (await getJson("api/objects")).objects;
}

/**
 * One layer's activations for a scene, exact float32.
 *
 * @param {string} model
 * @param {Scene} scene
 * @param {string} layer
 * @param {AbortSignal} [signal]
 */
export async function fetchLayer(model, scene, layer, signal) {
  const query = `format=safetensors&layers=${encodeURIComponent(layer)}`;
  const path = `api/models/${encodeURIComponent(model)}/activations?${query}`;
  const response = await fetch(address(path), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ scene }),
    signal,
  });
  await check(response);
  const values = decode(await response.arrayBuffer()).tensors.get(layer)?.values;
  if (!(values instanceof Float32Array)) throw new Error(`the answer holds no layer ${layer}`);
  return values;
}

/** @param {string} path */
async function getJson(path) {
  const response = await fetch(address(path));
  await check(response);
  return response.json();
}

/**
 * Throws what the server says is wrong.
 *
 * @param {Response} response
 */
async function check(response) {
  if (response.ok) return;
  const body = await response.json().catch(() => null);
  throw new Error(body?.error?.message ?? `the server answered ${response.status}`);
}
