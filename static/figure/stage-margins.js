import { answerRoom } from "./figure-answers.js";

/** A stage smaller than this, px at a text scale of 1, has shorter labels and smaller margins. */
const SMALL = { width: 560, height: 420 };
/** Margins for labels around the volumes, px; the outputs' names are to the right. */
const MARGIN = { left: 20, top: 62, bottom: 64 };
const SMALL_MARGIN = { left: 10, top: 30, bottom: 40 };
/** The most of the stage's width for the outputs' names. */
const ASIDE = 0.46;
/** Margins of a strand, whose title is above its volumes: the top is less on a low stage. */
const STRAND_MARGIN = { left: 12, right: 16, top: 20, bottom: 10 };
/** The most of a strand's height that its upper margin takes. */
const STRAND_TOP = 0.12;
/** The upper margin of a strand with its answer above it, px. */
const ANSWER_ABOVE = 30;

/**
 * Whether only short labels fit on a stage.
 *
 * @param {{ width: number, height: number }} size  px
 * @param {number} scale  of text
 */
export function isSmall({ width, height }, scale) {
  return width < SMALL.width * scale || height < SMALL.height * scale;
}

/**
 * Margins around a stage's volumes, px.
 *
 * @param {{ width: number, height: number }} size  px
 * @param {string[]} names  of the outputs
 * @param {number} scale  of text
 * @param {{ strand: boolean, above: boolean }} labels  whether it has only a strand's, with the answer above
 */
export function marginsOf(size, names, scale, { strand, above }) {
  if (strand) {
    const { top, bottom } = STRAND_MARGIN;
    const low = above ? ANSWER_ABOVE * scale : Math.min(top * scale, size.height * STRAND_TOP);
    return { ...STRAND_MARGIN, top: low, bottom: bottom * scale };
  }
  const small = isSmall(size, scale);
  const margin = small ? SMALL_MARGIN : MARGIN;
  return {
    left: margin.left * scale,
    right: Math.min(answerRoom(names, small, scale), size.width * ASIDE),
    top: margin.top * scale,
    bottom: margin.bottom * scale,
  };
}
