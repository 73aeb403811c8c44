import { LOCALE_STATUS_EVENT, msg } from "@lit/localize";
import { html } from "lit";
import { PARTS } from "../lab/head-transplants-details.js";
import { transplants } from "../network/transplants.js";
import { predictionText, cellText, sweepText } from "../ui/live-region-text.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Scene } from "../types/api.js" */

/** Time without changes before an announcement, ms, so that a drag is not announced step by step. */
const DEBOUNCE_MS = { prediction: 600, cell: 250 };

/** Announces visible changes to screen readers, with a live region for each kind. */
export class LiveRegion extends Panel {
  static properties = {
    ...Panel.properties,
    prediction: { state: true },
    cell: { state: true },
    work: { state: true },
  };

  static styles = [shared];

  constructor() {
    super();
    this.prediction = "";
    this.cell = "";
    this.work = "";
    /** The scene whose prediction was announced last. @type {Scene|null} */
    this.scene = null;
    /** @type {Record<string, ReturnType<typeof setTimeout>>} */
    this.timers = {};
    /** @type {(() => void)[]} */
    this.stops = [];
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has("context") && this.context) this.listen(this.context);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  /** @param {Context} context */
  listen({ store, cards }) {
    for (const stop of this.stops) stop();
    const sweeps = { sweeps: store.get("sweeps"), transplantSweeps: store.get("transplantSweeps") };
    // Of the exchanged heads four have maps; the others serve the details.
    const four = transplants(cards);
    const mapped = four && PARTS.map(({ name }) => four[name].id);
    const silence = this.silence.bind(this);
    addEventListener(LOCALE_STATUS_EVENT, silence);
    this.stops = [
      () => removeEventListener(LOCALE_STATUS_EVENT, silence),
      store.on(["frame", "twinFrame", "twin"], () =>
        this.later("prediction", () => {
          // The first screen speaks for itself.
          if (store.get("screen") === "opening") return;
          // A training alone changes answers every two seconds.
          const { scene, training, twinTraining } = store.state;
          const trains = [training, twinTraining].some((one) => one?.status === "running");
          if (trains && scene === this.scene) return;
          this.scene = scene;
          this.prediction = predictionText(store) ?? this.prediction;
        }),
      ),
      store.on(["reading", "pinnedCell"], () =>
        this.later("cell", () => {
          this.cell = cellText(store.state) ?? "";
        }),
      ),
      .../** @type {const} */ (["sweeps", "transplantSweeps"]).map((key) =>
        store.on([key], () => {
          const now = store.get(key);
          const told =
            key === "sweeps" ? now : now.filter(({ plan }) => mapped?.includes(plan.model));
          const text = sweepText(sweeps[key], told, cards);
          sweeps[key] = now;
          if (text && store.get("screen") === "play") this.work = text;
        }),
      ),
      store.on(["equivariance"], () => {
        const { busy, results } = store.get("equivariance");
        if (!busy && results.length) this.work = msg("Equivariance measured.");
      }),
    ];
  }

  /** What was said in another language is said no more. */
  silence() {
    this.prediction = this.cell = this.work = "";
  }

  /**
   * @param {"prediction"|"cell"} kind
   * @param {() => void} tell
   */
  later(kind, tell) {
    clearTimeout(this.timers[kind]);
    this.timers[kind] = setTimeout(tell, DEBOUNCE_MS[kind]);
  }

  draw() {
    return html`
      <div class="unseen">
        <p aria-live="polite" data-news="prediction">${this.prediction}</p>
        <p aria-live="polite" data-news="cell">${this.cell}</p>
        <p aria-live="polite" data-news="work">${this.work}</p>
      </div>
    `;
  }
}

customElements.define("live-region", LiveRegion);
