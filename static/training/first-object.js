import { header } from "../scene/drawing-png.js";
import { FIGURES } from "./data-sizes.js";
import { CANVAS, liesIn } from "./region.js";

/** @import { Scene, Sprite } from "../types/api.js" */
/** @import { TrainingForm } from "../types/training.js" */

/** The digit that is placed, if the palette has it. */
const DIGIT = "3";

/**
 * A scene in which a training can be watched: with an object of its data. Where there is none yet, one takes
 * the place of all others, in the middle of the region: these networks read one object at a time.
 *
 * @param {Scene} scene
 * @param {TrainingForm} form
 * @param {Map<string, Sprite>} palette
 * @returns {Scene}  the same one if it has such an object, or if none of the data fits into the region
 */
export function withObject(scene, form, palette) {
  if (scene.objects.some(({ object }) => isOfData(scene, object, form, palette))) return scene;
  const found = candidates(form, palette);
  for (const { drawing, png } of found) {
    const place = middleOf(form.painted, drawing);
    if (!place) continue;
    const pictures = png === undefined ? {} : { pictures: { [drawing.name]: png } };
    return { objects: [{ object: drawing.name, ...place }], ...pictures };
  }
  return scene;
}

/**
 * Whether a training's data have an object.
 *
 * @param {Scene} scene
 * @param {string} name
 * @param {TrainingForm} form
 * @param {Map<string, Sprite>} palette
 */
function isOfData(scene, name, { data, classes }, palette) {
  if (data === "digits") return palette.get(name)?.kind === "digit";
  if (data === "figures") return FIGURES.includes(name);
  const png = scene.pictures?.[name];
  return classes.some(({ pictures }) => pictures.some((picture) => picture === png));
}

/**
 * The objects that may be placed, the first choice first.
 *
 * @param {TrainingForm} form
 * @param {Map<string, Sprite>} palette
 * @returns {{ drawing: Pick<Sprite, "name"|"height"|"width">, png?: string }[]}
 */
function candidates({ data, classes }, palette) {
  if (data === "digits") {
    const digits = [...palette.values()].filter(({ kind }) => kind === "digit");
    const first = digits.filter(({ title }) => title === DIGIT);
    return [...first, ...digits].map((drawing) => ({ drawing }));
  }
  if (data === "figures")
    return FIGURES.flatMap((name) => {
      const drawing = palette.get(name);
      return drawing ? [{ drawing }] : [];
    });
  return classes.flatMap(({ pictures }) =>
    pictures.flatMap((png) => {
      const head = header(png);
      return head ? [{ drawing: { name: "picture-class", ...head }, png }] : [];
    }),
  );
}

/**
 * The place in the region that is nearest to the middle of all its places, px of the top-left corner; null
 * without one.
 *
 * @param {ReadonlySet<number>} painted
 * @param {{ height: number, width: number }} drawing  px
 * @returns {{ row: number, col: number }|null}
 */
export function middleOf(painted, { height, width }) {
  /** @type {{ row: number, col: number }[]} */
  const places = [];
  for (let row = 0; row + height <= CANVAS; row++)
    for (let col = 0; col + width <= CANVAS; col++)
      if (liesIn(painted, { row, col, height, width })) places.push({ row, col });
  const mean = (/** @type {"row"|"col"} */ along) =>
    places.reduce((sum, place) => sum + place[along], 0) / places.length;
  const middle = { row: mean("row"), col: mean("col") };
  const away = (/** @type {{ row: number, col: number }} */ { row, col }) =>
    Math.hypot(row - middle.row, col - middle.col);
  return places.toSorted((a, b) => away(a) - away(b))[0] ?? null;
}
