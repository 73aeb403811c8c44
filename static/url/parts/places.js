/** @import { Part } from "../url-params.js" */

/** Whether the first screen shows the answers at all places. @type {Part} */
export const part = {
  names: ["places"],
  keys: ["places"],
  write: ({ screen, places }) => ({ places: screen === "opening" && places ? "all" : null }),
  read: (params) => {
    const all = params.oneOf("places", ["all"]) === "all";
    return { places: all && params.state("screen") === "opening" };
  },
};
