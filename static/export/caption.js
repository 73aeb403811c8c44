import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { drawingOf } from "../scene/scene.js";

/** @import { Card, Sprite, Scene } from "../types/api.js" */
/** @import { Scale } from "../types/state.js" */

/**
 * Text on a scene, as in `Face at row 3, col 3`.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 */
export function sceneText(scene, palette) {
  const objects = scene.objects.map(({ object, row, col, scale = 1 }) => {
    const title = named(drawingOf(scene, palette, object)?.title ?? object);
    return scale === 1
      ? msg(str`${title} at row ${row}, col ${col}`)
      : msg(str`${title} at row ${row}, col ${col}, scale ${scale}`);
  });
  return [...(objects.length ? objects : [msg("an empty canvas")]), ...behind(scene)].join("; ");
}

/** @param {Scene} scene */
function behind({ background }) {
  if (background === undefined) return [];
  return [
    background.startsWith("#")
      ? msg(str`background ${background}`)
      : msg("a picture as background"),
  ];
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
 * Caption of a picture of the figures: the networks, the scene, and the meaning of brightness.
 *
 * @param {Card[]} cards
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {Scale} scale
 */
export function captionText(cards, scene, palette, scale) {
  const networks = cards.map(({ title, sha256 }) => `${named(title)} (${sha256.slice(0, 8)})`);
  return `${networks.join(" · ")}. ${sceneText(scene, palette)}. Shiftscope, ${scaleText(scale)}.`;
}
