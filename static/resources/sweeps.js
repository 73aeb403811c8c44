import { dequal } from "dequal/lite";
import { streamSweep } from "../server/api.js";
import { Resource } from "./resource.js";
import { sweepLines } from "./sweep-stream.js";

/** @import { Fields, Plan, Sweep, SweepChunk, SweepStart } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */

const FIELDS = /** @type {const} */ ([
  "score",
  "correct",
  "prediction",
  "sensitivity",
  "cosine",
  "response",
]);

/** A sweep so far. @typedef {Pick<Sweep, "start"|"fields"|"done"|"end">} Progress */

/**
 * Runs sweeps one after another, and writes their progress to one key of the store.
 *
 * New plans abort the running sweep; so does leaving the page, and the server stops too.
 */
export class Sweeps {
  /**
   * @param {Store} store
   * @param {"sweeps"|"transplantSweeps"} key
   * @param {typeof streamSweep} [stream]
   */
  constructor(store, key, stream = streamSweep) {
    this.store = store;
    this.key = key;
    /** The plans being run; null while idle. @type {Plan[]|null} */
    this.plans = null;
    /** The running sweep. */
    this.sweep = new Resource(store, {
      key,
      /**
       * @param {{ index: number, plan: Plan }} question
       * @param {(progress: Progress) => void} report
       */
      async fetch({ plan }, signal, report) {
        let progress = NOTHING;
        for await (const line of sweepLines(() => stream(plan, signal), signal))
          report((progress = follow(progress, line)));
        return progress;
      },
      value({ index }, { status, progress, failure }, sweeps) {
        const was = sweeps[index];
        return was ? sweeps.with(index, { ...was, ...progress, status, failure }) : sweeps;
      },
    });
    addEventListener("pagehide", () => this.cancel());
    if (key === "sweeps") store.on(["model", "twin", "sweepSettings"], () => this.endUnseen());
  }

  /**
   * Runs one sweep a plan; finished sweeps with an equal plan are kept. The object's first position
   * is part of the plan, since sensitivity is measured from there.
   *
   * @param {Plan[]} plans
   */
  async run(plans) {
    this.sweep.stop();
    this.plans = plans;
    // A new map lies over the canvas.
    if (this.key === "sweeps") this.store.set("overlay", plans[0]?.model ?? null);
    const known = this.store.get(this.key);
    this.store.set(
      this.key,
      plans.map(
        (plan) =>
          known.find((sweep) => sweep.status === "done" && dequal(sweep.plan, plan)) ??
          waiting(plan),
      ),
    );
    for (const [index, plan] of plans.entries()) {
      if (this.store.get(this.key)[index]?.status !== "waiting") continue;
      await this.sweep.ask({ index, plan });
      if (this.plans !== plans) return;
    }
    this.plans = null;
  }

  /** Cancels running and waiting sweeps; partial results stay. */
  cancel() {
    if (!this.plans) return;
    this.plans = null;
    this.sweep.stop();
    this.mark(() => true);
  }

  /** Cancels sweeps of networks no longer shown: nobody could see or cancel them. */
  endUnseen() {
    const twin = this.store.get("twin");
    const { networks } = this.store.get("sweepSettings");
    const seen = [this.store.get("model").id, twin?.id, ...networks];
    const unseen = (/** @type {Sweep} */ { plan }) => !seen.includes(plan.model);
    const ends = this.store
      .get(this.key)
      .some((sweep) => sweep.status === "running" && unseen(sweep));
    if (ends) this.sweep.cancel();
    this.mark(unseen);
  }

  /**
   * Marks unfinished sweeps as cancelled.
   *
   * @param {(sweep: Sweep) => boolean} which
   */
  mark(which) {
    const over = (/** @type {Sweep} */ sweep) =>
      (sweep.status !== "waiting" && sweep.status !== "running") || !which(sweep);
    const sweeps = this.store.get(this.key);
    if (sweeps.every(over)) return;
    this.store.set(
      this.key,
      sweeps.map((sweep) => (over(sweep) ? sweep : { ...sweep, status: "cancelled" })),
    );
  }
}

/** @type {Progress} */
const NOTHING = { start: null, fields: null, done: 0, end: null };

/**
 * A sweep's progress after one more line of its stream.
 *
 * @param {Progress} progress
 * @param {any} line
 * @returns {Progress}
 * @throws {Error} for a part before the start
 */
function follow(progress, line) {
  if (line.type === "start") return { ...NOTHING, start: line, fields: empty(line) };
  if (line.type === "end") return { ...progress, end: line };
  if (!progress.fields) throw new Error("expected a start before the first chunk");
  const done = progress.done + line.score.length;
  return { ...progress, fields: fill(progress.fields, line), done };
}

/**
 * @param {Plan} plan
 * @returns {Sweep}
 */
function waiting(plan) {
  return { ...NOTHING, plan, status: "waiting", failure: null };
}

/**
 * @param {SweepStart} start
 * @returns {Fields}
 */
function empty({ rows, cols }) {
  const blank = () => new Float64Array(rows.length * cols.length).fill(Number.NaN);
  return /** @type {Fields} */ (Object.fromEntries(FIELDS.map((name) => [name, blank()])));
}

/**
 * Fills one chunk into the fields: same arrays, new object, so that views notice.
 *
 * @param {Fields} fields
 * @param {SweepChunk} part
 * @returns {Fields}
 */
function fill(fields, part) {
  // A value that is undefined at a position stays NaN.
  const number = (/** @type {number|boolean|null} */ value) =>
    value === null ? Number.NaN : Number(value);
  for (const name of FIELDS) fields[name].set(part[name].map(number), part.first);
  return { ...fields };
}
