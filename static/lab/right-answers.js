import { msg, str } from "@lit/localize";
import { nothing } from "lit";
import { listed, named } from "../i18n/locale.js";
import { labels } from "../network/readable.js";
import { KEYS, shown } from "../state/network-sides.js";
import { isLone } from "./sweep-maps.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */

/** What counts as the right answer in sweeps: of several networks, each has its own. */

/**
 * The right answer that the visitor chose; null for a network without such an output.
 *
 * @param {Store} store
 * @param {Pick<Card, "outputs">} card
 * @returns {string|null}
 */
export function chosenFor(store, { outputs }) {
  const { output } = store.get("sweepSettings");
  return output !== null && outputs.includes(output) ? output : null;
}

/**
 * Whether a network is from a file, and no rule judges its answer to the scene.
 *
 * @param {Store} store
 * @param {Card} card
 */
export function isForeign(store, card) {
  if (!card.origin) return false;
  const found = shown(store).find((each) => each.card === card);
  if (!found) return labels(card).length === 0;
  return (store.get(KEYS[found.side].frame)?.expected ?? null) === null;
}

/**
 * Says, before the press, for which networks “right” is their own answer to the scene as it is.
 *
 * @param {Store} store
 * @param {Card[]} networks  to be swept
 */
export function referenceText(store, networks) {
  const own = networks.filter(
    (card) => !isLone(card) && chosenFor(store, card) === null && isForeign(store, card),
  );
  if (own.length === 0) return null;
  if (networks.length === 1)
    return msg(
      "Its classes are not the objects here, so “right” means: the same answer as where the object is now.",
    );
  const names = listed(own.map(({ title }) => named(title)));
  return msg(
    str`The classes of ${names} are not the objects here, so “right” means there: the network's own answer where the object is now.`,
  );
}

/**
 * What was right in a sweep beside others, where it was the network's own answer.
 *
 * @param {Sweep|undefined} sweep
 */
export function ownAnswerText(sweep) {
  const { reference, output, chance } = sweep?.start ?? {};
  if (chance === null || reference !== "answer" || output === undefined) return nothing;
  return msg(str`Right: ${named(output)}, its own answer where the object was.`);
}
