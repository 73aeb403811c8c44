import { ask, check } from "./request.js";

/** The files of a network, and their endings. */
export const FILES = /** @type {const} */ ({
  card: { path: "", ending: "json" },
  weights: { path: "/weights", ending: "safetensors" },
  onnx: { path: "/onnx", ending: "onnx" },
});

/** @typedef {keyof typeof FILES} NetworkFile */

/**
 * A file of a network. One that the server has no more is sent again first, if this browser keeps it.
 *
 * @param {string} id
 * @param {NetworkFile} kind
 * @returns {Promise<Blob>}
 * @throws {import("../state/error-types.js").ServerError} as for a layer that ONNX does not have
 */
export async function fetchFile(id, kind) {
  const response = await ask(`api/models/${encodeURIComponent(id)}${FILES[kind].path}`);
  await check(response);
  return response.blob();
}
