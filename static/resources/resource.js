import { errorOf } from "../state/error-types.js";
import { KEYS, isAnswered } from "../state/network-sides.js";

/** @import { Store } from "../state/store.js" */
/** @import { State, AppError } from "../types/state.js" */

/**
 * How far a question has come.
 *
 * @template A, P
 * @typedef {object} Outcome
 * @property {"waiting"|"running"|"done"|"failed"|"cancelled"} status
 * @property {P|null} progress  the last one reported
 * @property {A|null} result  null unless done
 * @property {AppError|null} failure  null unless failed
 */

/**
 * What a resource asks, when, and what it writes. A question is a flat record: two questions are the
 * same if each field is identical.
 *
 * @template {keyof State} K
 * @template {object} Q  question
 * @template A  answer
 * @template P  progress
 * @typedef {object} Declaration
 * @property {K} key  the key of the store that it writes
 * @property {readonly (keyof State)[]} [watch]  the keys that `question` reads
 * @property {(state: State) => Q|null} [question]  what to ask now; absent: only what `ask` is given
 * @property {number|((question: Q) => number)} [wait]  ms that a question must stand before it is
 *   asked; absent: it is asked only by `ask`
 * @property {number} [pause]  ms between two requests at least
 * @property {readonly (keyof Q)[]} [follows]  fields that change during a drag: a change of these
 *   alone neither restarts the wait nor aborts the request, so that answers keep coming
 * @property {(question: Q, signal: AbortSignal, report: (progress: P) => void) => Promise<A>} fetch
 * @property {(question: Q, outcome: Outcome<A, P>, was: State[K]) => State[K]} [value]  what to write;
 *   absent: the answer, once there is one
 * @property {State[K]} [empty]  what to write while there is no question; absent: nothing
 * @property {number} [keep]  how many answers are remembered; 1 unless set
 * @property {(asked: Q, question: Q) => boolean} [covers]  whether the answer to one question answers
 *   the other; absent: where they are the same
 * @property {boolean} [retries]  whether a change of the watched keys asks again what has failed; a
 *   connection that comes back always does
 */

/** @type {Outcome<never, never>} */
const WAITING = { status: "waiting", progress: null, result: null, failure: null };

/**
 * Keeps one key of the store in step with a question about the state: debounced, one request at a
 * time, and the newest question wins. The answer to an earlier one is written only if the two differ
 * in nothing but the fields that `follows` names.
 *
 * @template {keyof State} K
 * @template {object} Q
 * @template [A=State[K]]
 * @template [P=never]
 */
export class Resource {
  /**
   * @param {Store} store
   * @param {Declaration<K, Q, A, P>} declaration
   */
  constructor(store, declaration) {
    this.store = store;
    this.declaration = declaration;
    /** The newest question. @type {Q|null|undefined} */
    this.question = undefined;
    /** Whether the last request failed. */
    this.failed = false;
    /** In flight. @type {{ question: Q, outcome: Outcome<A, P>, controller: AbortController }|null} */
    this.request = null;
    /** The newest last. @type {{ question: Q, result: A }[]} */
    this.results = [];
    /** When the last request was sent, ms of the monotonic clock. */
    this.sent = -Infinity;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.unsubscribe = [
      store.on(declaration.watch ?? [], () => this.update()),
      ...Object.values(KEYS).map(({ link }) => store.on([link], () => this.reconnect(link))),
    ];
    this.onHide = () => this.cancel();
    // Whoever leaves the page can neither see nor cancel what they asked for.
    if (declaration.wait === undefined) addEventListener("pagehide", this.onHide);
    this.update();
  }

