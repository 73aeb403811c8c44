/** @import { Part } from "../url-params.js" */

const SCREENS = /** @type {const} */ (["opening", "play"]);

/** The screen: the opening for a URL without parameters, else the figure to play with. @type {Part} */
export const part = {
  names: ["screen"],
  keys: ["screen"],
  write: ({ screen }) => ({ screen: screen === "play" ? null : screen }),
  read: (params) => ({
    screen: params.oneOf("screen", SCREENS) ?? (params.parameters.size === 0 ? "opening" : "play"),
  }),
};
