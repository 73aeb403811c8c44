import { msg, str } from "@lit/localize";
import { percentText } from "../i18n/percent.js";
import { verdictText } from "../network/verdict.js";
import { restricted } from "../network/training-region.js";

/** @import { Card } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Verdict } from "../network/verdict.js" */

/** Least difference between the heads' shares of places that is called clear. */
const CLEAR = 0.3;

/** What the first screen says. Every number and every answer in it was measured. */

/**
 * Where a network learned, in two words; with another's head, where its layers did.
 *
 * @param {Card} card
 * @param {Card[]} cards
 */
export function strandTitle(card, cards) {
  const other = cards.find(({ id }) => id === card.convolutions);
  if (other) return msg(str`Layers: ${placeOf(other)}`);
  return restricted(card) ? msg("Learned in one corner") : msg("Learned everywhere");
}

/**
 * Where a network's head learned.
 *
 * @param {Card} card
 */
export function placeOf(card) {
  return restricted(card) ? msg("corner") : msg("everywhere");
}

/**
 * Both answers, for screen readers.
 *
 * @param {{ title: string, verdict: Verdict|null }[]} strands
 */
export function spoken(strands) {
  return strands
    .map(({ title, verdict }) => (verdict ? msg(str`${title}: ${verdictText(verdict)}.`) : ""))
    .join(" ");
}

/**
 * The share of places at which each network reads the object; null until both sweeps are done.
 *
 * @param {{ title: string, sweep: Sweep|undefined }} corner
 * @param {{ title: string, sweep: Sweep|undefined }} everywhere
 */
export function placesText(corner, everywhere) {
  const [low, high] = [corner.sweep?.end?.accuracy, everywhere.sweep?.end?.accuracy];
  const start = corner.sweep?.start;
  if (low === undefined || high === undefined || !start) return null;
  return msg(
    str`Of ${start.total} places, one every ${start.step} px, “${corner.title}” reads it at ${percentText(low)}, “${everywhere.title}” at ${percentText(high)}.`,
  );
}

/** That both heads are back at their own layers. */
export const restoredText = () => msg("Each network has its own head again.");

/**
 * What exchanged heads do: at how many places each network then reads the object.
 *
 * @param {Sweep|undefined} upper  of the layers that learned everywhere, with the corner's head
 * @param {Sweep|undefined} lower  of the layers that learned in the corner, with the other head
 */
export function exchangeText(upper, lower) {
  const [low, high] = [upper?.end?.accuracy, lower?.end?.accuracy];
  if (low === undefined || high === undefined) {
    return msg("Heads swapped. The head, the last part, decides; the layers before it only look.");
  }
  const [least, most] = [percentText(low), percentText(high)];
  if (high - low < CLEAR) {
    return msg(
      str`Heads swapped: the upper network reads it at ${least} of the places, the lower one at ${most}. Not clear for this one.`,
    );
  }
  return msg(
    str`Heads swapped: now the lower network reads it at ${most} of the places, the upper one at ${least}. The head, the last part, decides; the layers before it only look.`,
  );
}
