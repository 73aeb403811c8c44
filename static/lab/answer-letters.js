import { named } from "../i18n/locale.js";

/** @import { Sweep } from "../types/lab.js" */

/**
 * Letters that mark a map's wrong places with the answer given there.
 *
 * @typedef {{ row: number, col: number, output: number }} Letter  cells of the map, and index of the output
 */

/** Most letters of a mark. */
const MOST_LETTERS = 3;

/**
 * A letter or digit of each output: its first one, or as many more as distinguish it from the others. Where
 * that takes too many, as among a thousand classes, its number.
 *
 * @param {string[]} outputs
 * @returns {string[]}
 */
export function letters(outputs) {
  const names = outputs.map((output) => [...named(output)]);
  const beginning = (/** @type {string[]} */ name, /** @type {number} */ length) =>
    name.slice(0, length).join("");
  /** How many names begin so. @type {Map<string, number>} */
  const counts = new Map();
  for (const name of names)
    for (let length = 1; length <= Math.min(name.length, MOST_LETTERS); length++) {
      const key = beginning(name, length);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return names.map((name, i) => {
    for (let length = 1; length <= Math.min(name.length, MOST_LETTERS); length++)
      if (counts.get(beginning(name, length)) === 1) return beginning(name, length);
    return name.length <= MOST_LETTERS ? name.join("") : `#${i}`;
  });
}

/**
 * Where letters are written: on every wrong place if `apart` is 1, else on one of each block of
 * `apart` × `apart` places, the wrong one closest to the block's middle, unless another letter is closer than
 * `apart`.
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
  /** @type {typeof blocks} */
  const kept = new Map();
  for (const [block, { row, col, output, away }] of blocks) {
    // Of two at a border between blocks, one is left out.
    const around = [-1, 0, 1].flatMap((down) =>
      [-1, 0, 1].map((right) => block + down * cols.length + right),
    );
    const close = around.some((key) => {
      const other = kept.get(key);
      return other && Math.max(Math.abs(other.row - row), Math.abs(other.col - col)) < apart;
    });
    if (!close) kept.set(block, { row, col, output, away });
  }
  return [...kept.values()].map(({ row, col, output }) => ({ row, col, output }));
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
