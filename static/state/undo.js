import { dequal } from "dequal/lite";
import { sameTraining } from "../network/same-training.js";
import { withFrames } from "./network-sides.js";
import { volumesOf } from "../network/volumes.js";

/** @import { Store } from "./store.js" */
/** @import { Card, Scene } from "../types/api.js" */
/** @import { TrainingForm } from "../types/training.js" */
/** @import { Removed, Selection, Slice, State, StepKind } from "../types/state.js" */

/**
 * The state before or after a step.
 *
 * @typedef {{ scene: Scene, model: Card, twin: Card|null, painted: TrainingForm["painted"],
 *   removed: readonly Removed[], object: number|null }} Snapshot
 *
 * @typedef {object} Step
 * @property {Snapshot} before
 * @property {Snapshot} after
 * @property {StepKind} kind
 * @property {string} what  indices of the objects that it moves
 * @property {number} press  number of the pointer press that made it; 0: none
 * @property {number} time  of its last change, ms
 * @property {Step[]} dropped  steps that could be redone before it
 */

/** Most steps in the history. */
const MAX_STEPS = 100;
/** Nudges at most this far apart, ms, are one step. */
const NUDGE_RUN_MS = 1000;

/**
 * Undo history of the scene, of the choice and the removal of networks, and of the painted region.
 *
 * All changes between press and release of a pointer are one step, and so is a run of nudges. A
 * change that ends at its start is no step.
 */
export class Undo {
  /**
   * @param {Store} store
   * @param {() => number} [clock]  ms
   */
  constructor(store, clock = Date.now) {
    this.store = store;
    this.clock = clock;
    /** @type {Step[]} */
    this.steps = [];
    /** Number of steps done; later ones can be redone. */
    this.at = 0;
    this.present = snapshot(store.state);
    this.travelling = false;
    this.screen = store.get("screen");
    /** Number of presses so far. */
    this.presses = 0;
    /** Whether changes belong to the last press. */
    this.pressing = false;
    /** Ids of pressed pointers. @type {Set<number>} */
    this.pointers = new Set();
    store.on(["scene", "model", "twin", "trainingForm", "removed"], () => this.changed());
    store.on(["selection"], () => this.selected());
    addEventListener("pointerdown", (event) => this.press(event), { capture: true });
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
      addEventListener(name, (event) => this.release(event), { capture: true });
    }
    // A release that the page did not hear.
    const move = (/** @type {PointerEvent} */ event) => {
      if (event.buttons === 0 && this.pointers.has(event.pointerId)) this.release(event);
    };
    addEventListener("pointermove", move, { capture: true, passive: true });
    addEventListener("keydown", () => this.end(), { capture: true });
  }

  /** @param {PointerEvent} event */
  press({ pointerId, isPrimary }) {
    // The release of an earlier press may have been missed.
    if (isPrimary) this.pointers.clear();
    if (!this.held) this.presses += 1;
    this.pressing = true;
    this.pointers.add(pointerId);
  }

  /** @param {PointerEvent} event */
  release({ pointerId }) {
    this.pointers.delete(pointerId);
    // The click event, which follows, still belongs to the press.
    setTimeout(() => this.end());
  }

  end() {
    if (!this.held) this.pressing = false;
  }

  /** Whether a pointer is pressed. */
  get held() {
    return this.pointers.size > 0;
  }

  /** Records the selected object. Selecting is no step, but undo restores the selection. */
  selected() {
    if (this.travelling) return;
    this.present.object = this.store.get("selection").object;
  }

  changed() {
    if (this.travelling) return;
    const before = this.present;
    const after = snapshot(this.store.state);
    this.present = after;
    if (this.restarts()) return;
    const last = this.steps[this.at - 1];
    const change = changeOf(before, after);
    if (!change) {
      if (last) last.after = after;
      return;
    }
    const time = this.clock();
    const press = this.pressing ? this.presses : 0;
    if (last && this.at === this.steps.length && extendsStep(last, { ...change, press, time })) {
      const whole = changeOf(last.before, after);
      if (whole) {
        Object.assign(last, whole, { after, time });
      } else {
        this.at -= 1;
        this.steps.splice(this.at, 1, ...last.dropped);
      }
    } else {
      const dropped = this.steps.splice(this.at);
      this.steps.push({ before, after, ...change, press, time, dropped });
      // Only the last step can be cancelled and give its dropped steps back.
      for (const step of this.steps.slice(0, -1)) step.dropped = [];
      this.steps.splice(0, this.steps.length - MAX_STEPS);
      this.at = this.steps.length;
    }
    this.publish();
  }

  /** Begins anew with another screen. The opening has no undo: its object is carried about. */
  restarts() {
    const screen = this.store.get("screen");
    if (screen === "play" && screen === this.screen) return false;
    if (screen !== this.screen && this.steps.length) {
      this.steps = [];
      this.at = 0;
      this.publish();
    }
    this.screen = screen;
    return true;
  }

  undo() {
    const step = this.steps[this.at - 1];
    if (!step) return;
    this.at -= 1;
    this.go(step.before);
  }

  redo() {
    const step = this.steps[this.at];
    if (!step) return;
    this.at += 1;
    this.go(step.after);
  }

  /** @param {Snapshot} to */
  go({ scene, model, twin, painted, removed, object: chosen }) {
    this.travelling = true;
    const { state } = this.store;
    // A change of network alone keeps the selected object.
    const object = scene === state.scene ? state.selection.object : chosen;
    // A training's snapshots follow one another by themselves: no step goes back to an older one.
    const changes = {
      scene,
      model: sameTraining(model, state.model) ? state.model : model,
      twin: sameTraining(twin, state.twin) ? state.twin : twin,
    };
    const to = { ...changes, painted, removed, object };
    const selection = validSelection(state.selection, to, state);
    const form = state.trainingForm;
    const trainingForm = painted === form.painted ? form : { ...form, painted };
    this.store.merge({ ...withFrames(state, changes), selection, trainingForm, removed });
    this.travelling = false;
    this.present = snapshot(this.store.state);
    // The next change starts a new step.
    const last = this.steps[this.at - 1];
    if (last) Object.assign(last, { time: Number.NEGATIVE_INFINITY, press: 0, dropped: [] });
    this.publish();
  }

  publish() {
    const [back, forward] = [this.steps[this.at - 1], this.steps[this.at]];
    this.store.set("undoing", { back: back?.kind ?? null, forward: forward?.kind ?? null });
  }
}

