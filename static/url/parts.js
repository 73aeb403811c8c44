import { registry, unique } from "../state/registry.js";

/** @import { Part } from "./url-params.js" */

/**
 * All parts of the permalink, in the order of their files' names, in which they stand in it.
 *
 * @type {readonly Part[]}
 */
export const PARTS = closed(
  /** @type {Record<string, Part>} */ (
    import.meta.glob("./parts/*.js", { eager: true, import: "part" })
  ),
);

/**
 * @param {Record<string, Part|undefined>} files  by path
 * @returns {readonly Part[]}
 * @throws {Error} where a file has no part, or two parts write the same parameter or key of the state
 */
export function closed(files) {
  const parts = registry(files, "part");
  unique(
    parts.flatMap(({ names }) => names),
    "parameter",
  );
  unique(
    parts.flatMap(({ keys }) => keys),
    "key",
  );
  return parts;
}
