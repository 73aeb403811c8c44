/**
 * The colours of right and wrong answers on canvases and in maps, the same everywhere. On a dark ground;
 * tokens.css has the same two as --stage-good and --stage-bad.
 */

/** A right answer. */
export const RIGHT = "#5fdcab";

/** The mark of a wrong answer: its letter or digit. */
export const WRONG_MARK = "#ff9c8f";

/** The place of a wrong answer: so much darker than a right one's that it is told apart without hues. */
export const WRONG = "#6b2a24";
