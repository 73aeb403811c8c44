import { TABS } from "../../lab/tabs.js";

/** @import { Part } from "../url-params.js" */

const IDS = TABS.map(({ id }) => id);

/** The laboratory's open tab. @type {Part} */
export const part = {
  names: ["lab"],
  keys: ["lab"],
  write: ({ lab }) => ({ lab }),
  read: (params) => ({ lab: params.oneOf("lab", IDS) }),
};
