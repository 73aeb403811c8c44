import { msg } from "@lit/localize";
import { Refusal, OwnTrouble, troubleOf } from "../state/errors.js";
import { streamSweep } from "../server/api.js";

/** @import { Fields, Plan, Sweep, SweepPart, SweepStart } from "../types/lab.js" */
/** @import { Store } from "../state/store.js" */

const FIELDS = /** @type {const} */ ([
  "score",
  "correct",
  "answer",
  "sensitivity",
  "cosine",
  "response",
]);

/**
 * Runs sweeps one after the other, and keeps a key of the store in step with what has come of them.
 *
 * New plans end what was running; so does leaving the page, and then the server stops too.
 */
export class Sweeps {
  /**
   * @param {Store} store
   * @param {"sweeps"|"blind"} key
   * @param {typeof streamSweep} [stream]
   */
  constructor(store, key, stream = streamSweep) {
    this.store = store;
    this.key = key;
    this.stream = stream;
    /** @type {AbortController|null} */
    this.under = null;
    /** Of the sweep that is running alone. @type {AbortController|null} */
    this.own = null;
    addEventListener("pagehide", () => this.cancel());
    if (key === "sweeps") store.on(["model", "sweeping"], () => this.endUnseen());
  }

  /**
   * Runs sweeps, each a network's; those already done or under way by the same plan are kept.
   *
   * @param {Plan[]} plans
   */
  async run(plans) {
    this.under?.abort();
    const under = new AbortController();
    this.under = under;
    const known = this.store.get(this.key);
    this.store.set(
      this.key,
      plans.map(
        (plan) =>
          known.find((sweep) => sweep.status === "done" && same(sweep.plan, plan)) ?? waiting(plan),
      ),
    );
    for (const [index, plan] of plans.entries()) {
      if (this.store.get(this.key)[index]?.status !== "waiting") continue;
      await this.one(index, plan, under);
      if (under.signal.aborted) return;
    }
    this.under = null;
  }

  /**
   * @param {number} index
   * @param {Plan} plan
   * @param {AbortController} under
   */
  async one(index, plan, under) {
    const own = new AbortController();
    this.own = own;
    const signal = AbortSignal.any([under.signal, own.signal]);
    this.change(index, { status: "running" });
    try {
      for await (const line of this.stream(plan, signal)) {
        if (signal.aborted) return;
        this.take(index, line);
      }
      if (!signal.aborted && this.store.get(this.key)[index]?.status !== "done") {
        throw new OwnTrouble(msg("the sweep ended before it was complete"));
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = troubleOf(error);
      this.change(index, { status: "failed", failure });
    }
  }

  /**
   * One line of a stream.
   *
   * @param {number} index
   * @param {any} line
   */
  take(index, line) {
    if (line.type === "start") {
      this.change(index, { start: line, fields: empty(line) });
    } else if (line.type === "part") {
      const { fields, done } = this.store.get(this.key)[index] ?? {};
      if (!fields) throw new Error("expected a start before the first part");
      this.change(index, { fields: fill(fields, line), done: (done ?? 0) + line.score.length });
    } else if (line.type === "end") {
      this.change(index, { status: "done", end: line });
    } else if (line.type === "error") {
      throw new Refusal(line.error?.code ?? "error", line.error?.message ?? "the sweep failed");
    }
  }

  /** Ends what runs; what has come so far stays. */
  cancel() {
    if (!this.under) return;
    this.under.abort();
    this.under = null;
    this.mark(() => true);
  }

  /** Ends the sweeps of networks that are shown no more: nobody could see or cancel them. */
  endUnseen() {
    const seen = [this.store.get("model").id, ...this.store.get("sweeping").networks];
    const unseen = (/** @type {Sweep} */ { plan }) => !seen.includes(plan.model);
    const ends = this.store
      .get(this.key)
      .some((sweep) => sweep.status === "running" && unseen(sweep));
    this.mark(unseen);
    if (ends) this.own?.abort();
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

  /**
   * @param {number} index
   * @param {Partial<Sweep>} change
   */
  change(index, change) {
    const sweeps = this.store.get(this.key);
    const was = sweeps[index];
    if (was) this.store.set(this.key, sweeps.with(index, { ...was, ...change }));
  }
}

/**
 * @param {Plan} plan
 * @returns {Sweep}
 */
function waiting(plan) {
  return { plan, status: "waiting", done: 0, start: null, fields: null, end: null, failure: null };
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
 * @param {SweepPart} part
 * @returns {Fields}
 */
function fill(fields, part) {
  // What is not defined at a position stays unknown there.
  const number = (/** @type {number|boolean|null} */ value) =>
    value === null ? Number.NaN : Number(value);
  for (const name of FIELDS) fields[name].set(part[name].map(number), part.first);
  return { ...fields };
}

/**
 * Whether two plans give the same map: where the object is at first counts, since the sensitivity
 * is measured from there.
 *
 * @param {Plan} a
 * @param {Plan} b
 */
function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
