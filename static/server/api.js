import { lines } from "./ndjson.js";
import { decode } from "./safetensors.js";
import { HERE } from "./base-url.js";
import { protocols } from "./auth-token.js";
import { PlainChannel } from "./plain-channel.js";
import { ask, check, getJson, post } from "./request.js";

/** @import { Server } from "./base-url.js" */
/** @import { Channel } from "./exchange.js" */
/** @import { Adjustment, Card, CellResponse, DecodedPicture, FittedPicture, Sprite, Family, Limits, Scene } from "../types/api.js" */
/** @import { Pin } from "../types/state.js" */
/** @import { ComparisonResult, ConsistencyResult, EquivarianceResult, Experiment, Plan, WeightChange } from "../types/lab.js" */

/**
 * The URL of a path of the app.
 *
 * @param {string} path
 * @param {Server} [server]
 */
export function urlOf(path, server = HERE) {
  return server.url(path);
}

/**
 * Opens the live channel.
 *
 * @param {Server} [server]
 * @returns {Channel}
 */
export function openLive(server = HERE) {
  return new WebSocket(server.live, protocols(server.tokens.known()));
}

/**
 * Plain requests in place of the live channel. Browsers do not say why a WebSocket was refused; these
 * ask the visitor for a missing token.
 *
 * @param {Server} [server]
 * @returns {Channel}
 */
export function openPlain(server = HERE) {
  return new PlainChannel(server);
}

/**
 * @param {Server} [server]
 * @returns {Promise<{ models: Card[], families: Family[] }>}
 */
export function fetchCatalogue(server) {
  return getJson("api/models", undefined, server);
}

/**
 * @param {Server} [server]
 * @returns {Promise<Sprite[]>}
 */
export async function fetchPalette(server) {
  return (await getJson("api/objects", undefined, server)).objects;
}

/**
 * @param {Server} [server]
 * @returns {Promise<Limits>}
 */
export function fetchLimits(server) {
  return getJson("api/limits", undefined, server);
}

/**
 * Activations of one layer for a scene, exact float32.
 *
 * @param {string} model
 * @param {Scene} scene
 * @param {string} layer
 * @param {AbortSignal} [signal]
 * @param {Server} [server]
 */
export async function fetchLayer(model, scene, layer, signal, server) {
  const values = (await fetchLayers(model, scene, [layer], signal, server)).layers.get(layer);
  if (!values) throw new Error(`the answer holds no layer ${layer}`);
  return values;
}

/**
 * Activations of several layers and the outputs' scores for a scene, exact float32.
 *
 * @param {string} model
 * @param {Scene} scene
 * @param {string[]} names
 * @param {AbortSignal} [signal]
 * @param {Server} [server]
 */
export async function fetchLayers(model, scene, names, signal, server) {
  const query = `format=safetensors&layers=${encodeURIComponent(names.join(","))}`;
  const path = `${modelPath(model)}/activations?${query}`;
  const response = await post(path, { scene }, signal, server);
  const { tensors } = decode(await response.arrayBuffer());
  /** @type {Map<string, Float32Array>} */
  const layers = new Map();
  for (const [name, { values }] of tensors) {
    if (values instanceof Float32Array) layers.set(name, values);
  }
  return { layers, scores: layers.get("scores") ?? new Float32Array() };
}

/**
 * Activations for a scene as a file in one of the server's formats.
 *
 * @param {string} model
 * @param {Scene} scene
 * @param {"npz"|"safetensors"} format
 * @param {string[]|null} layers  null: all
 * @returns {Promise<Blob>}
 */
export async function fetchActivations(model, scene, format, layers) {
  const query = new URLSearchParams({ format, ...(layers ? { layers: layers.join(",") } : {}) });
  return (await post(`${modelPath(model)}/activations?${query}`, { scene })).blob();
}

/**
 * @param {string} model
 * @param {Scene} a
 * @param {Scene} b
 * @param {AbortSignal} [signal]
 * @returns {Promise<ComparisonResult>}
 */
export async function fetchComparison(model, a, b, signal) {
  const response = await post(`${modelPath(model)}/compare`, { a, b, output: null }, signal);
  return response.json();
}

/**
 * Streams the lines of a sweep.
 *
 * @param {Plan} plan
 * @param {AbortSignal} signal  aborts the work on the server too
 * @returns {AsyncGenerator<any, void, void>}
 */
export async function* streamSweep({ model, ...body }, signal) {
  const response = await post(`${modelPath(model)}/sensitivity?format=ndjson`, body, signal);
  if (response.body) yield* lines(response.body);
}

