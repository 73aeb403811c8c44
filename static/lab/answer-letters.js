import { named } from "../i18n/locale.js";

/** @import { Sweep } from "../types/lab.js" */

/**
 * Letters that mark a map's wrong places with the answer given there.
 *
 * @typedef {{ row: number, col: number, output: number }} Letter  cells of the map, and index of the output
 */

/**
 * A letter or digit of each output: its first one, or as many more as distinguish it from the others.
 *
 * @param {string[]} outputs
 * @returns {string[]}
 */
export function letters(outputs) {
  const names = outputs.map((output) => [...named(output)]);
  return names.map((name, i) => {
    const others = names.filter((_, j) => j !== i);
    const length = name.findIndex((_, end) =>
      others.every((other) => other.slice(0, end + 1).join("") !== name.slice(0, end + 1).join("")),
    );
    return name.slice(0, length < 0 ? name.length : length + 1).join("");
  });
}

/**
 * Where letters are written: on every wrong place if `apart` is 1, else on one of each block of
 * `apart` × `apart` places, the wrong one closest to the block's middle.
 *
 * @param {Pick<Sweep, "start"|"fields">} sweep
 * @param {number} apart  cells
 * @returns {Letter[]}
 */
export function placeLetters({ start, fields }, apart) {
  if (!start || !fields) return [];
  const { cols } = start;
  const middle = (apart - 1) / 2;
  /** @type {Map<number, Letter & { away: number }>} */
  const blocks = new Map();
  fields.correct.forEach((correct, i) => {
    if (correct !== 0) return;
    const [row, col] = [Math.floor(i / cols.length), i % cols.length];
    const away = Math.hypot((row % apart) - middle, (col % apart) - middle);
    const block = Math.floor(row / apart) * cols.length + Math.floor(col / apart);
    const best = blocks.get(block);
    if (!best || away < best.away)
      blocks.set(block, { row, col, output: fields.prediction[i] ?? 0, away });
  });
  return [...blocks.values()].map(({ row, col, output }) => ({ row, col, output }));
}

/**
 * The wrong answers of a sweep so far, the most frequent first.
 *
 * @param {Pick<Sweep, "fields">} sweep
 * @returns {{ output: number, count: number }[]}
 */
export function wrongAnswers({ fields }) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  fields?.correct.forEach((correct, i) => {
    const output = fields.prediction[i] ?? 0;
    if (correct === 0) counts.set(output, (counts.get(output) ?? 0) + 1);
  });
  return [...counts]
    .map(([output, count]) => ({ output, count }))
    .sort((a, b) => b.count - a.count);
}
