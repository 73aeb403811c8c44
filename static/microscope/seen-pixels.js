import { KEYS } from "../state/network-sides.js";
import { paintSlice } from "./kernel-slide.js";
import { crop } from "./receptive-field-crop.js";
import { bytesIn } from "../network/sent-slices.js";

/** @import { Store } from "../state/store.js" */

/**
 * Draws the newest frame's pixels in the explained cell's receptive field, and the slice under the
 * kernel. Draws nothing while the frame is of another network.
 *
 * @param {ParentNode} root  with a canvas `.seen`, and perhaps a canvas `[data-map]` of a slice
 * @param {Store} store
 */
export function drawSeen(root, store) {
  const canvas = root.querySelector("canvas.seen");
  const explained = store.get("explained");
  if (!(canvas instanceof HTMLCanvasElement) || !explained?.response) return;
  const { side } = explained.pin;
  const [card, frame] = [store.get(side), store.get(KEYS[side].frame)];
  const bytes = frame?.volumes.get("input")?.bytes;
  if (!card || !bytes || frame?.model !== card.id) return;
  const { width, height, pixels } = crop(card, explained.response.field, bytes);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
  const map = root.querySelector("[data-map]");
  if (!(map instanceof HTMLCanvasElement)) return;
  const input = card.layers.find(({ name }) => name === map.dataset.layer);
  const volume = frame.volumes.get(map.dataset.layer ?? "");
  const slice = Number(map.dataset.map);
  if (input && volume) paintSlice(map, input, slice, bytesIn(volume, slice));
}
