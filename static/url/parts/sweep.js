import { msg, str } from "@lit/localize";
import { isOwnId } from "../../server/restore.js";
import { INITIAL_STATE } from "../../state/initial-state.js";
import { MAX_NETWORKS, SWEEP_STEPS } from "../../lab/form-choices.js";
import { MAPS } from "../../lab/sweep-maps.js";
import { BETWEEN } from "../scene-codec.js";

/** @import { Part, UrlParams } from "../url-params.js" */
/** @import { MapField } from "../../types/lab.js" */
/** @import { State } from "../../types/state.js" */

const FIELDS = /** @type {MapField[]} */ (Object.keys(MAPS));
const FIRST = INITIAL_STATE.sweepSettings;

/** Settings of sweeps, the map shown, and the network whose map covers the canvas. @type {Part} */
export const part = {
  names: ["beside", "step", "map", "answer", "over"],
  keys: ["sweepSettings", "overlay"],
  write: ({ sweepSettings: { networks, step, field, output }, overlay, ...state }) => ({
    beside: networks.length ? networks.join(BETWEEN) : null,
    step: step === FIRST.step ? null : String(step),
    map: field === FIRST.field ? null : field,
    answer: output,
    over: overlay && seen({ networks, ...state }).includes(overlay) ? overlay : null,
  }),
  read: (params) => ({
    sweepSettings: {
      networks: readNetworks(params),
      step: Number(params.oneOf("step", SWEEP_STEPS.map(String)) ?? FIRST.step),
      field: params.oneOf("map", FIELDS) ?? FIRST.field,
      output: readOutput(params),
    },
    overlay: readOverlay(params),
  }),
};

/**
 * Ids of the networks whose maps can be seen: the shown ones, those beside them, and those that are asked for.
 *
 * @param {Pick<State, "model"|"twin"|"linked"> & { networks: readonly string[] }} state
 */
function seen({ model, twin, linked, networks }) {
  return [model.id, twin?.id, ...networks, ...linked.map(({ id }) => id)];
}

/**
 * @param {UrlParams} params
 * @returns {string[]}
 */
function readNetworks(params) {
  const ids = new Set(params.get("beside")?.split(BETWEEN));
  if (ids.size > MAX_NETWORKS)
    params.refuse("beside", msg(str`at most ${MAX_NETWORKS} networks`), `${ids.size}`);
  return [...ids].slice(0, MAX_NETWORKS).filter((id) => {
    const found = params.cards.some((card) => card.id === id);
    if (!found) params.refuse("beside", msg("the id of a network that is here"), id);
    return found;
  });
}

/**
 * A visitor's own network may be brought later.
 *
 * @param {UrlParams} params
 */
function readOverlay(params) {
  const id = params.get("over");
  return id !== null && isOwnId(id) ? id : (params.card("over")?.id ?? null);
}

/** @param {UrlParams} params */
function readOutput(params) {
  const text = params.get("answer");
  if (text === null) return null;
  if (params.cards.some(({ outputs }) => outputs.includes(text))) return text;
  params.refuse("answer", msg("an output of a network"));
  return null;
}
