import { expect, test } from "vitest";
import { layerColour, rgb } from "../../../static/charts/layer-colours.js";
import { volumeName, volumeTitle } from "../../../static/i18n/labels.js";
import {
  VOLUME_COLOURS,
  stageColour,
  stageCounted,
  stageWord,
} from "../../../static/i18n/volume-colour-names.js";
import { layer } from "../examples.js";

/** Colours as seen with one kind of cone missing (Machado, Oliveira & Fernandes 2009, full severity). */
const EYES = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
/** From linear RGB to the cones of OKLab, and from their cube roots to its axes (Ottosson 2020). */
const CONES = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const AXES = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
/** The least distance in OKLab; 0.02 is just distinguishable side by side. */
const APART = 0.065;

/**
 * @param {number[][]} matrix
 * @param {number[]} vector
 */
function times(matrix, vector) {
  return matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * (vector[i] ?? 0), 0));
}

/** @param {string} hex */
function linear(hex) {
  return rgb(hex).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
}

/**
 * @param {string} hex
 * @param {number[][]} eyes
 */
function seen(hex, eyes) {
  const light = times(eyes, linear(hex)).map((part) => Math.min(Math.max(part, 0), 1));
  return times(AXES, times(CONES, light).map(Math.cbrt));
}

const input = layerColour(layer({ role: "input" }));
const colours = [input, ...VOLUME_COLOURS.map(({ colour }) => colour)];

test.each(Object.entries(EYES))("eyes (%s) can distinguish the colours of volumes", (_, eyes) => {
  colours.forEach((one, i) => {
    for (const other of colours.slice(i + 1)) {
      const [a, b] = [seen(one, eyes), seen(other, eyes)];
      const distance = Math.hypot(...a.map((part, axis) => part - (b[axis] ?? 0)));
      expect(distance, `${one} and ${other}`).toBeGreaterThan(APART);
    }
  });
});

test("each colour is legible as text on the figure's black", () => {
  const luminance = (/** @type {string} */ hex) =>
    times([[0.2126, 0.7152, 0.0722]], linear(hex))[0] ?? 0;
  for (const colour of colours) {
    const contrast = (luminance(colour) + 0.05) / (luminance("#0b0e14") + 0.05);
    expect(contrast, colour).toBeGreaterThan(4.5);
  }
});

test("a volume is named by its stage and colour; past the palette by its stage alone", () => {
  const [first, fifth, ninth] = [1, 5, 9].map((stage) => layer({ stage }));
  if (!first || !fifth || !ninth) throw new Error("no layers");
  expect([first, fifth, ninth].map(volumeTitle)).toEqual([
    "Layer 1 (green)",
    "Layer 5 (mauve)",
    "Layer 9",
  ]);
  expect([first, fifth, ninth].map(volumeName)).toEqual(["Layer 1", "Layer 5", "Layer 9"]);
  expect([2, 9].map(stageWord)).toEqual(["yellow", "layer-9"]);
  expect([stageCounted(3, 2), stageCounted(3, 9)]).toEqual(["3 yellow", "3 layer-9"]);
  expect(stageColour(VOLUME_COLOURS.length + 1)).toBe(stageColour(1));
});
