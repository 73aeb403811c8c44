import { msg } from "@lit/localize";
import { MARKS } from "../../state/network-sides.js";
import { volumesOf } from "../../network/volumes.js";
import { NONE } from "../scene-codec.js";
import { sideOf } from "../side-mark.js";

/** @import { Part, UrlParams } from "../url-params.js" */
/** @import { Slice } from "../../types/state.js" */

/** The selected object, by its number from the bottom, and the selected slice. @type {Part} */
export const part = {
  names: ["object", "slice"],
  keys: ["selection"],
  write: ({ selection: { object, slice }, scene }) => {
    const chosen = object !== null && object in scene.objects ? object : null;
    return {
      object: chosen === usual(scene.objects.length) ? null : String(chosen ?? NONE),
      slice: slice && `${MARKS[slice.side]}.${slice.layer}.${slice.channel}`,
    };
  },
  read: (params) => ({
    selection: { object: readObject(params), cell: null, slice: readSlice(params) },
  }),
};

/**
 * The object selected by default: the lowest.
 *
 * @param {number} count
 */
function usual(count) {
  return count ? 0 : null;
}

/** @param {UrlParams} params */
function readObject(params) {
  const count = params.state("scene").objects.length;
  const text = params.get("object");
  if (text === NONE) return null;
  if (count) return params.number("object", 0, count - 1, { whole: true }) ?? usual(count);
  if (text !== null) params.refuse("object", msg("none, as the scene has no object"));
  return null;
}

/**
 * @param {UrlParams} params
 * @returns {Slice|null}
 */
function readSlice(params) {
  const text = params.get("slice");
  if (text === null) return null;
  const [, mark, layer, channel] = /^(\d)\.(.+)\.(\d{1,5})$/.exec(text) ?? [];
  const side = sideOf(mark);
  const card = side && params.state(side);
  const shape = card && volumesOf(card).find(({ name }) => name === layer)?.shape;
  if (side && layer && Number(channel) < (shape?.[0] ?? 0)) {
    return { side, layer, channel: Number(channel) };
  }
  params.refuse("slice", msg("a slice of a volume that is shown, as in 1.pool1.3"));
  return null;
}
