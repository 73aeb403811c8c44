import { msg } from "@lit/localize";
import { STEPS, SUMMARY } from "../../tour/steps.js";
import { BETWEEN } from "../scene-codec.js";

/** @import { Part, UrlParams } from "../url-params.js" */

const IDS = STEPS.map(({ id }) => id);

/** Progress in the tour: the current step, and the steps done. @type {Part} */
export const part = {
  names: ["tour", "tour-done"],
  keys: ["tour"],
  write: ({ tour }) => ({
    tour: tour && tour.step,
    "tour-done": tour?.done.length ? tour.done.join(BETWEEN) : null,
  }),
  read: (params) => {
    const step = params.oneOf("tour", [...IDS, SUMMARY]);
    const done = readDone(params);
    return { tour: step === null ? null : { step, done } };
  },
};

/**
 * @param {UrlParams} params
 * @returns {string[]}  in the order of the steps
 */
function readDone(params) {
  const items = params.get("tour-done")?.split(BETWEEN) ?? [];
  for (const item of items) {
    if (!IDS.includes(item)) params.refuse("tour-done", msg("names of the tour's steps"), item);
  }
  return IDS.filter((id) => items.includes(id));
}
