import { msg } from "@lit/localize";
import { FIRST_MODEL, firstModel } from "../../state/initial-state.js";
import { isOwnId } from "../../server/restore.js";
import { NAMES, readOwn, writeOwn } from "../own-link.js";

/** @import { Side } from "../../types/state.js" */
/** @import { Part, UrlParams } from "../url-params.js" */

/** Ids of the first network and of its twin, with the settings of the visitor's own. @type {Part} */
export const part = {
  names: ["model", "twin", NAMES.model, NAMES.twin],
  keys: ["model", "twin", "own", "linked"],
  write: ({ model, twin, own, linked }) => {
    // A missing network stays in the link while its file is asked for.
    const asked = (/** @type {Side} */ side) =>
      linked.find((network) => network.missing && network.side === side)?.id;
    const [first, second] = [asked("model") ?? model.id, asked("twin") ?? twin?.id];
    return {
      model: first === FIRST_MODEL ? null : first,
      twin: second ?? null,
      [NAMES.model]: writeOwn(first, [...own, ...linked]),
      [NAMES.twin]: writeOwn(second, [...own, ...linked]),
    };
  },
  read: (params) => ({
    model: card(params, "model") ?? firstModel(params.cards),
    twin: card(params, "twin"),
  }),
};

/**
 * A side's network. A dialog says that a visitor's own is missing, so that no notice need to.
 *
 * @param {UrlParams} params
 * @param {Side} side
 */
function card(params, side) {
  const settings = params.get(NAMES[side]);
  if (settings !== null && readOwn(settings) === null)
    params.refuse(NAMES[side], msg("settings of a network, as JSON"));
  const id = params.get(side);
  const missing = id !== null && isOwnId(id) && !params.cards.some((each) => each.id === id);
  return missing ? null : params.card(side);
}
