import { sameTraining } from "../network/same-training.js";
import { layerColour, rgb } from "../charts/layer-colours.js";

/** @import { Card, LayerCard } from "../types/api.js" */
/** @import { Filters } from "../types/state.js" */

/**
 * What a slice's filter looks for, as a small picture. A filter on the pixels is drawn in its colours,
 * mid-grey where a weight is 0. A filter on slices with colours of their own is the sum of its positive
 * weights in these colours. Of any other, the kernel with the largest weights is drawn, in the colour
 * of its input, half bright where a weight is 0.
 *
 * @typedef {object} FilterPicture
 * @property {number} width  px, one a weight
 * @property {number} height
 * @property {Uint8ClampedArray<ArrayBuffer>} pixels  RGBA
 * @property {number|null} from  the input's slice whose kernel it is; null if it shows all
 */

/**
 * @param {number[][][]} kernel  [channel][row][col]
 * @param {LayerCard} input  the volume that the convolution reads
 * @returns {FilterPicture}
 */
export function filterPicture(kernel, input) {
  const height = kernel[0]?.length ?? 0;
  const width = kernel[0]?.[0]?.length ?? 0;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const colours = kernel.map((_, i) => input.colors[i]);
  const own = colours.every((colour) => colour !== undefined);
  const paint = (/** @type {(row: number, col: number) => number[]} */ ink) => {
    for (let row = 0; row < height; row++) {
      for (let col = 0; col < width; col++) {
        pixels.set([...ink(row, col).map((part) => 255 * part), 255], (row * width + col) * 4);
      }
    }
  };
  const weight = (
    /** @type {number} */ slice,
    /** @type {number} */ row,
    /** @type {number} */ col,
  ) => kernel[slice]?.[row]?.[col] ?? 0;
  if (input.role === "input" && (kernel.length === 3 || kernel.length === 1)) {
    const most = largest(kernel);
    paint((row, col) =>
      [0, 1, 2].map((part) => 0.5 + weight(part % kernel.length, row, col) / (2 * most)),
    );
    return { width, height, pixels, from: null };
  }
  if (own) {
    const inks = colours.map((colour) => rgb(colour ?? "#ffffff"));
    const sum = (/** @type {number} */ row, /** @type {number} */ col) =>
      [0, 1, 2].map((part) =>
        inks.reduce((all, ink, i) => all + Math.max(weight(i, row, col), 0) * (ink[part] ?? 0), 0),
      );
    let most = 0;
    for (let row = 0; row < height; row++)
      for (let col = 0; col < width; col++) most = Math.max(most, ...sum(row, col));
    paint((row, col) => sum(row, col).map((part) => part / (most || 1)));
    return { width, height, pixels, from: null };
  }
  const norms = kernel.map((slice) => slice.flat().reduce((all, value) => all + value ** 2, 0));
  const from = norms.indexOf(Math.max(...norms));
  const most = largest([kernel[from] ?? []]);
  const ink = rgb(layerColour(input));
  paint((row, col) => {
    const share = 0.5 + weight(from, row, col) / (2 * most);
    // From black through the colour to white, so that hue alone says nothing.
    return ink.map((part) => Math.min(part * share * 1.2, 1) * (1 - share ** 4) + share ** 4);
  });
  return { width, height, pixels, from };
}

/**
 * Pictures of all filters of a network, by volume: one image a slice, made once for each network.
 *
 * @param {Card} card
 * @param {Filters|null} filters
 * @returns {Map<string, { image: HTMLImageElement, from: number|null }[]>}
 */
export function filterPictures(card, filters) {
  if (!filters || (filters.model !== card.id && !sameTraining(filters, card))) return new Map();
  const known = DRAWN.get(filters);
  if (known) return known;
  /** @type {ReturnType<typeof filterPictures>} */
  const found = new Map();
  for (const { volume, input, kernels } of filters.volumes) {
    const read = card.layers.find(({ name }) => name === input);
    if (!read) continue;
    found.set(
      volume,
      kernels.map((kernel) => {
        const { width, height, pixels, from } = filterPicture(kernel, read);
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [width, height];
        if (width > 0) canvas.getContext("2d")?.putImageData(new ImageData(pixels, width), 0, 0);
        const image = new Image();
        image.src = canvas.toDataURL();
        return { image, from };
      }),
    );
  }
  DRAWN.set(filters, found);
  return found;
}

/** @type {WeakMap<Filters, ReturnType<typeof filterPictures>>} */
const DRAWN = new WeakMap();

/**
 * The largest magnitude of weights; 1 if all are 0.
 *
 * @param {number[][][]} kernel
 */
function largest(kernel) {
  return Math.max(0, ...kernel.flat(2).map(Math.abs)) || 1;
}
