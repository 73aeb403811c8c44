import { anySignal } from "../browser/any-signal.js";
import { onWake } from "../browser/wake.js";
import { ServerError, errorOf } from "../state/error-types.js";
import { Pace } from "./pace.js";
import { begun, follow, isLast, isOver } from "./progress.js";
import { configOf } from "./training-config.js";
import { TRAININGS } from "./training-keys.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Training, TrainingEvent, TrainingForm } from "../types/training.js" */

/**
 * What talks to the server; tests replace it.
 *
 * @typedef {object} Ways
 * @property {(config: object, signal: AbortSignal) => AsyncIterable<TrainingEvent>} start
 * @property {(id: string, signal: AbortSignal) => AsyncIterable<TrainingEvent>} watch
 * @property {(id: string, what: "pause"|"go on") => Promise<void>} change
 * @property {(id: string) => Promise<void>} end
 * @property {(id: string) => Promise<Card>} card  of a network
 * @property {(ms: number, signal: AbortSignal) => Promise<void>} rest  waits, but not once the page wakes
 */

/** Errors of a server that starts, stops or is busy: the request is repeated. */
const PASSING = new Set(["unreachable", "not_ready", "busy", "rate_limited", "restarting"]);
/** Waits between attempts to reach the server, ms; the last one repeats. */
const DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000];
/** Time that a server takes to stop and start, before it is asked to go on, ms. */
const RESTART_MS = 3_000;
/** Without an event for so long, ms, a running training is asked for again: its connection may be dead. */
const SILENT_MS = 15_000;

/**
 * One training on one side: what the server says of it, in the store. A connection that is lost is made
 * again. A server that restarts is asked to go on from the last snapshot.
 */
export class Run {
  /**
   * @param {Store} store
   * @param {Side} side
   * @param {Ways} ways
   * @param {() => void} answered  hears that the server answers: of each event
   * @param {() => number} [clock]  ms
   */
  constructor(store, side, ways, answered, clock = () => performance.now()) {
    this.store = store;
    this.answered = answered;
    this.key = TRAININGS[side];
    this.ways = ways;
    this.clock = clock;
    /** Ids of the training: one more each time that it went on from a snapshot. @type {string[]} */
    this.ids = [];
    /** How many events of the last one were heard, and when the last of them. */
    this.heard = 0;
    this.time = clock();
    this.pace = new Pace(clock);
    /** What listens now, and its present request. */
    this.listening = new AbortController();
    this.request = new AbortController();
    this.ended = new AbortController();
    /** A start that the server has not answered yet; stopped: by the visitor. @type {{ stopped: boolean }|null} */
    this.pending = null;
    onWake(() => this.probe(SILENT_MS / 3), this.ended.signal);
    const watch = setInterval(() => this.probe(SILENT_MS), SILENT_MS / 3);
    this.ended.signal.addEventListener("abort", () => clearInterval(watch));
  }

  /**
   * @returns {Training}
   * @throws {Error} before it has begun
   */
  get training() {
    const training = this.store.get(this.key);
    if (!training) throw new Error("expected a training on this side");
    return training;
  }

  /** @param {Partial<Training>} fields */
  change(fields) {
    this.store.set(this.key, { ...this.training, ...fields });
  }

  /** Listens no more; the server ends a training that nobody watches. */
  end() {
    this.ended.abort();
    this.listenNoMore();
  }

  /** A start that was stopped is heard until the server names its training, which is then ended. */
  listenNoMore() {
    if (!this.pending?.stopped) this.listening.abort();
  }

  /** @param {TrainingForm} form */
  async begin(form) {
    this.store.set(this.key, begun(form));
    await this.listen(configOf(form));
  }

  /**
   * Goes back to a training after the page was loaded again.
   *
   * @param {TrainingForm} form
   * @param {string[]} ids
   * @param {Partial<Training>} fields  what its events do not tell
   */
  async resume(form, ids, fields) {
    this.ids = ids;
    this.store.set(this.key, { ...begun(form), ...fields });
    for (const id of ids.slice(0, -1)) await this.recall(id);
    this.heard = 0;
    await this.listen(null);
  }

  /**
   * What was heard before a training went on under another id; nothing if the server has it no more.
   *
   * @param {string} id
   */
  async recall(id) {
    try {
      for await (const event of this.ways.watch(id, this.ended.signal)) {
        if (isLast(event)) return;
        this.hear(event);
      }
    } catch {
      // Its curves begin later, then.
    }
  }

