import { registry, unique } from "../state/glob-registry.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * A tab of the laboratory.
 *
 * @typedef {object} Tab
 * @property {string} id  as in links
 * @property {() => string} title
 * @property {(context: Context) => unknown} show  renders its content, a Lit template
 */

/**
 * The tabs, one a file, in the order of the file names. The list is fixed when the page is built.
 *
 * @type {readonly Tab[]}
 */
export const TABS = registry(
  /** @type {Record<string, Tab|undefined>} */ (
    import.meta.glob("./tabs/*.js", { eager: true, import: "tab" })
  ),
  "tab",
);

unique(
  TABS.map(({ id }) => id),
  "tab",
);
