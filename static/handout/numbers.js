import { msg, str } from "@lit/localize";
import { percentText } from "../i18n/percent.js";
import { volumeTitle } from "../i18n/labels.js";
import { activeInAll } from "../network/sent-slices.js";
import { volumesOf } from "../network/volumes.js";

/** @import { Card, Frame } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */

/**
 * The main numbers of one network, a sentence each: the active cells of each volume, and the share of
 * places at which it reads the object, where that was measured.
 *
 * @param {Card} card
 * @param {Frame|null} frame
 * @param {Sweep|undefined} sweep  of this network and this object
 * @returns {string[]}
 */
export function numbers(card, frame, sweep) {
  const said = [];
  for (const layer of volumesOf(card)) {
    const volume = frame?.volumes.get(layer.name);
    if (layer.role === "input" || !volume) continue;
    const count = activeInAll(volume);
    const total = layer.shape.reduce((product, each) => product * each, 1);
    said.push(msg(str`${volumeTitle(layer)}: ${count} of ${total} cells active`));
  }
  if (sweep?.start && sweep.end) {
    const { accuracy } = sweep.end;
    const { chance, total } = sweep.start;
    // Of a network of one output nothing is right.
    if (accuracy !== null && chance !== null) {
      const [share, guess] = [percentText(accuracy), percentText(chance)];
      said.push(msg(str`Right at ${share} of ${total} places (chance: ${guess})`));
    }
  }
  return said;
}
