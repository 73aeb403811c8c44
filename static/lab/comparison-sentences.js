import { msg, str } from "@lit/localize";
import { theVolume, volumeTitle } from "../i18n/labels.js";
import { flowing, listed, named } from "../i18n/locale.js";
import { stageCounted } from "../i18n/volume-colour-names.js";

/** @import { ComparisonResult, Moved, Pair } from "../types/lab.js" */

/** The results of a comparison in sentences that quote its numbers. */

/**
 * @param {ComparisonResult} result
 * @returns {string[]}  sentences
 */
export function sentences(result) {
  const { shift } = result;
  if (isSamePlace(result)) return [samePlace()];
  const volumes = result.layers.filter(({ role }) => role !== null);
  return [
    ...counts(volumes),
    shift
      ? movement(volumes)
      : msg("A and B are not one shift apart, so there is no displacement to speak of."),
    outputs(result),
    way(result),
  ].filter(Boolean);
}

/**
 * What the paths to the answer have in common, in a sentence that follows their share.
 *
 * @param {ComparisonResult} result
 */
export function pathSentence(result) {
  if (isSamePlace(result)) return samePlace();
  const { output, overlap } = result.path;
  const [a, b] = [best(result.outputs_a), best(result.outputs_b)].map((each) =>
    named(each?.name ?? ""),
  );
  return flowing([
    ...(overlap === null
      ? []
      : [msg(str`of the path to ${named(output)} is the same at A and at B.`)]),
    a === b
      ? msg(str`The answer stays ${a ?? ""}.`)
      : msg(str`The answer changes from ${a ?? ""} to ${b ?? ""}.`),
  ]);
}

/** @param {ComparisonResult} result */
export function isSamePlace({ shift }) {
  return shift?.row === 0 && shift.col === 0;
}

function samePlace() {
  return msg("B is where A is. Drag an object on.");
}

/**
 * Whether the objects change the same numbers of cells. Only cells that differ from the blank canvas count, since
 * those active by biases alone do not move.
 *
 * @param {Moved[]} volumes
 */
function counts(volumes) {
  if (volumes.every(({ responding_equal: equal }) => equal)) {
    const many = volumes.map((volume) => numberOf(sum(volume.responding_a), volume));
    return [msg(str`The same counts in every slice: the objects change ${listed(many)} cells.`)];
  }
  return volumes
    .filter(({ responding_equal: equal }) => !equal)
    .map((volume) => {
      const { responding_a: a, responding_b: b } = volume;
      const other = a.filter((count, slice) => count !== b[slice]).length;
      return msg(
        str`${other} of ${numberOf(a.length, volume)} slices differ in count: the objects change ${sum(a)} cells at A, ${sum(b)} at B.`,
      );
    });
}

/**
 * @param {Moved[]} volumes
 */
function movement(volumes) {
  const last = volumes.at(-1);
  if (!last?.displacement || !last.error || !last.best) return msg("No volume to speak of.");
  // In an empty volume nothing moves, and the error is undefined.
  if (last.error.whole === null) return "";
  const error = last.error.whole.toFixed(3);
  const way = pairText(last.displacement);
  return last.on_lattice
    ? msg(str`${volumeTitle(last)} has moved ${way}, with an equivariance error of ${error}.`)
    : msg(
        str`Off the lattice of ${last.stride} px: ${theVolume(last)} should move ${way}; the whole move with the least error, ${pairText(last.best)}, leaves an error of ${error}.`,
      );
}

/** @param {ComparisonResult} result */
function outputs({ outputs_a: a, outputs_b: b }) {
  const [first, second] = [best(a), best(b)];
  if (!first || !second) return "";
  const [was, is] = [first.score.toFixed(3), second.score.toFixed(3)];
  return first.name === second.name
    ? msg(str`The answer is the same, ${named(first.name)}: ${was} at A, ${is} at B.`)
    : msg(
        str`The answer has changed from ${named(first.name)} (${was}) to ${named(second.name)} (${is}).`,
      );
}

/** @param {ComparisonResult} result */
function way({ path: { output, overlap } }) {
  if (overlap === null) return "";
  const [to, share] = [named(output), Number(overlap.toFixed(3))];
  if (overlap === 0) {
    return msg(str`The path to ${to} through the head is another altogether: overlap ${share}.`);
  }
  return overlap > 0.999
    ? msg(str`The path to ${to} through the head is the same: overlap ${share}.`)
    : msg(str`The path to ${to} through the head is partly another: overlap ${share}.`);
}

/** @param {import("../types/lab.js").Output[]} outputs */
export function best(outputs) {
  return outputs.toSorted((a, b) => b.score - a.score)[0];
}

/** @param {number[]} counts */
export function sum(counts) {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * A count of cells or slices with their volume, as in `3 green`.
 *
 * @param {number} number
 * @param {Moved} volume
 */
function numberOf(number, { role, stage, name }) {
  if (role === "input") return msg(str`${number} input`);
  return role === "volume" && stage !== null ? stageCounted(number, stage) : `${number} ${name}`;
}

/**
 * A displacement in cells, as in `5 cells right and 2.5 down`.
 *
 * @param {Pair} pair
 */
export function pairText({ row, col }) {
  // Only the first of two directions names the unit: "3 cells left and 2 down".
  const cells = cellsText(col === 0 ? row : col);
  const down = size(row);
  if (col === 0 && row === 0) return msg("not at all");
  if (col === 0) return row > 0 ? msg(str`${cells} down`) : msg(str`${cells} up`);
  const across = col > 0 ? msg(str`${cells} right`) : msg(str`${cells} left`);
  if (row === 0) return across;
  return row > 0 ? msg(str`${across} and ${down} down`) : msg(str`${across} and ${down} up`);
}

/** @param {number} number */
function cellsText(number) {
  return size(number) === "1" ? msg("1 cell") : msg(str`${size(number)} cells`);
}

/** @param {number} cells */
function size(cells) {
  return String(Math.abs(Number(cells.toFixed(2))));
}
