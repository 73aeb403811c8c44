import { THEMES } from "../../state/preferences.js";

/** @import { Part } from "../url-params.js" */

/** UrlParams where it is chosen; where it is not, the visitor's own stays. @type {Part} */
export const part = {
  names: ["theme"],
  keys: ["theme"],
  write: ({ theme }) => ({ theme: theme === "auto" ? null : theme }),
  read: (params) => {
    const theme = params.oneOf("theme", THEMES);
    return theme ? { theme } : {};
  },
};
