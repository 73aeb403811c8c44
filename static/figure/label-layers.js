import { msg, str } from "@lit/localize";
import { answerAbove, answers } from "./figure-answers.js";
import { colourKey } from "./colour-key.js";
import { ring, tip } from "./figure-labels.js";
import { largeMark } from "./large-mark.js";
import { drawMarks, marksOf, pickMark } from "./slice-marks.js";
import { spread, strandHeadings } from "./strand-headings.js";
import { headings, pictureCorners, roofs, settle } from "./volume-headings.js";
import { textScale } from "../ui/text-scale.js";
import { sliceName } from "../i18n/labels.js";

/** @import { Stage } from "./stage.js" */
/** @import { Verdict } from "../network/verdict.js" */
/** @import { Filters, Reading, Scale, Unit } from "../types/state.js" */
/** @import { Mark } from "./slice-marks.js" */

/**
 * What labels show beside the stage's own frame.
 *
 * @typedef {object} Shown
 * @property {Filters|null} filters
 * @property {Verdict|null} verdict
 * @property {Reading|null} reading  of a cell of this figure
 * @property {Unit|null} unit  pinned, of this figure
 * @property {{ layer: string, channel: number }|null} slice  shown large
 * @property {Scale} scale  of colours
 * @property {boolean} above  whether a strand's answer is above it, as no panel shows it beside
 * @property {{ right: number, bottom: number }} caption  end of the figure's caption, px
 * @property {string} locale
 */

/**
 * The labels over a figure, as HTML text, so that they are sharp. Headings and marks are made again
 * only when the view or the set of active slices changes; the others with every frame.
 */
export class LabelLayers {
  /** @param {HTMLElement[]} layers  empty elements, from back to front */
  constructor([still, marks, live]) {
    this.still = still;
    this.markLayer = marks;
    this.live = live;
    this.keys = { still: "", marks: "" };
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Filters|null} */
    this.filters = null;
  }

  /**
   * @param {Stage} stage
   * @param {Shown} shown
   */
  draw(stage, shown) {
    const { filters, slice, scale, caption, locale } = shown;
    const top = caption.bottom;
    const view = [stage.card?.id, stage.views, stage.strand, scale, top, locale, textScale()].join(
      " ",
    );
    if (view !== this.keys.still && this.still) {
      this.keys.still = view;
      if (stage.strand) {
        this.still.replaceChildren(...strandHeadings(stage));
        spread(this.still, pictureCorners(stage));
        this.clear();
      } else {
        this.still.replaceChildren(...headings(stage, scale));
        settle(this.still, stage.small, pictureCorners(stage), roofs(stage));
      }
    }
    if (stage.strand) {
      this.live?.replaceChildren(...(shown.above ? answerAbove(stage, shown.verdict) : []));
      return;
    }
    const volumes = [...(stage.frame?.volumes.values() ?? [])];
    const active = volumes.map((volume) => Array.from(volume.active, Boolean).map(Number).join(""));
    const marks = [view, stage.slides, slice?.layer, slice?.channel, ...active].join(" ");
    if (marks !== this.keys.marks || filters !== this.filters) {
      this.keys.marks = marks;
      this.filters = filters;
      this.marks = marksOf(stage, filters, top);
      this.markLayer?.replaceChildren(
        ...colourKey(stage, this.marks, top),
        ...drawMarks(stage, filters, this.marks),
        ...(slice ? largeMark(stage, filters, slice, this.marks, strongest) : []),
      );
    }
    this.live?.toggleAttribute("data-small", stage.small);
    this.live?.replaceChildren(
      ...answers(stage, shown.verdict, shown.caption),
      ...(shown.unit ? ring(stage, shown.unit) : []),
      ...tip(stage, shown.reading),
    );
  }

  /** Removes all labels but the headings. */
  clear() {
    this.marks = [];
    this.keys.marks = "";
    this.markLayer?.replaceChildren();
    this.live?.replaceChildren();
  }

  /**
   * The slice whose mark is at a point, or null.
   *
   * @param {number} x  px
   * @param {number} y  px
   */
  pick(x, y) {
    return pickMark(this.marks, x, y);
  }
}

/**
 * @param {import("../types/api.js").LayerCard} layer  that the filter reads
 * @param {number} slice
 */
function strongest(layer, slice) {
  const name = sliceName(layer, slice);
  return msg(str`strongest kernel: on ${name}`);
}
