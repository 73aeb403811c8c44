import { msg, str } from "@lit/localize";
import { fileName } from "../i18n/quotation.js";
import { LocalisedError } from "../state/error-types.js";

/** Names of the outputs of a visitor's own network, one a line: a line's number is its output's. */

/** Most bytes of a file of names: a thousand names have up to 160 characters each. */
const MOST_BYTES = 2 ** 20;

/**
 * Names of classes, one a line. Empty lines at the end name nothing.
 *
 * @param {string} text
 * @returns {string[]}  "" for an empty line before the last name
 */
export function classNames(text) {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * Why names cannot be those of outputs, whose number may not be known yet; null if they can.
 *
 * @param {readonly string[]} names
 * @returns {string|null}
 */
export function problemOfNames(names) {
  const empty = names.indexOf("") + 1;
  return empty > 0
    ? msg(
        str`line ${empty} is empty: expected the name of an output on each line, in the order of the outputs`,
      )
    : null;
}

/**
 * The names in a text file.
 *
 * @param {File} file
 * @returns {Promise<string[]>}
 * @throws {LocalisedError} if it is no text in UTF-8, or has an empty line between names
 */
export async function readNames(file) {
  const names = classNames(await textOf(file));
  const problem =
    problemOfNames(names) ?? (names.length === 0 ? msg("expected names, got none") : null);
  if (problem) throw named(file, problem);
  return names;
}

/**
 * The text of a file of names.
 *
 * @param {File} file
 * @returns {Promise<string>}
 * @throws {LocalisedError} if it is none in UTF-8, or too long for names
 */
export async function textOf(file) {
  if (file.size > MOST_BYTES)
    throw named(file, msg("expected a text file with names of classes; this one is too large"));
  const content = await file.arrayBuffer().catch(() => {
    throw named(file, msg("expected a file that can be read"));
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw named(file, msg("expected text in UTF-8"));
  }
}

/**
 * @param {File} file
 * @param {string} problem
 */
function named({ name }, problem) {
  return new LocalisedError(`${fileName(name)}: ${problem}`);
}
