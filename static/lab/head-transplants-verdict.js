import { msg, str } from "@lit/localize";
import { CLEAR } from "../network/clear-difference.js";
import { percentText } from "./number-format.js";

/** @import { Outside } from "../network/transplants.js" */

/**
 * What four sweeps of one digit found.
 *
 * @typedef {object} Finding
 * @property {string} digit  its title
 * @property {Outside} right
 * @property {number} chance
 * @property {string[]|null} blank  what each network answers to an empty canvas; null: not known yet
 */

/** A head is called blind if it is right at most this many times as often as guessing. */
export const BLIND = 2;

/**
 * Text on which part went blind; null before the answers to an empty canvas are known. It never says
 * more than this one digit showed.
 *
 * @param {Finding} finding
 * @returns {string|null}
 */
export function conclusion({ digit, right, chance, blank }) {
  if (!blank) return null;
  const { corner, cornerHead, everywhere, everywhereHead } = right;
  const unseen = blank.filter((answer) => answer === digit).length;
  if (unseen) {
    return msg(
      str`Being right about this ${digit} does not show that a network sees it: an empty canvas gets ${digit} from ${unseen} of the ${blank.length} networks, too.`,
    );
  }
  if (everywhere - everywhereHead >= CLEAR) return worseConvolutions(digit, right);
  const best = Math.max(corner, cornerHead);
  if (Math.min(everywhere, everywhereHead) - best < CLEAR) {
    return msg(str`For this ${digit} the difference between the heads is not clear.`);
  }
  if (best <= BLIND * chance) {
    return msg(str`For this ${digit} the head went blind; the layers did not.`);
  }
  return msg(
    str`For this ${digit} a head trained in the corner reads less, but is not blind on both: it is right at up to ${percentText(best)}.`,
  );
}

/**
 * @param {string} digit
 * @param {Outside} right
 */
function worseConvolutions(digit, { cornerHead, everywhere, everywhereHead }) {
  const [own, other] = [percentText(everywhereHead), percentText(everywhere)];
  return everywhere - cornerHead >= CLEAR
    ? msg(
        str`For this ${digit} both parts are worse, not the head alone: with a head trained everywhere, layers trained in the corner are right at ${own}, those trained everywhere at ${other}.`,
      )
    : msg(
        str`For this ${digit} the layers are worse: with a head trained everywhere, those trained in the corner are right at ${own}, those trained everywhere at ${other}.`,
      );
}

/**
 * The shares in a sentence, each pair in the order of the maps, on the corner's convolutions first.
 *
 * @param {Finding} finding
 */
export function sharesText({ right, chance }) {
  const { corner, cornerHead, everywhere, everywhereHead } = right;
  const own = [percentText(corner), percentText(everywhereHead)];
  const lent = [percentText(cornerHead), percentText(everywhere)];
  return msg(
    str`Right answers outside the corner: on layers trained in the corner ${own[0]} with a head trained there and ${own[1]} with a head trained everywhere; on layers trained everywhere ${lent[0]} and ${lent[1]}. Guessing: ${percentText(chance)}.`,
  );
}
