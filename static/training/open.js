import { keepLast } from "./keep-last.js";
import { followTab } from "./follow-tab.js";
import { keepClasses } from "./stored-classes.js";
import "./region-overlay.js";
import "./training-view.js";
import { Trainings } from "./trainings.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { TrainingControls } from "../types/training.js" */

/**
 * Makes the page ready for trainings, once their tab is first open.
 *
 * @param {Context} context
 * @returns {TrainingControls}
 */
export function open(context) {
  const trainings = new Trainings(context);
  context.trainings = trainings;
  keepClasses(context.store);
  keepLast(context);
  followTab(context.store);
  return trainings;
}
