import { msg } from "@lit/localize";
import { BEGINNING } from "../../state/initial-state.js";
import { BLIND_FIELDS, BLIND_STEPS, BOUNDS, PROTOCOLS } from "../../lab/input-limits.js";
import { BETWEEN } from "../scene-codec.js";

/** @import { Part, Told } from "../url-params.js" */

const FIRST = BEGINNING.asking;

/** What the laboratory measures beside sweeps, joined in the order of its fields. @type {Part} */
export const part = {
  names: ["consistency", "equivariance", "blind"],
  keys: ["asking"],
  write: ({ asking: { consistency, equivariance, blind } }) => ({
    consistency: unless(FIRST.consistency, consistency),
    equivariance: unless(FIRST.equivariance, equivariance),
    blind: unless(FIRST.blind, blind),
  }),
  read: (told) => ({
    asking: {
      consistency: readConsistency(told) ?? FIRST.consistency,
      equivariance: readEquivariance(told) ?? FIRST.equivariance,
      blind: readBlind(told) ?? FIRST.blind,
    },
  }),
};

/**
 * @template {object} T
 * @param {T} first
 * @param {T} now
 */
function unless(first, now) {
  const text = (/** @type {T} */ of) =>
    Object.keys(first)
      .map((key) => of[/** @type {keyof T} */ (key)])
      .join(BETWEEN);
  return text(now) === text(first) ? null : text(now);
}

/** @param {Told} told */
function readConsistency(told) {
  const [name, radius, pairs, seed, ...more] = items(told, "consistency");
  if (name === undefined) return null;
  const protocol = PROTOCOLS.find((each) => each === name);
  const found = {
    radius: whole(radius, BOUNDS.radius),
    pairs: whole(pairs, BOUNDS.pairs),
    seed: whole(seed, BOUNDS.seed),
  };
  if (protocol && found.radius !== null && found.pairs !== null && found.seed !== null) {
    if (more.length === 0) {
      return { protocol, radius: found.radius, pairs: found.pairs, seed: found.seed };
    }
  }
  told.refuse("consistency", msg("protocol, radius, pairs and seed, as in cyclic~8~128~0"));
  return null;
}

/** @param {Told} told */
function readEquivariance(told) {
  const [name, down, right, ...more] = items(told, "equivariance");
  if (name === undefined) return null;
  const protocol = PROTOCOLS.find((each) => each === name);
  const [row, col] = [whole(down, BOUNDS.shift), whole(right, BOUNDS.shift)];
  if (protocol && row !== null && col !== null && more.length === 0) return { protocol, row, col };
  told.refuse("equivariance", msg("protocol and shift in px, as in cyclic~1~-2"));
  return null;
}

/** @param {Told} told */
function readBlind(told) {
  const [px, name, ...more] = items(told, "blind");
  if (px === undefined) return null;
  const step = BLIND_STEPS.find((each) => String(each) === px);
  const field = BLIND_FIELDS.find((each) => each === name);
  if (step && field && more.length === 0) return { step, field };
  told.refuse("blind", msg("step in px and map, as in 2~response"));
  return null;
}

/**
 * @param {Told} told
 * @param {string} name
 * @returns {string[]}
 */
function items(told, name) {
  return told.get(name)?.split(BETWEEN) ?? [];
}

/**
 * @param {string|undefined} text
 * @param {[number, number]} bounds
 */
function whole(text, [least, most]) {
  if (!/^-?\d{1,10}$/.test(text ?? "")) return null;
  const number = Number(text) || 0;
  return number >= least && number <= most ? number : null;
}
