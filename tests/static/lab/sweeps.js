/** @import { Sweep } from "../../../static/types/lab.js" */

/**
 * A finished sweep over 2 × 3 positions.
 *
 * @param {string} model
 * @param {Partial<Sweep>} [fields]
 * @returns {Sweep}
 */
export function sweepOf(model, fields = {}) {
  const known = {
    correct: [1, 0, 1, 1, 1, 0],
    score: [0, 0.2, 0.4, 0.6, 0.8, 1],
    sensitivity: [0, 1, 2, 3, 4, 5],
    response: [1, 1, 1, 1, 1, 1],
    cosine: [1, 0.5, 0, -0.5, -1, 0],
  };
  const start = {
    rows: [0, 4],
    cols: [0, 4, 8],
    total: 6,
    object: "face",
    output: "face",
    chance: 0.5,
    step: 4,
    base: { row: 4, col: 8 },
    sha256: `sha-of-${model}-and-more`,
  };
  const rings = [
    { radius: 0, sensitivity: 0, cosine: 1 },
    { radius: 4, sensitivity: 1.5, cosine: null },
    { radius: 8, sensitivity: 3, cosine: -0.25 },
  ];
  const arrays = Object.entries(known).map(([name, values]) => [name, Float64Array.from(values)]);
  return /** @type {Sweep} */ (
    /** @type {unknown} */ ({
      plan: { model },
      status: "done",
      done: 6,
      start,
      fields: Object.fromEntries(arrays),
      end: { radial: rings },
      failure: null,
      ...fields,
    })
  );
}
