/** @import { Part } from "../url-params.js" */
/** @import { LabTab } from "../../types/state.js" */

/** @type {Record<LabTab, true>} */
const TABS = {
  compare: true,
  pooling: true,
  sweep: true,
  blind: true,
  consistency: true,
  evidence: true,
};

/** The laboratory's open tab. @type {Part} */
export const part = {
  names: ["lab"],
  keys: ["lab"],
  write: ({ lab }) => ({ lab }),
  read: (told) => ({ lab: told.oneOf("lab", /** @type {LabTab[]} */ (Object.keys(TABS))) }),
};
