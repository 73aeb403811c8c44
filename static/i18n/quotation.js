/** Input of a visitor or of a link, as it is quoted in messages. */

/** Longest quotation, characters. */
const LONGEST = 40;
/** Characters kept of the end of a long file name, with its type. */
const TAIL = 8;

/**
 * Input in quotation marks, truncated, and without invisible characters.
 *
 * @param {string} text
 */
export function quoted(text) {
  const seen = visible(text.slice(0, LONGEST));
  return text.length > LONGEST ? `“${seen}…”` : `“${seen}”`;
}

/**
 * A file's name without invisible characters; a long one keeps its start and its end.
 *
 * @param {string} name
 */
export function fileName(name) {
  if (name.length <= LONGEST) return visible(name);
  return visible(`${name.slice(0, LONGEST - TAIL)}…${name.slice(-TAIL)}`);
}

/** @param {string} text */
function visible(text) {
  return text.replace(/[\p{C}\p{Z}]/gu, (one) => (one === " " ? one : "�"));
}
