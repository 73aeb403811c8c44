import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { drawingOf } from "../scene/scene.js";

/** @import { Card, Drawing, Scale, Scene } from "../state/types.js" */

/**
 * A scene in words, as in `Face at row 3, col 3`.
 *
 * @param {Scene} scene
 * @param {Map<string, Drawing>} palette
 */
export function sceneText(scene, palette) {
  if (scene.objects.length === 0) return msg("an empty canvas");
  return scene.objects
    .map(({ object, row, col }) => {
      const title = named(drawingOf(scene, palette, object)?.title ?? object);
      return msg(str`${title} at row ${row}, col ${col}`);
    })
    .join("; ");
}

/** @param {Scale} scale */
function scaleText(scale) {
  switch (scale) {
    case "fixed":
      return msg("brightness on each layer's fixed scale");
    case "layer":
      return msg("brightness scaled layer by layer");
    default:
      return msg("brightness scaled slice by slice");
  }
}

/**
 * What stands below a picture of the figures: the networks, the scene, and what brightness means.
 *
 * @param {Card[]} cards
 * @param {Scene} scene
 * @param {Map<string, Drawing>} palette
 * @param {Scale} scale
 */
export function captionText(cards, scene, palette, scale) {
  const networks = cards.map(({ title, sha256 }) => `${named(title)} (${sha256.slice(0, 8)})`);
  return `${networks.join(" · ")}. ${sceneText(scene, palette)}. Shiftscope, ${scaleText(scale)}.`;
}

/**
 * Text in lines that are no wider than there is room; a word that is wider than that is cut.
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
  // Between words, and between any two characters of a script that has no spaces.
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
