import { onWake } from "../browser/wake.js";
import {
  changeTraining,
  endTraining,
  startTraining,
  watchTraining,
} from "../server/training-api.js";
import { fetchCard } from "../server/upload.js";
import { fitted } from "../scene/scene.js";
import { errorOf } from "../state/error-types.js";
import { SIDES, withFrames } from "../state/network-sides.js";
import { withObject } from "./first-object.js";
import { isOver } from "./progress.js";
import { CANVAS } from "./region.js";
import { Run } from "./run.js";
import { save, saved } from "./saved-trainings.js";
import { SnapshotView } from "./snapshot-view.js";
import { TRAININGS } from "./training-keys.js";

/** @import { Side, State } from "../types/state.js" */
/** @import { TrainingControls, TrainingRequest } from "../types/training.js" */
/** @import { Saved } from "./saved-trainings.js" */
/** @import { Home } from "./snapshot-view.js" */
/** @import { Ways } from "./run.js" */

/** @type {Ways} */
const WAYS = {
  start: startTraining,
  watch: watchTraining,
  change: changeTraining,
  end: endTraining,
  card: fetchCard,
  rest,
};

/** The page's trainings, one a side. They go on while the page is open, whichever tab is. */
export class Trainings {
  /**
   * @param {Home} home
   * @param {Ways} [ways]
   */
  constructor(home, ways = WAYS) {
    this.home = home;
    this.ways = ways;
    /** @type {Partial<Record<Side, { run: Run, view: SnapshotView }>>} */
    this.sides = {};
    this.count = 0;
    const { store } = home;
    store.on(Object.values(TRAININGS), () => this.save());
    store.on(["link"], () => store.get("link").state === "live" && this.answered());
    for (const one of saved()) void this.resume(one);
  }

  /** @type {TrainingControls["start"]} */
  start(side, form = this.home.store.get("trainingForm")) {
    const { store, palette } = this.home;
    const former = store.get(TRAININGS[side]);
    if (former && !isOver(former)) this.stop(side);
    const before = side === "model" ? this.endCounter() : {};
    const scene = withObject(store.get("scene"), form, palette);
    if (scene !== store.get("scene")) {
      const [, height, width] = store.get("model").input_shape;
      // The first snapshot, whose canvas is a training's, fits the scene to it.
      const shown = fitted(scene, palette, { height: CANVAS, width: CANVAS }, { height, width });
      const selection = { ...(before.selection ?? store.get("selection")), object: 0 };
      store.merge({ ...before, scene: shown, selection });
    } else store.merge(before);
    void this.open(side).run.begin(form);
  }

  /**
   * Ends the training on the second side, which is about a former one on the first.
   *
   * @returns {Partial<State>}  changes without it and its network
   */
  endCounter() {
    const { store } = this.home;
    const second = store.get("twinTraining");
    if (!second) return {};
    if (!isOver(second)) this.stop("twin");
    this.sides.twin?.run.end();
    this.sides.twin?.view.end();
    delete this.sides.twin;
    const { twin, selection } = store.state;
    if (!second.snapshots.some(({ model }) => model === twin?.id)) return { twinTraining: null };
    const cell = selection.cell?.side === "twin" ? null : selection.cell;
    const slice = selection.slice?.side === "twin" ? null : selection.slice;
    return withFrames(store.state, {
      twin: null,
      twinTraining: null,
      selection: { ...selection, cell, slice },
    });
  }

  /** @type {TrainingControls["pause"]} */
  pause(side) {
    void this.attempt(side, "pause");
  }

  /** @type {TrainingControls["goOn"]} */
  goOn(side) {
    const { run } = this.sides[side] ?? {};
    if (!run) return;
    if (isOver(run.training)) void run.goOn();
    else void this.attempt(side, "go on");
  }

  /** @type {TrainingControls["stop"]} */
  stop(side) {
    void this.attempt(side, "stop");
  }

  /** @type {TrainingControls["view"]} */
  view(side, index) {
    const { run, view } = this.sides[side] ?? {};
    run?.change({ viewed: index });
    view?.summon();
  }

  /**
   * What a new training on a side needs, in place of the former one.
   *
   * @param {Side} side
   */
  open(side) {
    const { store } = this.home;
    this.sides[side]?.run.end();
    this.sides[side]?.view.end();
    // Two trainings of one page never have the same name.
    const tag = `${side}-${Date.now()}-${this.count++}`;
    const opened = {
      run: new Run(store, side, this.ways, () => this.answered()),
      view: new SnapshotView(this.home, side, tag, (id) => this.ways.card(id)),
    };
    this.sides[side] = opened;
    return opened;
  }

  /** @param {Saved} one */
  async resume({ side, ids, form, viewed, paused, over }) {
    const { run, view } = this.open(side);
    // The link has the network that was shown.
    view.former = null;
    await run.resume(form, ids, { viewed, ...(paused ? { status: "paused" } : {}) });
    const { store } = this.home;
    const gone = store.get(TRAININGS[side])?.failure?.code === "unknown_training";
    if (over && gone) store.set(TRAININGS[side], null);
  }

  /** Keeps what a reload needs. */
  save() {
    const { store } = this.home;
    save(
      SIDES.flatMap((side) => {
        const { run } = this.sides[side] ?? {};
        const training = store.get(TRAININGS[side]);
        if (!run || !training || run.ids.length === 0) return [];
        const { form, viewed, status } = training;
        const over = isOver(training);
        return [{ side, ids: run.ids, form, viewed, paused: status === "paused", over }];
      }),
    );
  }

  /**
   * Tells the visitor if a request fails. One that does not reach the server is made again when it answers.
   *
   * @param {Side} side
   * @param {TrainingRequest} request
   */
  async attempt(side, request) {
    const { run } = this.sides[side] ?? {};
    if (!run) return;
    if (run.training.unsent) run.change({ unsent: null });
    try {
      await (request === "stop" ? run.stop() : run.ask(request));
    } catch (failure) {
      const error = errorOf(failure);
      if (error.code === "unreachable" && this.sides[side]?.run === run)
        run.change({ unsent: request });
      this.home.store.set("notice", { error });
    }
  }

  /** The server answers again: takes back that it does not, and makes the requests that it has missed. */
  answered() {
    const { store } = this.home;
    const notice = store.get("notice");
    if (
      notice &&
      typeof notice === "object" &&
      "error" in notice &&
      notice.error.code === "unreachable"
    )
      store.set("notice", null);
    for (const side of SIDES) {
      const training = store.get(TRAININGS[side]);
      if (training?.unsent && !isOver(training)) void this.attempt(side, training.unsent);
    }
  }
}

/**
 * Waits, but not once the page wakes.
 *
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function rest(ms, signal) {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true, signal: over.signal });
    onWake(end, over.signal);
  });
}