  /** Reads the question from the state, and asks it in time unless its answer is known. */
  update() {
    const { question: read, covers = same, follows, key, retries } = this.declaration;
    if (!read) return;
    const before = this.question;
    const question = read(this.store.state);
    if (before !== undefined && same(before, question) && !(retries && this.failed)) return;
    this.question = question;
    if (!question || !before || !same(before, question, follows)) this.stop();
    if (!question) {
      if (this.declaration.empty !== undefined) this.store.set(key, this.declaration.empty);
      return;
    }
    const known = this.results.find((entry) => covers(entry.question, question));
    if (known) this.stop();
    if (known) return this.write(question, { ...WAITING, status: "done", result: known.result });
    this.write(question, WAITING);
    this.schedule();
  }

  /** Sends the newest question once its wait is over; behind the request in flight, if there is one. */
  schedule() {
    const { wait, pause = 0 } = this.declaration;
    if (wait === undefined || !this.question || this.request || this.timer !== undefined) return;
    const delay = typeof wait === "number" ? wait : wait(this.question);
    const rest = this.sent + pause - performance.now();
    this.timer = setTimeout(() => void this.ask(), Math.max(delay, rest));
  }

  /**
   * Sends a question at once, in place of the one in flight. Never rejects: a failure is written, or
   * reported to the console if that fails too.
   *
   * @param {Q|null} [question]  the newest unless given
   */
  async ask(question = this.question ?? null) {
    if (!question) return;
    this.stop();
    const controller = new AbortController();
    const { signal } = controller;
    /** @type {NonNullable<typeof this.request>} */
    const request = { question, controller, outcome: { ...WAITING, status: "running" } };
    this.request = request;
    this.sent = performance.now();
    const write = (/** @type {Partial<Outcome<A, P>>} */ change) => {
      if (signal.aborted) return;
      request.outcome = { ...request.outcome, ...change };
      if (request.outcome.status !== "running") this.request = null;
      this.write(question, request.outcome);
    };
    try {
      write({});
      const report = (/** @type {P} */ progress) => write({ progress });
      const result = await this.declaration.fetch(question, signal, report);
      if (!signal.aborted) this.remember(question, result);
      write({ status: "done", result });
    } catch (error) {
      try {
        write({ status: "failed", result: null, failure: errorOf(error) });
      } catch (second) {
        reportError(second);
      }
    }
    // A drag has moved on meanwhile.
    if (!signal.aborted && this.question && !same(this.question, question)) this.schedule();
  }

  /** Aborts the request in flight and writes that it was cancelled. */
  cancel() {
    const { request } = this;
    if (!request) return;
    this.stop();
    this.write(request.question, { ...request.outcome, status: "cancelled" });
  }

  /** Aborts the request in flight, drops the one that waits, and writes nothing. */
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.request?.controller.abort();
    this.request = null;
    this.failed = false;
  }

  /** Stops for good. */
  dispose() {
    this.stop();
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    removeEventListener("pagehide", this.onHide);
  }

  /**
   * Asks again what has failed, once there is a connection.
   *
   * @param {"link"|"twinLink"} link
   */
  reconnect(link) {
    if (this.failed && isAnswered(this.store.get(link))) this.schedule();
  }

  /**
   * Remembers an answer as the newest, in place of earlier answers to the same question.
   *
   * @param {Q} question
   * @param {A} result
   */
  remember(question, result) {
    const { keep = 1, covers = same } = this.declaration;
    const others = this.results.filter((entry) => !covers(entry.question, question));
    this.results = [...others, { question, result }].slice(-keep);
  }

  /**
   * @param {Q} question
   * @param {Outcome<A, P>} outcome
   */
  write(question, outcome) {
    this.failed = outcome.status === "failed";
    const { key, value } = this.declaration;
    const was = this.store.get(key);
    const result = /** @type {State[K]|null} */ (outcome.result);
    const now = value ? value(question, outcome, was) : (result ?? was);
    if (!same(now, was)) this.store.set(key, now);
  }
}

/**
 * Whether two records have identical fields.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @param {readonly PropertyKey[]} [apart]  fields that do not count
 */
function same(a, b, apart = []) {
  if (a === b) return true;
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => apart.includes(key) || (key in b && Object.is(a[key], b[key])))
  );
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null;
}
