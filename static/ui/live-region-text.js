import { msg, str } from "@lit/localize";
import { dequal } from "dequal/lite";
import { named } from "../i18n/locale.js";
import { verdictText } from "../network/verdict.js";
import { MARKS, shown, verdict } from "../state/network-sides.js";
import { numberText, sliceName, volumeTitle } from "../i18n/labels.js";

/** @import { Sweep } from "../types/lab.js" */
/** @import { Card } from "../types/api.js" */
/** @import { State } from "../types/state.js" */
/** @import { Store } from "../state/store.js" */

/** Texts for the live region, which screen readers announce. */

/**
 * The networks' judged answers, as in `right: face, 92% sure`; null until all of them have responded.
 *
 * @param {Store} store
 */
export function predictionText(store) {
  const sides = shown(store);
  const texts = sides.map(({ side }) => {
    const judged = verdict(store, side);
    if (!judged) return null;
    const text = verdictText(judged);
    return sides.length > 1 ? `${MARKS[side]}: ${text}` : text;
  });
  return texts.includes(null) ? null : texts.join("; ");
}

/**
 * The selected cell and its exact value; null until that is known, and for the pinned cell, which the
 * microscope announces.
 *
 * @param {State} state
 */
export function cellText({ reading, pinnedCell, ...state }) {
  if (!reading || reading.value === null) return null;
  if (dequal(reading.cell, pinnedCell)) return null;
  const { side, layer: name, channel, row, col } = reading.cell;
  const layer = state[side]?.layers.find((each) => each.name === name);
  if (!layer) return null;
  const slice = sliceName(layer, channel);
  const value = numberText(reading.value);
  return msg(str`${volumeTitle(layer)}, ${slice}, row ${row}, column ${col}: ${value}`);
}

/**
 * The results of sweeps that have just ended.
 *
 * @param {readonly Sweep[]} before
 * @param {readonly Sweep[]} now
 * @param {Card[]} cards
 */
export function sweepText(before, now, cards) {
  return now
    .flatMap((sweep) => {
      const { model } = sweep.plan;
      const was = before.find(({ plan }) => plan === sweep.plan)?.status;
      if (was === sweep.status || (was !== "running" && was !== "waiting")) return [];
      const title = named(cards.find(({ id }) => id === model)?.title ?? model);
      if (sweep.status === "done") {
        const accuracy = sweep.end?.accuracy;
        return typeof accuracy === "number"
          ? [msg(str`Sweep of ${title} finished: accuracy ${accuracy.toFixed(3)}.`)]
          : [msg(str`Sweep of ${title} finished.`)];
      }
      if (sweep.status === "cancelled") return [msg(str`Sweep of ${title} cancelled.`)];
      return [];
    })
    .join(" ");
}
