/** @import { Compared, Contribution } from "../types/lab.js" */
/** @import { Card, Frame, HeadLink } from "../types/api.js" */
/** @import { Explained, Side } from "../types/state.js" */
/** @import { HeadPath, Through, To } from "./path-lines.js" */

/** As many links of a pinned scene as a frame brings of the live one. */
const MAX_PATHS = 12;

/**
 * The ways through the head that a figure draws: of the live scene, and of scene A while it is
 * pinned. Both lead to the output that is compared, so that they can be compared.
 *
 * @param {Frame|null} frame
 * @param {Compared|null} compared
 * @param {Card} card
 * @returns {{ live: Through|null, pinned: Through|null }}
 */
export function headPaths(frame, compared, card) {
  const best = frame ? frame.scores.indexOf(Math.max(...frame.scores)) : -1;
  const own = frame ? { output: best, links: frame.links } : null;
  const path = compared?.model === card.id ? compared.answer?.path : undefined;
  if (!path) return { live: own, pinned: null };
  const output = card.outputs.indexOf(path.output);
  return {
    // The frame's own links are newer than the answer's.
    live: output === best ? own : { output, links: path.b.top.slice(0, MAX_PATHS).map(link) },
    pinned: { output, links: path.a.top.slice(0, MAX_PATHS).map(link) },
  };
}

/**
 * What is drawn while a unit of the head is explained: the contributions of the layer that it sums
 * up, in place of another output's path; its own, which begins at the cells, stays.
 *
 * @param {Explained|null} explained
 * @param {Side} side  of the figure
 * @param {Card} card
 * @param {Through|null} live
 * @returns {HeadPath|null}
 */
export function toUnit(explained, side, card, live) {
  const way = explained && wayTo(explained, side);
  const output = card.layers.at(-1)?.name;
  return way && !(way.unit.layer === output && way.unit.unit === live?.output) ? way : live;
}

/**
 * @param {Explained} explained
 * @param {Side} side
 * @returns {To|null}  null where no unit of that side is explained
 */
function wayTo({ pin, answer }, side) {
  if (pin.side !== side || !("unit" in pin)) return null;
  for (const { how, input } of answer?.steps ?? []) {
    if (how.form === "shares") return { unit: pin, from: input, shares: how.top };
  }
  return null;
}

/**
 * @param {Contribution} contribution
 * @returns {HeadLink}
 */
function link({ channel, row, col, unit, contribution }) {
  return { channel, row, col, unit: unit ?? null, contribution };
}
