import { asLearned } from "../network/transplants.js";
import { selectTool } from "../scene/tools/tool.js";
import { withFrames } from "../state/network-sides.js";
import { CALM } from "./draw-guide.js";

/** @import { Context } from "../ui/panel.js" */

/** Ways from the first screen on. Swapped heads stay there: the networks are as they learned. */

/** Width of the pen for a digit, px: about that of the handwriting which the networks learned. */
const PEN = 3;

/**
 * Leads to an empty canvas before the same networks, with the pen and little else.
 *
 * @param {Context} context
 */
export function drawOwn({ store, cards }) {
  const selection = { object: null, cell: null, slice: null };
  const own = asLearned(cards, store.state);
  store.merge({ ...own, screen: "play", scene: { objects: [] }, selection, hidden: CALM });
  selectTool(store, { kind: "pen", width: PEN });
}

/**
 * Whether the server trains networks for visitors.
 *
 * @param {Context} context
 */
export function trains({ store, loadTrainings }) {
  return Boolean(loadTrainings && store.get("limits").trainings.allowed);
}

/**
 * Leads to a canvas to paint, before one network, whose place that of the visitor's training takes.
 *
 * @param {Context} context
 */
export function trainOwn({ store, cards }) {
  const own = asLearned(cards, store.state);
  const alone = withFrames(store.state, { ...own, twin: null });
  store.merge({ ...alone, screen: "play", lab: "train" });
}
