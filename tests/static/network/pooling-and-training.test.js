import { expect, test } from "vitest";
import {
  isTrainingDecisive,
  poolingAndTraining,
} from "../../../static/network/pooling-and-training.js";
import { card } from "../examples.js";
import { metricsOf } from "../../../static/network/metrics.js";

/**
 * @param {string} pooling
 * @param {string} trained
 * @param {number} mean
 * @param {Record<string, string>} [axes]
 */
const network = (pooling, trained, mean, axes = {}) =>
  card({
    id: [pooling, trained, ...Object.values(axes)].join("-"),
    axes: { head: "fc", biases: "yes", pooling, trained, ...axes },
    metrics: { ...metricsOf(card()), mean },
  });

/** @param {[number, number, number, number]} means */
const quartet = ([a, b, c, d]) => [
  network("max", "corner", a),
  network("none", "corner", b),
  network("max", "everywhere", c),
  network("none", "everywhere", d),
];

test("the four networks are found by their properties", () => {
  const others = [
    network("max", "corner", 0, { head: "gmp" }),
    network("none", "corner", 0, { biases: "no" }),
  ];
  const [max, none, maxEverywhere, noneEverywhere] = quartet([0.2, 0.1, 0.9, 0.9]);
  const cards = [...others, noneEverywhere, max, none, maxEverywhere].flatMap((each) => each ?? []);
  expect(poolingAndTraining(cards)).toEqual({
    corner: { max, none },
    everywhere: { max: maxEverywhere, none: noneEverywhere },
  });
  for (const missing of [max, none, maxEverywhere, noneEverywhere]) {
    expect(poolingAndTraining(cards.filter((each) => each !== missing))).toBeNull();
  }
});

test("the training decides if it makes a large difference, and the pooling a slight one", () => {
  const decides = (/** @type {[number, number, number, number]} */ means) => {
    const four = poolingAndTraining(quartet(means));
    return four && isTrainingDecisive(four);
  };
  expect(decides([0.17, 0.13, 0.96, 0.95])).toBe(true);
  expect(decides([0.17, 0.13, 0.96, 0.7])).toBe(false);
  expect(decides([0.4, 0.1, 0.96, 0.95])).toBe(false);
  expect(decides([0.8, 0.8, 0.96, 0.95])).toBe(false);
});
