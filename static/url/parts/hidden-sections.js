import { msg, str } from "@lit/localize";
import { HIDEABLE } from "../../ui/hidden-sections.js";
import { BETWEEN, NONE } from "../scene-codec.js";
import { quoted } from "../../i18n/quotation.js";

/** @import { Part, UrlParams } from "../url-params.js" */

/** The parts of the page that a link hides, or else the only ones that it shows. @type {Part} */
export const part = {
  names: ["hide", "show"],
  keys: ["hidden"],
  write: ({ hidden }) => ({ hide: hidden.length > 0 ? hidden.join(BETWEEN) : null, show: null }),
  read: (params) => {
    const known = Object.keys(HIDEABLE);
    const [away, alone] = [named(params, "hide"), named(params, "show")];
    if (alone && !away) return { hidden: known.filter((name) => !alone.includes(name)) };
    if (alone) params.refuse("show", msg("no such parameter beside hide"));
    return { hidden: known.filter((name) => away?.includes(name)) };
  },
};

/**
 * The parts that a parameter names; null if it is missing or names none that exists.
 *
 * @param {UrlParams} params
 * @param {string} parameter
 */
function named(params, parameter) {
  const text = params.get(parameter);
  if (text === null) return null;
  if (text === NONE) return [];
  const known = Object.keys(HIDEABLE);
  const wanted = text.split(BETWEEN);
  for (const name of wanted.filter((each) => !known.includes(each))) {
    const list = known.join(", ");
    params.problems.push(msg(str`${parameter}: expected some of ${list}; got ${quoted(name)}`));
  }
  return wanted.some((name) => known.includes(name)) ? wanted : null;
}
