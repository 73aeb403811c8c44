import { msg, str } from "@lit/localize";
import { listed } from "../i18n/locale.js";
/** @import { Card } from "../types/api.js" */

/** @typedef {{ top: number, left: number, height: number, width: number }} Box  px */
/** @typedef {{ mark: string, card: Card }} Shown  one of at most two networks */

/**
 * The box that objects covered in training; null if it was the whole canvas, or the network is
 * untrained.
 *
 * @param {Card} card
 * @returns {Box|null}
 */
export function restricted({ region, input_shape: [, rows, cols] }) {
  if (!region) return null;
  const [top, left, bottom, right] = region;
  const [height, width] = [bottom - top, right - left];
  return height < rows || width < cols ? { top, left, height, width } : null;
}

/**
 * The training regions to draw: the first network's, then the second's if it differs. `second`: whether
 * another one is drawn already.
 *
 * @param {Shown[]} networks
 * @returns {{ box: Box, marks: string[], second: boolean }[]}
 */
export function regions(networks) {
  const [first, second] = networks.map(({ mark, card }) => ({ mark, box: restricted(card) }));
  const same = first?.box && second?.box && isSame(first.box, second.box);
  const found = [];
  if (first?.box) {
    const marks = same ? [first.mark, second.mark] : [first.mark];
    found.push({ box: first.box, marks, second: false });
  }
  if (second?.box && !same) {
    found.push({ box: second.box, marks: [second.mark], second: found.length > 0 });
  }
  return found;
}

/**
 * Whether a network came as a file, so that how it was made is not known here.
 *
 * @param {Pick<Card, "made_by">} card
 */
export function isFromFile({ made_by }) {
  return made_by === "file";
}

/**
 * Text on where the networks were trained; null if none was restricted to a region.
 *
 * @param {Shown[]} networks
 */
export function regionText(networks) {
  const found = regions(networks);
  if (found.length === 0) return null;
  const drawn = found.map(({ marks, second }) => {
    if (networks.length === 1) return msg("dotted: where it learned (the object's middle)");
    const of = listed(marks.map((mark) => trainedPart(networks, mark)));
    return second
      ? msg(str`dashed: where ${of} learned`)
      : msg(str`dotted: where ${of} learned (the object's middle)`);
  });
  const marked = new Set(found.flatMap(({ marks }) => marks));
  const others = networks
    .filter(({ mark }) => !marked.has(mark))
    .map(({ mark, card }) => {
      if (card.painted && !card.region)
        return msg(str`${trainedPart(networks, mark)} learned where it was painted`);
      if (card.region) return msg(str`${trainedPart(networks, mark)} was trained everywhere`);
      return isFromFile(card)
        ? msg(str`where ${mark} learned is not known`)
        : msg(str`${mark} was not trained`);
    });
  const text = [...drawn, ...others].reduce((all, next) => msg(str`${all}; ${next}`));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The part of a network that its training region is of: all, or the head on another's convolutions.
 *
 * @param {Shown[]} networks
 * @param {string} mark
 */
function trainedPart(networks, mark) {
  const found = networks.find((network) => network.mark === mark);
  return found?.card.convolutions ? msg(str`head ${mark}`) : mark;
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function isSame(a, b) {
  return a.top === b.top && a.left === b.left && a.height === b.height && a.width === b.width;
}
