import { DEFAULT_THEME, THEMES } from "../../state/preferences.js";

/** @import { Part } from "../url-params.js" */

/** The theme, unless it is the default. Without it the visitor's own applies. @type {Part} */
export const part = {
  names: ["theme"],
  keys: ["theme"],
  write: ({ theme }) => ({ theme: theme === DEFAULT_THEME ? null : theme }),
  read: (params) => {
    const theme = params.oneOf("theme", THEMES);
    return theme ? { theme } : {};
  },
};
