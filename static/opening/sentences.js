import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { verdictText } from "../network/verdict.js";
import { restricted } from "../network/training-region.js";

/** @import { Card } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Verdict } from "../network/verdict.js" */

/** What the first screen says. Every number and every answer in it was measured. */

/** @typedef {Record<Side, Verdict>} Verdicts  of both networks, for one scene */

/**
 * Where a network learned, in two words; with its parts, if they learned in different places.
 *
 * @param {Card} card
 * @param {Card[]} cards
 */
export function strandTitle(card, cards) {
  const other = cards.find(({ id }) => id === card.convolutions);
  if (!other) return restricted(card) ? msg("Learned in one corner") : msg("Learned everywhere");
  const [convolutions, head] = [placeOf(other), placeOf(card)];
  return msg(str`Convolutions: ${convolutions} · head: ${head}`);
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
  if (low === undefined || high === undefined) return null;
  return msg(
    str`“${corner.title}” reads it at ${percentText(low)} of the places, “${everywhere.title}” at ${percentText(high)}.`,
  );
}

/**
 * What the exchange of heads did at the object's place.
 *
 * @param {Verdicts} before
 * @param {Verdicts} after
 */
export function exchangeText(before, after) {
  const [upper, lower] = [named(after.model.answer), named(after.twin.answer)];
  const went =
    before.model.kind !== before.twin.kind &&
    after.model.kind === before.twin.kind &&
    after.twin.kind === before.model.kind;
  if (went) {
    return msg(
      str`The head carries the blindness: the convolutions did not change. With the heads exchanged, the upper strand says ${upper}, the lower one ${lower}.`,
    );
  }
  const all = [before.model, before.twin, after.model, after.twin];
  if (all.every(({ kind }) => kind === "right")) {
    return msg("Here both read it with either head. Drag it out of the corner and swap again.");
  }
  return msg(
    str`With the heads exchanged, the upper strand says ${upper}, the lower one ${lower}: not clear at this place, try another.`,
  );
}
