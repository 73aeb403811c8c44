import { msg } from "@lit/localize";
import { html } from "lit";
import { PARTS } from "../lab/head-transplants-details.js";
import { transplants } from "../network/transplants.js";
import { predictionText, cellText, sweepText } from "../ui/live-region-text.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

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
    this.stops = [
      store.on(["frame", "twinFrame", "twin"], () =>
        this.later("prediction", () => {
          // The first screen speaks for itself.
          if (store.get("screen") === "opening") return;
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
