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
  return quotedAround(text, 0);
}

/**
 * Input in quotation marks, around the character that is wrong in it.
 *
 * @param {string} text
 * @param {number} at  index of that character
 */
export function quotedAround(text, at) {
  const first = Math.max(0, Math.min(at - LONGEST / 2, text.length - LONGEST));
  const last = first + LONGEST;
  const seen = visible(text.slice(first, last));
  return `“${first > 0 ? "…" : ""}${seen}${last < text.length ? "…" : ""}”`;
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
