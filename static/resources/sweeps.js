import { dequal } from "dequal/lite";
import { streamSweep } from "../server/api.js";
import { Resource } from "./resource.js";
import { sweepLines } from "./sweep-lines.js";

/** @import { Fields, Plan, Sweep, SweepChunk, SweepStart } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */

const FIELDS = /** @type {const} */ ([
  "score",
  "correct",
  "answer",
  "sensitivity",
  "cosine",
  "response",
]);

/** What has come of a sweep. @typedef {Pick<Sweep, "start"|"fields"|"done"|"end">} Progress */

/**
 * Runs sweeps one after the other, and keeps a key of the store in step with what has come of them.
 *
 * New plans end what was running; so does leaving the page, and then the server stops too.
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
    /** Those that are being run. @type {Plan[]|null} */
    this.plans = null;
    /** The sweep that is running. */
    this.sweep = new Resource(store, {
      key,
      /**
       * @param {{ index: number, plan: Plan }} question
       * @param {(progress: Progress) => void} report
       */
      async fetch({ plan }, signal, report) {
        let progress = NOTHING;
        for await (const line of sweepLines(stream(plan, signal)))
          report((progress = follow(progress, line)));
        return progress;
      },
      value({ index }, { status, progress, failure }, sweeps) {
        const was = sweeps[index];
        return was ? sweeps.with(index, { ...was, ...progress, status, failure }) : sweeps;
      },
    });
    addEventListener("pagehide", () => this.cancel());
    if (key === "sweeps") store.on(["model", "sweepSettings"], () => this.endUnseen());
  }

  /**
   * Runs sweeps, each a network's; those already done by the same plan are kept. Where the object is at
   * first belongs to the plan: sensitivity is measured from there.
   *
   * @param {Plan[]} plans
   */
  async run(plans) {
    this.sweep.stop();
    this.plans = plans;
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

  /** Ends what runs; what has come so far stays. */
  cancel() {
    if (!this.plans) return;
    this.plans = null;
    this.sweep.stop();
    this.mark(() => true);
  }

  /** Ends the sweeps of networks that are shown no more: nobody could see or cancel them. */
  endUnseen() {
    const seen = [this.store.get("model").id, ...this.store.get("sweepSettings").networks];
    const unseen = (/** @type {Sweep} */ { plan }) => !seen.includes(plan.model);
    const ends = this.store
      .get(this.key)
      .some((sweep) => sweep.status === "running" && unseen(sweep));
    if (ends) this.sweep.cancel();
    this.mark(unseen);
  }

  /**
   * Marks sweeps that are not over as cancelled.
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
  if (line.type === "start") return { ...progress, start: line, fields: empty(line) };
  if (line.type === "end") return { ...progress, end: line };
  if (!progress.fields) throw new Error("expected a start before the first part");
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
 * The fields with one part filled in: the same arrays in a new whole.
 *
 * @param {Fields} fields
 * @param {SweepChunk} part
 * @returns {Fields}
 */
function fill(fields, part) {
  // What is not defined at a position stays unknown there.
  const number = (/** @type {number|boolean|null} */ value) =>
    value === null ? Number.NaN : Number(value);
  for (const name of FIELDS) fields[name].set(part[name].map(number), part.first);
  return { ...fields };
}
