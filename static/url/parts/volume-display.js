import { INITIAL_STATE } from "../../state/initial-state.js";
import { plain } from "../url-params.js";

/** @import { Part } from "../url-params.js" */
/** @import { Scale } from "../../types/state.js" */

/** @type {Record<Scale, true>} */
const SCALES = { fixed: true, layer: true, slice: true };
const { spread: SPREAD, scale: SCALE } = INITIAL_STATE.view;

/** Spread of the sheets, and the colour scale. @type {Part} */
export const part = {
  names: ["spread", "scale"],
  keys: ["view"],
  write: ({ view: { spread, scale } }) => ({
    spread: plain(spread) === plain(SPREAD) ? null : plain(spread),
    scale: scale === SCALE ? null : scale,
  }),
  read: (params) => ({
    view: {
      spread: params.number("spread", 0, 1) ?? SPREAD,
      scale: params.oneOf("scale", /** @type {Scale[]} */ (Object.keys(SCALES))) ?? SCALE,
    },
  }),
};
