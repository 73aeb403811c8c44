import { holds } from "../lab/sweep-maps.js";
import { TILE } from "./tiles.js";

/** @import { Card } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { State } from "../types/state.js" */

/**
 * The sweep of the first screen's object through a network, one place a tile; also one that is not done.
 *
 * @param {Pick<State, "scene"|"sweeps">} state
 * @param {Card} card
 * @returns {Sweep|undefined}
 */
export function shownSweep({ scene, sweeps }, card) {
  if (scene.objects.length !== 1) return undefined;
  return sweeps.find(
    ({ plan }) => plan.model === card.id && plan.step === TILE && holds(scene, plan),
  );
}
