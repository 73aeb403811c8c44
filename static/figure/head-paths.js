/** @import { Compared, Contribution } from "../types/lab.js" */
/** @import { Card, Frame, HeadLink } from "../types/api.js" */
/** @import { Explained, Side } from "../types/state.js" */
/** @import { Verdict } from "../network/verdict.js" */
/** @import { HeadPath, Through, To } from "./path-lines.js" */

/** Links shown of a pinned scene: as many as a frame has of the live one. */
const MAX_PATHS = 12;

/**
 * The paths through the head that a figure draws: the live scene's, and scene A's while it is
 * pinned. Both lead to the compared output, so that they are comparable. Where there is nothing to
 * read, no live path leads to an answer.
 *
 * @param {Frame|null} frame
 * @param {Verdict|null} verdict  of that frame
 * @param {Compared|null} compared
 * @param {Card} card
 * @returns {{ live: Through|null, pinned: Through|null }}
 */
export function headPaths(frame, verdict, compared, card) {
  const best = frame ? frame.scores.indexOf(Math.max(...frame.scores)) : -1;
  const read = frame && verdict?.kind !== "empty";
  const own = read ? { output: best, links: frame.links } : null;
  const path = compared?.model === card.id ? compared.result?.path : undefined;
  if (!path) return { live: own, pinned: null };
  const output = card.outputs.indexOf(path.output);
  return {
    // The frame's links are newer than the comparison's.
    live:
      output === best || !read ? own : { output, links: path.b.top.slice(0, MAX_PATHS).map(link) },
    pinned: { output, links: path.a.top.slice(0, MAX_PATHS).map(link) },
  };
}

/**
 * The path to draw while a unit of the head is explained: the contributions of the layer before it.
 * If the unit is the output of the live path, that path stays, since it starts at the cells.
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
 * @returns {To|null}  null if no unit of that side is explained
 */
function wayTo({ pin, response }, side) {
  if (pin.side !== side || !("unit" in pin)) return null;
  for (const { how, input } of response?.steps ?? []) {
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
