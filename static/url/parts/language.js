import { LOCALES } from "../../i18n/locale.js";

/** @import { Part } from "../url-params.js" */

/** The language; links always state it. Without it the visitor's own applies. @type {Part} */
export const part = {
  names: ["lang"],
  keys: ["locale"],
  write: ({ locale }) => ({ lang: locale }),
  read: (params) => {
    const locale = params.oneOf("lang", Object.keys(LOCALES));
    return locale ? { locale } : {};
  },
};
