import { msg } from "@lit/localize";
import { MARKS } from "../../state/network-sides.js";
import { fits } from "../../network/cell-ref.js";
import { sideOf } from "../side-mark.js";

/** @import { Part, UrlParams } from "../url-params.js" */
/** @import { Pin } from "../../types/state.js" */

/** The cell or unit pinned in the microscope. @type {Part} */
export const part = {
  names: ["cell"],
  keys: ["pinnedCell"],
  write: ({ pinnedCell }) => ({ cell: pinnedCell && pinText(pinnedCell) }),
  read: (params) => ({ pinnedCell: readPin(params) }),
};

/** @param {Pin} pin */
function pinText(pin) {
  const place = "unit" in pin ? [pin.unit] : [pin.channel, pin.row, pin.col];
  return [MARKS[pin.side], pin.layer, ...place].join(".");
}

/**
 * @param {UrlParams} params
 * @returns {Pin|null}
 */
function readPin(params) {
  const text = params.get("cell");
  if (text === null) return null;
  const [, mark, layer = "", ...place] =
    /^(\d)\.(.+?)\.(\d{1,5})(?:\.(\d{1,5})\.(\d{1,5}))?$/.exec(text) ?? [];
  const side = sideOf(mark);
  const card = side && params.state(side);
  const [first = -1, row, col] = place.map((digits) => digits && Number(digits));
  if (side && card && typeof first === "number") {
    const found =
      typeof row === "number" && typeof col === "number"
        ? { side, layer, channel: first, row, col }
        : { side, layer, unit: first };
    if (fits(card, found)) return found;
  }
  params.refuse("cell", msg("a cell or unit of a network that is shown, as in 1.pool1.3.5.6"));
  return null;
}
