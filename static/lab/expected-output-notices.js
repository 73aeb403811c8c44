import { msg, str } from "@lit/localize";
import { enumerated, named } from "../i18n/locale.js";
import { labels } from "../network/readable.js";
import { placedDrawing } from "../scene/scene.js";

/** @import { Card, Sprite, Scene } from "../types/api.js" */
/** @import { Plan } from "../types/lab.js" */

/**
 * Message if no rule determines a network's correct output for a scene, so that the user must choose
 * it; null otherwise.
 *
 * No rule covers pictures of the scene. For networks that read digits, the correct output is the
 * scene's only digit, whatever other palette objects it has.
 *
 * @param {Card} card
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @param {Sprite} object  the swept one
 * @returns {string|null}
 */
export function lacking(card, scene, palette, object) {
  const drawings = scene.objects.map((placed) => palette.get(placed.object));
  const digits = drawings.filter((drawing) => drawing?.kind === "digit");
  const names = new Set(
    [...palette.values()].flatMap((each) => (each.kind === "digit" ? [each.title] : [])),
  );
  const known = labels(card);
  const reads = known.length > 0 && known.every((name) => names.has(name));
  if (!drawings.includes(undefined) && (!reads || digits.length === 1)) return null;
  if (drawings.length > 1) {
    return msg("Choose a right answer: this network has none for this scene.");
  }
  const title = named(object.title).toLowerCase();
  return /^[aeiou]/i.test(object.title)
    ? msg(str`Choose a right answer: this network has none for an ${title}.`)
    : msg(str`Choose a right answer: this network has none for a ${title}.`);
}

/**
 * Message if a sweep was refused because the network lacks the correct output, as a network of another
 * kind does; null for other refusals.
 *
 * @param {Card} card
 * @param {Plan} plan
 * @param {Map<string, Sprite>} palette
 */
export function refused(card, { output, scene, index, reference }, palette) {
  const object = placedDrawing(scene, palette, scene.objects[index]);
  if (!object) return null;
  const known =
    output === null
      ? reference === "answer" || lacking(card, scene, palette, object) === null
      : card.outputs.includes(output);
  if (known) return null;
  const outputs = enumerated(card.outputs.map(named));
  return msg(str`Not swept: this network has no right answer here. It answers with ${outputs}.`);
}
