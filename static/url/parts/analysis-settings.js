import { msg } from "@lit/localize";
import { INITIAL_STATE } from "../../state/initial-state.js";
import { PROTOCOLS, TRANSPLANT_FIELDS, TRANSPLANT_STEPS } from "../../lab/form-choices.js";
import { BETWEEN } from "../scene-codec.js";

/** @import { Part, UrlParams } from "../url-params.js" */

const FIRST = INITIAL_STATE.analysis;

/** Settings of the laboratory's measurements except sweeps, joined in a fixed order. @type {Part} */
export const part = {
  names: ["consistency", "equivariance", "blind"],
  keys: ["analysis"],
  write: ({ analysis: { consistency, equivariance, transplants } }) => ({
    consistency: unless(FIRST.consistency, consistency),
    equivariance: unless(FIRST.equivariance, equivariance),
    blind: unless(FIRST.transplants, transplants),
  }),
  read: (params) => ({
    analysis: {
      consistency: readConsistency(params) ?? FIRST.consistency,
      equivariance: readEquivariance(params) ?? FIRST.equivariance,
      transplants: readTransplants(params) ?? FIRST.transplants,
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

/** @param {UrlParams} params */
function readConsistency(params) {
  const [name, radius, pairs, seed, ...more] = items(params, "consistency");
  if (name === undefined) return null;
  const protocol = PROTOCOLS.find((each) => each === name);
  const ranges = params.limits.measures.consistency;
  const found = {
    radius: whole(radius, ranges.radius),
    pairs: whole(pairs, ranges.pairs),
    seed: whole(seed, ranges.seed),
  };
  if (protocol && found.radius !== null && found.pairs !== null && found.seed !== null) {
    if (more.length === 0) {
      return { protocol, radius: found.radius, pairs: found.pairs, seed: found.seed };
    }
  }
  params.refuse("consistency", msg("protocol, radius, pairs and seed, as in cyclic~8~128~0"));
  return null;
}

/** @param {UrlParams} params */
function readEquivariance(params) {
  const [name, down, right, ...more] = items(params, "equivariance");
  if (name === undefined) return null;
  const protocol = PROTOCOLS.find((each) => each === name);
  const ranges = params.limits.measures.equivariance;
  const row = whole(down, ranges["shift.row"]);
  const col = whole(right, ranges["shift.col"]);
  if (protocol && row !== null && col !== null && more.length === 0) return { protocol, row, col };
  params.refuse("equivariance", msg("protocol and shift in px, as in cyclic~1~-2"));
  return null;
}

/** @param {UrlParams} params */
function readTransplants(params) {
  const [px, name, ...more] = items(params, "blind");
  if (px === undefined) return null;
  const step = TRANSPLANT_STEPS.find((each) => String(each) === px);
  const field = TRANSPLANT_FIELDS.find((each) => each === name);
  if (step && field && more.length === 0) return { step, field };
  params.refuse("blind", msg("step in px and map, as in 2~response"));
  return null;
}

/**
 * @param {UrlParams} params
 * @param {string} name
 * @returns {string[]}
 */
function items(params, name) {
  return params.get(name)?.split(BETWEEN) ?? [];
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