/**
 * @param {State} state
 * @returns {Snapshot}
 */
function snapshot({ scene, model, twin, trainingForm, selection: { object }, removed }) {
  return { scene, model, twin, painted: trainingForm.painted, removed, object };
}

/**
 * Whether a change extends a step: by the same press, or by another nudge of the same objects.
 *
 * @param {Step} step
 * @param {Pick<Step, "kind"|"what"|"press"|"time">} change
 */
function extendsStep(step, { kind, what, press, time }) {
  if (press && press === step.press) return true;
  const nudges = kind === "move" && step.kind === "move" && what === step.what;
  return nudges && time - step.time <= NUDGE_RUN_MS;
}

/**
 * The kind of change between two snapshots; null if they are equal.
 *
 * @param {Snapshot} before
 * @param {Snapshot} after
 * @returns {Pick<Step, "kind"|"what">|null}
 */
export function changeOf(before, after) {
  const networks =
    !isOne(before.model, after.model) ||
    !isOne(before.twin, after.twin) ||
    before.removed !== after.removed;
  const kind = kindOf(before.scene, after.scene);
  if (networks) return { kind: kind ? "change" : "network", what: "" };
  if (!kind) return before.painted === after.painted ? null : { kind: "paint", what: "" };
  const moved = after.scene.objects.flatMap(({ row, col }, i) => {
    const was = before.scene.objects[i];
    return was?.row === row && was.col === col ? [] : [i];
  });
  return { kind, what: kind === "move" ? moved.join() : "" };
}

/**
 * Whether a side shows one network, or snapshots of one training.
 *
 * @param {Card|null} before
 * @param {Card|null} after
 */
function isOne(before, after) {
  return before === after || before?.id === after?.id || sameTraining(before, after);
}

/**
 * @param {Scene} before
 * @param {Scene} after
 * @returns {StepKind|null}
 */
function kindOf(before, after) {
  if (before === after) return null;
  const names = (/** @type {Scene} */ { objects }) =>
    objects.map(({ object, scale = 1 }) => `${object} ${scale}`).join();
  const [was, now] = [before.pictures ?? {}, after.pictures ?? {}];
  const drawn = Object.keys(now).some(
    (name) => name.startsWith("picture-drawn") && was[name] !== now[name],
  );
  if (drawn) return "draw";
  if (after.objects.length !== before.objects.length) {
    return after.objects.length > before.objects.length ? "place" : "remove";
  }
  if (names(before) !== names(after) || !dequal(was, now)) return "change";
  if (before.background !== after.background) return "change";
  return dequal(before.objects, after.objects) ? null : "move";
}

/**
 * The selection for a snapshot: its object, and the cell and slice only if they still exist.
 *
 * @param {Selection} selection
 * @param {Snapshot} to
 * @param {State} from
 * @returns {Selection}
 */
function validSelection({ cell, slice }, { object, ...to }, from) {
  const holds = (/** @type {Slice} */ { side, layer, channel }) => {
    const card = to[side];
    const shape = card && volumesOf(card).find(({ name }) => name === layer)?.shape;
    return channel < (shape?.[0] ?? 0);
  };
  return {
    object: object !== null && object in to.scene.objects ? object : null,
    cell: cell && to[cell.side] === from[cell.side] ? cell : null,
    slice: slice && holds(slice) ? slice : null,
  };
}
