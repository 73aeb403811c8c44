/** @import { Metrics } from "../types/api.js" */

/**
 * @typedef {{ row: number, col: number, value: number }} At  row, col: px; value: 0..1
 *
 * @typedef {object} AccuracyMap
 * @property {number[]} rows  px, ascending
 * @property {number[]} cols  px, ascending
 * @property {(number|null)[][]} mean  over the outputs, by row and col; null where not measured
 * @property {At|null} worst  the lowest of `mean`; null if all are equal
 * @property {(At & { output: string })|null} lowest  of any single output; null if all are equal
 */

/**
 * A card's accuracy by position, as a map over the canvas.
 *
 * @param {Metrics} metrics
 * @returns {AccuracyMap}
 */
export function accuracyByPosition({ positions, per_position: shares }) {
  const rows = [...new Set(positions.map(([row]) => row))].sort((a, b) => a - b);
  const cols = [...new Set(positions.map(([, col]) => col))].sort((a, b) => a - b);
  /** @type {(number|null)[][]} */
  const mean = rows.map(() => cols.map(() => null));
  /** @type {At[]} */
  const means = [];
  /** @type {(At & { output: string })[]} */
  const singles = [];
  const outputs = Object.entries(shares);
  positions.forEach(([row, col], i) => {
    const here = outputs.map(([output, values]) => ({ output, row, col, value: values[i] ?? 0 }));
    const value = here.reduce((sum, single) => sum + single.value, 0) / here.length;
    singles.push(...here);
    means.push({ row, col, value });
    const line = mean[rows.indexOf(row)];
    if (line) line[cols.indexOf(col)] = value;
  });
  return { rows, cols, mean, worst: least(means), lowest: least(singles) };
}

/**
 * The first of the lowest; null if all are equal.
 *
 * @template {At} T
 * @param {T[]} all
 * @returns {T|null}
 */
function least(all) {
  const [first, ...others] = all.toSorted((a, b) => a.value - b.value);
  return first && others.some(({ value }) => value > first.value) ? first : null;
}
