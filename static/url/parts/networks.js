import { FIRST_MODEL, firstModel } from "../../state/initial-state.js";

/** @import { Part } from "../url-params.js" */

/** Ids of the first network and of its twin. @type {Part} */
export const part = {
  names: ["model", "twin"],
  keys: ["model", "twin"],
  write: ({ model, twin }) => ({
    model: model.id === FIRST_MODEL ? null : model.id,
    twin: twin?.id ?? null,
  }),
  read: (params) => ({
    model: params.card("model") ?? firstModel(params.cards),
    twin: params.card("twin"),
  }),
};
