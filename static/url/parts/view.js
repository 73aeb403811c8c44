import { BEGINNING } from "../../state/initial-state.js";
import { plain } from "../url-params.js";

/** @import { Part } from "../url-params.js" */
/** @import { Scale } from "../../types/state.js" */

/** @type {Record<Scale, true>} */
const SCALES = { fixed: true, layer: true, slice: true };
const { spread: SPREAD, scale: SCALE } = BEGINNING.view;

/** How far apart the sheets are, and the colour scale. @type {Part} */
export const part = {
  names: ["spread", "scale"],
  keys: ["view"],
  write: ({ view: { spread, scale } }) => ({
    spread: plain(spread) === plain(SPREAD) ? null : plain(spread),
    scale: scale === SCALE ? null : scale,
  }),
  read: (told) => ({
    view: {
      spread: told.number("spread", 0, 1) ?? SPREAD,
      scale: told.oneOf("scale", /** @type {Scale[]} */ (Object.keys(SCALES))) ?? SCALE,
    },
  }),
};
