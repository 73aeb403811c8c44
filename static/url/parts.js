/** @import { Part } from "./url-params.js" */

/**
 * All parts of the address, in the order of their files' names, in which they stand in it.
 *
 * @type {readonly Part[]}
 */
export const PARTS = closed(
  /** @type {Record<string, Part>} */ (
    import.meta.glob("./parts/*.js", { eager: true, import: "part" })
  ),
);

/**
 * @param {Record<string, Part>} files
 * @returns {readonly Part[]}
 * @throws {Error} where a file has no part, or two parts tell the same
 */
export function closed(files) {
  const paths = Object.keys(files).sort();
  const parts = paths.map((path) => {
    const part = files[path];
    if (!part) throw new Error(`${path} has no part of the address`);
    return part;
  });
  const told = parts.flatMap(({ names, keys }) => [...names.map((name) => `${name}=`), ...keys]);
  const twice = told.find((one, i) => told.indexOf(one) !== i);
  if (twice) throw new Error(`two parts of the address tell ${twice}`);
  return Object.freeze(parts);
}
