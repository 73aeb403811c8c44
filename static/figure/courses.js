/** @import { Compared, Contribution } from "../lab/types.js" */
/** @import { Card, Frame, HeadLink } from "../types.js" */
/** @import { Course } from "./links.js" */

/** As many links of a pinned scene as a frame brings of the live one. */
const MOST = 12;

/**
 * The ways through the head that a figure draws: of the live scene, and of scene A while it is
 * pinned. Both lead to the output that is compared, so that they can be compared.
 *
 * @param {Frame|null} frame
 * @param {Compared|null} compared
 * @param {Card} card
 * @returns {{ live: Course|null, pinned: Course|null }}
 */
export function courses(frame, compared, card) {
  const best = frame ? frame.scores.indexOf(Math.max(...frame.scores)) : -1;
  const own = frame ? { output: best, links: frame.links } : null;
  const path = compared?.model === card.id ? compared.answer?.path : undefined;
  if (!path) return { live: own, pinned: null };
  const output = card.outputs.indexOf(path.output);
  return {
    // The frame's own links are newer than the answer's.
    live: output === best ? own : { output, links: path.b.top.slice(0, MOST).map(link) },
    pinned: { output, links: path.a.top.slice(0, MOST).map(link) },
  };
}

/**
 * @param {Contribution} contribution
 * @returns {HeadLink}
 */
function link({ channel, row, col, unit, contribution }) {
  return { channel, row, col, unit: unit ?? null, contribution };
}
