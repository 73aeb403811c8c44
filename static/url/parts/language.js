import { LOCALES } from "../../i18n/locale.js";

/** @import { Part } from "../url-params.js" */

/** Always told; where it is not, the visitor's own stays. @type {Part} */
export const part = {
  names: ["lang"],
  keys: ["locale"],
  write: ({ locale }) => ({ lang: locale }),
  read: (params) => {
    const locale = params.oneOf("lang", Object.keys(LOCALES));
    return locale ? { locale } : {};
  },
};
