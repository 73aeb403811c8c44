import { msg, str } from "@lit/localize";
import { enumerated, named } from "../i18n/locale.js";
import { drawingOf } from "../scene/scene.js";

/** @import { Card, Drawing, Scene } from "../types/api.js" */
/** @import { Plan } from "../types/lab.js" */

/**
 * What to say where no rule knows a network's right answer to a scene, so that one must be chosen;
 * null where one does.
 *
 * No rule knows a picture of the scene's own. Networks that read digits know what one digit is,
 * whatever of the palette lies beside it.
 *
 * @param {Card} card
 * @param {Scene} scene
 * @param {Map<string, Drawing>} palette
 * @param {Drawing} object  that is swept
 * @returns {string|null}
 */
export function lacking(card, scene, palette, object) {
  const drawings = scene.objects.map((placed) => palette.get(placed.object));
  const digits = drawings.filter((drawing) => drawing?.kind === "digit");
  const names = new Set(
    [...palette.values()].flatMap((each) => (each.kind === "digit" ? [each.title] : [])),
  );
  const reads = card.outputs.every((name) => names.has(name));
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
 * What to say where a sweep was refused since the network has no such right answer, as one of another
 * kind than the shown one; null where it was refused for anything else.
 *
 * @param {Card} card
 * @param {Plan} plan
 * @param {Map<string, Drawing>} palette
 */
export function refused(card, { output, scene, index }, palette) {
  const object = drawingOf(scene, palette, scene.objects[index]?.object ?? "");
  if (!object) return null;
  const known =
    output === null
      ? lacking(card, scene, palette, object) === null
      : card.outputs.includes(output);
  if (known) return null;
  const answers = enumerated(card.outputs.map(named));
  return msg(str`Not swept: this network has no right answer here. It answers with ${answers}.`);
}