/**
 * Streams the lines of a sweep for the objects that excite a slice.
 *
 * @param {string} model
 * @param {{ layer: string, channel: number }} slice
 * @param {AbortSignal} signal  aborts the work on the server too
 * @returns {AsyncGenerator<any, void, void>}
 */
export async function* streamExcitation(model, { layer, channel }, signal) {
  const path = `${modelPath(model)}/excitation?format=ndjson`;
  const response = await post(path, { layer, channel }, signal);
  if (response.body) yield* lines(response.body);
}

/**
 * @param {string} model
 * @param {{ protocol: string, radius: number, pairs: number, seed: number }} config
 * @param {AbortSignal} [signal]
 * @returns {Promise<ConsistencyResult>}
 */
export async function fetchConsistency(model, config, signal) {
  return (await post(`${modelPath(model)}/consistency`, config, signal)).json();
}

/**
 * @param {string} model
 * @param {{ scene: Scene, shift: { row: number, col: number }, protocol: string }} config
 * @param {AbortSignal} [signal]
 * @returns {Promise<EquivarianceResult>}
 */
export async function fetchEquivariance(model, config, signal) {
  return (await post(`${modelPath(model)}/equivariance`, config, signal)).json();
}

/**
 * @param {string} model
 * @returns {Promise<WeightChange>}
 */
export async function fetchWeightChange(model) {
  return getJson(`${modelPath(model)}/weight-change`);
}

/** @returns {Promise<Experiment[]>} */
export async function fetchExperiments() {
  return (await getJson("api/experiments")).experiments;
}

/**
 * Uploads an image file; the server scales it down to a side, if it is larger.
 *
 * @param {Blob} file
 * @param {number} side  px
 * @param {Adjustment} [adjust]
 * @returns {Promise<FittedPicture>}
 */
export function sendSmallPicture(file, side, adjust = "none") {
  return uploadPicture(file, { side: String(side), adjust });
}

/**
 * Uploads an image file; the server fits it to a network's canvas.
 *
 * @param {Blob} file
 * @param {string} model
 * @param {AbortSignal} [signal]
 * @param {Adjustment} [adjust]
 * @returns {Promise<FittedPicture>}
 */
export function sendPicture(file, model, signal, adjust = "none") {
  return uploadPicture(file, { model, adjust }, signal);
}

/**
 * @param {Blob} file
 * @param {Record<string, string>} fields
 * @param {AbortSignal} [signal]
 * @returns {Promise<FittedPicture>}
 */
async function uploadPicture(file, fields, signal) {
  const body = new FormData();
  // Not under its own name: servers refuse long ones, and it is nobody's business.
  body.set("picture", new File([file], "picture", { type: file.type }));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await ask("api/pictures", { method: "POST", body, signal });
  await check(response);
  return response.json();
}

/**
 * One of a scene's pictures with the pixels that networks get.
 *
 * @param {string} png  base64
 * @param {Server} [server]
 * @returns {Promise<DecodedPicture>}
 */
export async function decodePicture(png, server) {
  return (await post("api/pictures/decode", { picture: png }, undefined, server)).json();
}

/**
 * The computation of a cell, or of a unit of the head.
 *
 * @param {string} model
 * @param {Scene} scene
 * @param {Pin} pin
 * @param {AbortSignal} [signal]
 * @returns {Promise<CellResponse>}
 */
export async function fetchCell(model, scene, { side: _, ...place }, signal) {
  return (await post(`${modelPath(model)}/cell`, { scene, ...place }, signal)).json();
}

/**
 * A convolution's kernels for one of its slices.
 *
 * @param {string} model
 * @param {string} layer
 * @param {number} channel
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ input: string, kernels: number[][][][], bias: number[] }>}
 */
export async function fetchKernels(model, layer, channel, signal) {
  return getJson(`${kernelsPath(model, layer)}?channel=${channel}`, signal);
}

/**
 * A convolution's kernels for all of its slices.
 *
 * @param {string} model
 * @param {string} layer
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ input: string, kernels: number[][][][] }>}
 */
export async function fetchFilters(model, layer, signal) {
  return getJson(kernelsPath(model, layer), signal);
}

/**
 * @param {string} model
 * @param {string} layer
 */
function kernelsPath(model, layer) {
  return `${modelPath(model)}/kernels/${encodeURIComponent(layer)}`;
}

/** @param {string} model */
function modelPath(model) {
  return `api/models/${encodeURIComponent(model)}`;
}
