import { msg, str } from "@lit/localize";
import { filterPictures } from "./filter-pictures.js";
import { label } from "./figure-labels.js";
import { textScale } from "../ui/text-scale.js";
import { sliceName } from "../i18n/labels.js";
import { isDrawn, sheetAt } from "./layout.js";

/** @import { Mark } from "./slice-marks.js" */
/** @import { Stage } from "./stage.js" */
/** @import { LayerCard } from "../types/api.js" */
/** @import { Filters } from "../types/state.js" */

/**
 * A slice's filter and name, large, above its sheet.
 *
 * @param {Stage} stage
 * @param {Filters|null} filters
 * @param {{ layer: string, channel: number }} slice
 * @param {Mark[]} own  the figure's marks
 * @param {(layer: LayerCard, from: number) => string} strongest  the words for a picture that shows
 *   one kernel
 */
export function largeMark(stage, filters, { layer: of, channel }, own, strongest) {
  const box = stage.layout.volumes.find(({ layer }) => layer.name === of);
  const picture = stage.card && filterPictures(stage.card, filters).get(of)?.[channel];
  if (!box || !picture || !isDrawn(box, channel)) return [];
  const at = stage.project([sheetAt(box, channel), box.height / 2, -box.width / 2]);
  const scale = textScale();
  const element = label("large", 0, 0, "");
  const copy = new Image();
  copy.src = picture.image.src;
  const title = document.createElement("div");
  title.className = "title";
  title.textContent = msg(str`filter of ${sliceName(box.layer, channel)}`);
  const input = filters?.volumes.find(({ volume }) => volume === of)?.input;
  const read = stage.card?.layers.find(({ name }) => name === input);
  element.append(copy, title);
  if (picture.from !== null && read) {
    const note = document.createElement("div");
    note.className = "steps";
    note.textContent = strongest(read, picture.from);
    element.append(note);
  }
  const [width, height] = [130 * scale, (picture.from === null ? 118 : 138) * scale];
  // Above the marks, or else beside the stack.
  const marks = own.filter(({ layer }) => layer === of).map(({ top }) => top);
  const over = Math.min(at.y, ...marks) - height - 6;
  const left = Math.max(
    8,
    Math.min(at.x - (over < 4 ? width + 16 : width / 2), stage.size.width - width - 8),
  );
  const top = over < 4 ? Math.min(at.y + 8, stage.size.height - height - 8) : over;
  element.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
  return [element];
}
