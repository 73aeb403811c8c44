/** @import { Training, TrainingEvent, TrainingForm } from "../types/training.js" */

/** A training as its events tell it: pure functions. */

/** Types of a training's last event. */
const LAST = /** @type {readonly string[]} */ (["done", "ended", "error"]);

/** @param {TrainingEvent} event */
export function isLast({ type }) {
  return LAST.includes(type);
}

/** @param {Training} training */
export function isOver({ status }) {
  return status === "done" || status === "ended" || status === "failed";
}

/**
 * A training before its first event.
 *
 * @param {TrainingForm} form
 * @returns {Training}
 */
export function begun(form) {
  return {
    form,
    id: null,
    status: "starting",
    waiting: null,
    step: 0,
    left: null,
    losses: [],
    accuracies: [],
    maps: [],
    snapshots: [],
    viewed: null,
    final: null,
    reason: null,
    unsent: null,
    failure: null,
  };
}

/**
 * The training after an event.
 *
 * @param {Training} training
 * @param {TrainingEvent} event
 * @returns {Training}
 */
export function follow(training, event) {
  // While it pauses, a line may come that was written before.
  const paused = training.status === "paused";
  const status = paused ? "paused" : "running";
  const begin = paused ? "paused" : "starting";
  switch (event.type) {
    case "started":
      return { ...backAtSnapshot(training), status: begin, id: event.training };
    case "waiting": {
      const { before, seconds } = event;
      return { ...training, status: "waiting", waiting: { before, seconds } };
    }
    case "progress": {
      const { step, loss, accuracy } = event;
      const { losses, accuracies } = training;
      const measured = training.maps.at(-1)?.step ?? step;
      const known = accuracy === null || accuracies.at(-1)?.step === measured;
      return {
        ...training,
        status,
        waiting: null,
        step,
        losses: [...losses, { step, loss }],
        accuracies: known ? accuracies : [...accuracies, { step: measured, ...accuracy }],
      };
    }
    case "map": {
      const { type: _, ...map } = event;
      return { ...training, status, waiting: null, step: map.step, maps: [...training.maps, map] };
    }
    case "snapshot": {
      const { step, model } = event;
      return { ...training, snapshots: [...training.snapshots, { step, model }] };
    }
    case "done": {
      const { accuracy, elsewhere } = event;
      return { ...training, status: "done", left: null, final: { ...accuracy, elsewhere } };
    }
    case "ended":
      return { ...training, status: "ended", waiting: null, left: null, reason: event.reason };
    case "error": {
      const { code, message } = event.error;
      return {
        ...training,
        status: "failed",
        waiting: null,
        left: null,
        failure: { code, message },
      };
    }
  }
}

/**
 * The training as it was at its last snapshot, from which it goes on.
 *
 * @param {Training} training
 * @returns {Training}
 */
function backAtSnapshot(training) {
  const step = training.snapshots.at(-1)?.step ?? 0;
  return {
    ...training,
    step,
    losses: training.losses.filter((point) => point.step <= step),
    accuracies: training.accuracies.filter((point) => point.step <= step),
    maps: training.maps.filter((map) => map.step <= step),
    final: null,
    reason: null,
    failure: null,
  };
}