  /** Goes on from the last snapshot of a training that has ended early. */
  async goOn() {
    const { form, snapshots } = this.training;
    this.change({ status: "starting", reason: null, failure: null });
    await this.listen(configOf(form, snapshots.at(-1)?.model), true);
  }

  /** Ends it; its stream says so. One that the server has not named yet is ended as soon as it is. */
  async stop() {
    const id = this.ids.at(-1);
    if (!this.pending && id !== undefined) return this.ways.end(id);
    if (this.pending) this.pending.stopped = true;
    this.change({ status: "ended", reason: "asked", left: null, failure: null });
  }

  /** @param {"pause"|"go on"} what */
  async ask(what) {
    const { id } = this.training;
    if (id === null) return;
    await this.ways.change(id, what);
    this.pace.rest();
    if (!isOver(this.training))
      this.change({ status: what === "pause" ? "paused" : "running", left: null });
  }

  /**
   * Follows a training to its last event.
   *
   * @param {object|null} config  of the training to start; null: that with the last id goes on being watched
   * @param {boolean} [patient]  whether a server that cannot be reached is asked again to start it
   */
  async listen(config, patient = false) {
    this.listenNoMore();
    const listening = (this.listening = new AbortController());
    let known = config === null;
    let failures = 0;
    const pending = (this.pending = known ? null : { stopped: false });
    if (!known) this.heard = 0;
    while (!listening.signal.aborted && !pending?.stopped) {
      const request = (this.request = new AbortController());
      const signal = anySignal([listening.signal, request.signal]);
      try {
        const id = this.ids.at(-1) ?? "";
        const events = known ? this.ways.watch(id, signal) : this.started(config ?? {}, signal);
        // The stream begins with what was heard already.
        let again = this.heard;
        for await (const event of events) {
          if (listening.signal.aborted) return;
          if (pending?.stopped) return await this.endLate(event);
          known = true;
          failures = 0;
          if (this.training.failure && !isLast(event)) this.change({ failure: null });
          if (again > 0) again -= 1;
          else this.hear(event);
          if (isLast(event)) return void this.afterLast(event);
        }
        throw new ServerError("unreachable", "the stream has no last line");
      } catch (error) {
        if (listening.signal.aborted || pending?.stopped) return;
        const refused = error instanceof ServerError && !PASSING.has(error.code);
        if (refused || !(known || patient))
          return this.change({
            status: "failed",
            waiting: null,
            left: null,
            failure: errorOf(error),
          });
        // A request that was given up for being silent has not failed yet.
        if (!request.signal.aborted) this.change({ failure: errorOf(error) });
      }
      const delay = DELAYS_MS[Math.min(failures, DELAYS_MS.length - 1)] ?? 0;
      failures += 1;
      await this.ways.rest(delay, listening.signal);
    }
  }

  /**
   * Ends a training that was stopped before the server named it.
   *
   * @param {TrainingEvent} event  its first one
   */
  async endLate(event) {
    if (event.type === "started") await this.ways.end(event.training);
  }

  /**
   * Starts a training. If the server has the snapshot no more from which it goes on, asking for its card has it
   * sent again.
   *
   * @param {{ start?: string }} config
   * @param {AbortSignal} signal
   */
  async *started(config, signal) {
    if (config.start !== undefined) await this.ways.card(config.start);
    yield* this.ways.start(config, signal);
  }

  /** @param {TrainingEvent} event */
  hear(event) {
    this.heard += 1;
    this.time = this.clock();
    if (event.type === "started") {
      this.pending = null;
      if (!this.ids.includes(event.training)) this.ids = [...this.ids, event.training];
    }
    const { form, status, left } = this.training;
    if (event.type === "progress") this.pace.note(event.step);
    const now = status === "paused" ? null : (this.pace.left(form.steps) ?? left);
    this.store.set(this.key, follow({ ...this.training, left: now }, event));
    this.answered();
  }

  /**
   * Has a training go on that ended because its server restarts.
   *
   * @param {TrainingEvent} event
   */
  async afterLast(event) {
    const restarting = event.type === "error" && event.error.code === "restarting";
    if (!restarting || this.training.snapshots.length === 0) return;
    const { signal } = this.listening;
    await this.ways.rest(RESTART_MS, signal);
    if (!signal.aborted && this.training.status === "failed") await this.goOn();
  }

  /**
   * Asks again for a running training that has been silent.
   *
   * @param {number} ms  for so long
   */
  probe(ms) {
    if (this.store.get(this.key)?.status !== "running" || this.clock() - this.time < ms) return;
    this.time = this.clock();
    this.request.abort();
  }
}
