import { msg, str } from "@lit/localize";
import { DIGITS, openingOf, startOf, SUBJECT } from "./subject.js";

/** @import { Card, Sprite } from "../types/api.js" */
/** @import { State } from "../types/state.js" */

/**
 * What a link to the first screen opens. What it leaves out is that of a first visit. What the first
 * screen cannot show, which is anything but one object before two networks, opens the whole page as it
 * was given, and is reported.
 *
 * @param {Partial<State>} changes  that the link makes
 * @param {ReadonlyMap<string, string>} given  parameters of the link
 * @param {{ cards: Card[], palette: Map<string, Sprite> }} server
 * @returns {{ changes: Partial<State>, problems: string[] }}
 */
export function settled(changes, given, server) {
  if (changes.screen !== "opening") return { changes, problems: [] };
  const first = openingOf(server);
  // Without the networks of a first visit there is no first screen.
  if (!first) return { changes: { ...changes, screen: "play" }, problems: [] };
  const isGiven = (/** @type {"model"|"twin"} */ side) =>
    given.has(side) && changes[side]?.id === given.get(side);
  // Slices and cells are of the networks that the link names, or of those that it leaves out.
  const named = isGiven("model") || isGiven("twin") || given.has("slice") || given.has("cell");
  const { model, twin } = named ? changes : first;
  const scene = given.has("objects") ? changes.scene : startFor(model, changes.scene);
  const count = scene?.objects.length ?? 0;
  const problems = [
    ...(twin ? [] : [msg("screen: expected two networks on the first screen; got one")]),
    ...(count === 1
      ? []
      : [msg(str`screen: expected one object on the first screen; got ${count}`)]),
  ];
  const changed = scene?.background !== undefined || (scene?.objects[0]?.scale ?? 1) !== 1;
  if (count === 1 && changed)
    problems.push(msg("screen: expected an object in its own size on black; got another scene"));
  const screen = problems.length > 0 ? "play" : "opening";
  return { changes: { ...changes, model, twin, scene, screen }, problems };
}

/**
 * The scene for a link without objects: the subject before networks that know it, else the page's first.
 *
 * @param {Card|undefined} model
 * @param {State["scene"]|undefined} scene
 */
function startFor(model, scene) {
  return model?.family === DIGITS ? startOf(SUBJECT) : scene;
}
