/** @import { Side } from "../types/state.js" */

/** The state's key of each side's training. @type {Record<Side, "training"|"twinTraining">} */
export const TRAININGS = { model: "training", twin: "twinTraining" };
