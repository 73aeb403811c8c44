import { along } from "./curve.js";
import { drawingOf } from "../scene/scene.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Subject } from "./subject.js" */
/** @import { Place } from "./tiles.js" */

/** Points at which the path is looked at: several a tile. */
const POINTS = 600;

/**
 * The flight's path without its motion: the scene at its end, and the places on its way.
 *
 * @param {Pick<Context, "store"|"palette">} context
 * @param {Subject} subject
 * @returns {{ end: Scene, places: Place[] }|null}  null unless the object alone is at its start
 */
export function pathOf({ store, palette }, subject) {
  const scene = store.get("scene");
  const drawing = drawingOf(scene, palette, subject.object);
  if (!drawing || !isAtStart(scene, subject)) return null;
  const [, rows, cols] = store.get("model").input_shape;
  const room = { height: rows - drawing.height, width: cols - drawing.width };
  const at = (/** @type {number} */ time) => along(time, subject.start, room);
  return {
    end: { objects: [{ object: subject.object, ...at(1) }] },
    places: Array.from({ length: POINTS + 1 }, (_, i) => at(i / POINTS)),
  };
}

/**
 * Whether the object alone is where its flight starts.
 *
 * @param {Scene} scene
 * @param {Subject} subject
 */
export function isAtStart({ objects }, { object, start }) {
  const [placed] = objects;
  return (
    objects.length === 1 &&
    placed?.object === object &&
    placed.row === start.row &&
    placed.col === start.col
  );
}
