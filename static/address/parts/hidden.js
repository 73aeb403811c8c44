import { msg, str } from "@lit/localize";
import { HIDEABLE } from "../../hidden.js";
import { quoted } from "../told.js";

/** @import { Part } from "../told.js" */

/** The parts of the page that a link leaves out. @type {Part} */
export const part = {
  names: ["hide"],
  keys: ["hidden"],
  write: ({ hidden }) => ({ hide: hidden.length > 0 ? hidden.join("~") : null }),
  read: (told) => {
    const wanted = told.get("hide")?.split("~") ?? [];
    const known = Object.keys(HIDEABLE);
    for (const name of wanted.filter((each) => !known.includes(each))) {
      const list = known.join(", ");
      told.problems.push(msg(str`hide: expected some of ${list}; got ${quoted(name)}`));
    }
    return { hidden: known.filter((name) => wanted.includes(name)) };
  },
};
