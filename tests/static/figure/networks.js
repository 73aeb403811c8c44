import { card, layer } from "../examples.js";

/** Networks of 1, 3 and 5 volumes, none of them square, each with a head. */
export const networks = [1, 3, 5].map((count) => network(count, [3, 24, 40]));

/** A network that is taller than it is wide. */
export const tall = network(3, [1, 48, 12]);

/** A network without a head. */
export const headless = { ...tall, layers: tall.layers.slice(0, 3) };

/**
 * @param {number} count  of volumes, each with twice the slices and half the size of the one before
 * @param {[number, number, number]} shape  of the input
 */
function network(count, shape) {
  const volumes = Array.from({ length: count }, (_, i) => {
    const [channels, rows, cols] = shape;
    const size = [Math.ceil(rows / 2 ** i), Math.ceil(cols / 2 ** i)];
    return layer({
      name: i ? `pool${i}` : "input",
      kind: i ? "maxpool" : "input",
      role: i ? "volume" : "input",
      stage: i || null,
      shape: [channels * 2 ** i, ...size],
      stride: 2 ** i,
    });
  });
  return card({
    input_shape: shape,
    layers: [
      ...volumes,
      layer({ name: "relu", kind: "relu", role: "hidden", shape: [50], options: {} }),
      layer({ name: "fc", kind: "fc", role: "output", shape: [10], options: {} }),
    ],
  });
}
