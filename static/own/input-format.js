/** @import { InputFormat } from "../types/api.js" */

/** Settings of a network's input: what its training did to pixels. */

/** Means and standard deviations of ImageNet's pixels, as torchvision's transforms have them. */
const IMAGENET = {
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

/** Least side, px, of colour pictures whose networks are mostly trained on ImageNet. */
const PHOTOGRAPH = 128;

/** @type {Record<"unit"|"imagenet"|"signed"|"bytes", InputFormat>} */
export const PRESETS = {
  unit: { range: [0, 1] },
  imagenet: { range: [0, 1], ...IMAGENET },
  signed: { range: [-1, 1] },
  bytes: { range: [0, 255] },
};

/**
 * The settings that networks with such an input mostly have.
 *
 * @param {readonly number[]} shape  [channel, row, col]
 * @returns {InputFormat}
 */
export function guess([channels = 1, rows = 0, cols = 0]) {
  return channels === 3 && Math.max(rows, cols) >= PHOTOGRAPH ? PRESETS.imagenet : PRESETS.unit;
}

/**
 * The preset that settings are equal to, but for inversion and order; null for others.
 *
 * @param {InputFormat} format
 * @returns {keyof typeof PRESETS|null}
 */
export function presetOf(format) {
  const names = /** @type {(keyof typeof PRESETS)[]} */ (Object.keys(PRESETS));
  return names.find((name) => same(PRESETS[name], format)) ?? null;
}

/**
 * @param {InputFormat} a
 * @param {InputFormat} b
 */
function same(a, b) {
  const key = (/** @type {InputFormat} */ { range, mean, std }) =>
    JSON.stringify([range, all(mean, 0), all(std, 1)]);
  return key(a) === key(b);
}

/**
 * One value a channel; empty where all are the neutral one.
 *
 * @param {number[]|undefined|null} values
 * @param {number} neutral
 */
function all(values, neutral) {
  return values?.some((value) => value !== neutral) ? values : [];
}

/**
 * A list of numbers, as in `0.485, 0.456, 0.406`; null for any other text, or another count than `counts`.
 *
 * @param {string} text
 * @param {number[]} counts  that are taken
 * @returns {number[]|null}
 */
export function numbers(text, counts) {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const values = parts.map(Number);
  return counts.includes(values.length) && values.every(Number.isFinite) ? values : null;
}
