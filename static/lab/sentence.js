import { volumeName } from "../words.js";

/** @import { Card } from "../types.js" */
/** @import { ComparisonAnswer, Moved, Pair } from "./types.js" */

/** What a comparison found, in plain words that quote its numbers. */

/**
 * @param {ComparisonAnswer} answer
 * @param {Card} card
 * @returns {string[]}  sentences
 */
export function sentences(answer, card) {
  const { shift } = answer;
  if (shift?.row === 0 && shift.col === 0) return ["B is where A is. Drag an object on."];
  const volumes = answer.layers.filter(({ role }) => role !== null);
  return [
    ...counts(volumes),
    shift
      ? movement(volumes, card)
      : "A and B are not one shift apart, so there is no displacement to speak of.",
    outputs(answer),
    way(answer),
  ].filter(Boolean);
}

/**
 * Whether the same numbers of cells respond. Cells that differ from the blank canvas's are counted,
 * since those that biases light up do not move.
 *
 * @param {Moved[]} volumes
 */
function counts(volumes) {
  if (volumes.every(({ responding_equal: equal }) => equal)) {
    const many = volumes.map((volume) => `${sum(volume.responding_a)} ${nameOf(volume)}`);
    return [`The same counts in every slice: ${list(many)} cells respond.`];
  }
  return volumes
    .filter(({ responding_equal: equal }) => !equal)
    .map((volume) => {
      const { responding_a: a, responding_b: b } = volume;
      const other = a.filter((count, slice) => count !== b[slice]).length;
      return `${other} of ${a.length} ${nameOf(volume)} slices differ in count: ${sum(a)} cells respond at A, ${sum(b)} at B.`;
    });
}

/**
 * @param {Moved[]} volumes
 * @param {Card} card
 */
function movement(volumes, card) {
  const last = volumes.at(-1);
  const layer = card.layers.find(({ name }) => name === last?.name);
  if (!last?.displacement || !last.error || !last.best || !layer) return "No volume to speak of.";
  // Of an empty volume nothing moves: no error is defined, and no sentence is true.
  if (last.error.whole === null) return "";
  const error = last.error.whole.toFixed(3);
  if (last.on_lattice) {
    return `The ${volumeName(layer).toLowerCase()} volume has moved ${pairText(last.displacement)}, with an equivariance error of ${error}.`;
  }
  return `Off the lattice of ${last.stride} px: the ${volumeName(layer).toLowerCase()} volume should move ${pairText(last.displacement)}; the whole move with the least error, ${pairText(last.best)}, leaves an error of ${error}.`;
}

/** @param {ComparisonAnswer} answer */
function outputs({ outputs_a: a, outputs_b: b }) {
  const [first, second] = [best(a), best(b)];
  if (!first || !second) return "";
  const scores = `${first.score.toFixed(3)} at A, ${second.score.toFixed(3)} at B`;
  return first.name === second.name
    ? `The answer is the same, ${first.name}: ${scores}.`
    : `The answer has changed from ${first.name} (${first.score.toFixed(3)}) to ${second.name} (${second.score.toFixed(3)}).`;
}

/** @param {ComparisonAnswer} answer */
function way({ path: { output, overlap } }) {
  if (overlap === null) return "";
  const words =
    overlap === 0 ? "another altogether" : overlap > 0.999 ? "the same" : "partly another";
  return `The path to ${output} through the head is ${words}: overlap ${Number(overlap.toFixed(3))}.`;
}

/** @param {import("./types.js").Output[]} outputs */
export function best(outputs) {
  return outputs.toSorted((a, b) => b.score - a.score)[0];
}

/** @param {number[]} counts */
export function sum(counts) {
  return counts.reduce((total, count) => total + count, 0);
}

/** @param {Moved} volume */
function nameOf({ role, name }) {
  return role ?? name;
}

/** @param {string[]} items */
function list(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/**
 * A move in cells, as in `5 cells right and 2.5 down`.
 *
 * @param {Pair} pair
 */
export function pairText({ row, col }) {
  const parts = [
    col === 0 ? "" : `${size(col)} ${col > 0 ? "right" : "left"}`,
    row === 0 ? "" : `${size(row)} ${row > 0 ? "down" : "up"}`,
  ].filter(Boolean);
  if (parts.length === 0) return "not at all";
  const [first = ""] = parts;
  const [number = "", ...rest] = first.split(" ");
  const cells = number === "1" ? "cell" : "cells";
  return [`${number} ${cells} ${rest.join(" ")}`, ...parts.slice(1)].join(" and ");
}

/** @param {number} cells */
function size(cells) {
  return String(Math.abs(Number(cells.toFixed(2))));
}
