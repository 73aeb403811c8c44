/**
 * Breaks text into lines at most `maxWidth` wide; a wider word is split.
 *
 * @param {string} text
 * @param {number} maxWidth
 * @param {(text: string) => number} wide  how wide a piece of text is, in the unit of `maxWidth`
 * @returns {string[]}
 */
export function wrap(text, maxWidth, wide) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  // Lines break between words, and between any two CJK characters.
  for (const part of text.match(
    /\s+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+/gu,
  ) ?? []) {
    if (wide(line + part) <= maxWidth || line.trim() === "") {
      line += part;
    } else {
      lines.push(line.trimEnd());
      line = part.trimStart();
    }
    while (wide(line.trimEnd()) > maxWidth && line.length > 1) {
      let end = line.length - 1;
      while (end > 1 && wide(line.slice(0, end)) > maxWidth) end -= 1;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}
