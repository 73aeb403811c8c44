/**
 * Breaks text into lines at most `room` wide; a wider word is split.
 *
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} wide  how wide a piece of text is, in the unit of `room`
 * @returns {string[]}
 */
export function wrap(text, room, wide) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  // Lines break between words, and between any two CJK characters.
  for (const part of text.match(
    /\s+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+/gu,
  ) ?? []) {
    if (wide(line + part) <= room || line.trim() === "") {
      line += part;
    } else {
      lines.push(line.trimEnd());
      line = part.trimStart();
    }
    while (wide(line.trimEnd()) > room && line.length > 1) {
      let end = line.length - 1;
      while (end > 1 && wide(line.slice(0, end)) > room) end -= 1;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}
