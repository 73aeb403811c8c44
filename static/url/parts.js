import { registry, unique } from "../state/glob-registry.js";

/** @import { Part } from "./url-params.js" */

/**
 * The parts of the permalink, in its order, which is that of their file names.
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
 * @throws {Error} if a file has no part, or two parts share a parameter or a key of the state
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
