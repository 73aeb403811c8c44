import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { urlOf } from "../server/api.js";
import { isShortcut } from "../ui/keys.js";
import { scrollPage } from "../ui/page-scroll.js";
import { Panel, shared } from "../ui/panel.js";
import { stepCard } from "../tour/card.js";
import { cardStyle } from "../tour/card-style.js";
import { narrowStyle } from "../tour/narrow-style.js";
import { go, leave } from "../tour/navigation.js";
import { progressStyle } from "../tour/progress-style.js";
import { projectedStyle } from "../tour/projected-style.js";
import { resultsStyle } from "../tour/results-style.js";
import { STEPS, SUMMARY, beside, stepOf } from "../tour/steps.js";
import { headline } from "../tour/summary.js";
import { summaryCard } from "../tour/summary-card.js";
import { WATCHED } from "../tour/tour.js";

/** @import { Offer } from "../share/link-section.js" */
/** @import { Context } from "../ui/panel.js" */

/** The card of the tour's current step, or its last screen. */
export class TourPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([...WATCHED, "residuals", "tourResults", "lab", "projector"]);

  static properties = { ...Panel.properties, said: { state: true } };

  static styles = [shared, cardStyle, progressStyle, resultsStyle, narrowStyle, projectedStyle];

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "tour";

  constructor() {
    super();
    /** Text of the live region. */
    this.said = "";
    /** Key of the last announcement. @type {string} */
    this.announced = "";
    /** The step whose *More* is open, if any. @type {string|null} */
    this.shownStep = null;
  }

  /** @param {Context} context */
  draw(context) {
    const tour = context.store.get("tour");
    const step = stepOf(tour?.step);
    if (!tour || (!step && tour.step !== SUMMARY)) return nothing;
    return html`
      <section
        aria-label=${msg("Tour")}
        data-step=${tour.step}
        class=${step && tour.done.includes(step.id) ? "achieved" : ""}
        @keydown=${this.travel}
      >
        ${step ? stepCard(context, tour, step) : summaryCard(context, tour, () => this.share())}
        <p class="unseen" aria-live="polite">${this.said}</p>
      </section>
    `;
  }

  /** Offers the first screen, which begins anew for others, and the reader's own result beside it. */
  share() {
    const panel = /** @type {{ open?: (offer: Offer) => void }|null} */ (
      document.querySelector("share-panel")
    );
    panel?.open?.({
      url: urlOf("."),
      opens: msg("Opens the first screen, where the tour begins."),
      text: headline(this.requiredContext.store.get("tourResults")),
    });
  }

  /**
   * Moves between steps on the dots: arrow keys to the next, Home and End to the ends.
   *
   * @param {KeyboardEvent} event
   */
  travel(event) {
    const dots = /** @type {Element} */ (event.target).closest(".dots");
    if (!dots || (!isShortcut("step", event) && !isShortcut("stepEnds", event))) return;
    const at = this.requiredContext.store.get("tour")?.step;
    const to = {
      ArrowRight: beside(at, 1),
      ArrowLeft: beside(at, -1),
      Home: STEPS[0]?.id,
      End: SUMMARY,
    }[event.key];
    event.preventDefault();
    go(this.requiredContext, to);
    void this.updateComplete.then(() => {
      const dot = this.renderRoot.querySelector(".dot[aria-current]");
      /** @type {HTMLElement|null} */ (dot)?.focus();
    });
  }

  /**
   * Turns the last screen's pages, or scrolls what is longer than its room.
   *
   * @param {1|-1} by
   * @returns {boolean} whether there was more
   */
  scrollPage(by) {
    const pages = this.renderRoot.querySelector(".pages");
    if (pages && pages.scrollWidth > pages.clientWidth) {
      const before = pages.scrollLeft;
      const gap = parseFloat(getComputedStyle(pages).columnGap) || 0;
      pages.scrollBy({ left: by * (pages.clientWidth + gap), behavior: "instant" });
      return Math.abs(pages.scrollLeft - before) > 2;
    }
    const parts = this.renderRoot.querySelectorAll("section, .text.done, .task > p:first-child");
    return [this, ...parts].some((box) => scrollPage(box, by));
  }

  updated() {
    const step = this.context?.store.get("tour")?.step ?? null;
    this.hidden = step === null;
    this.toggleAttribute("data-last", step === SUMMARY);
    this.toggleAttribute("projected", Boolean(this.context?.store.get("projector")));
    if (step !== this.shownStep) {
      this.shownStep = step;
      this.renderRoot.querySelector("details")?.removeAttribute("open");
      // The last screen has no details, which would say that they are closed.
      this.toggleAttribute("data-more", false);
      this.renderRoot.querySelector("section")?.scrollTo(0, 0);
      this.scrollTo(0, 0);
    }
    this.tell();
  }

  /** Announces a step once, and once more when its task is done, with the measured results. */
  tell() {
    const tour = this.context?.store.get("tour");
    const step = stepOf(tour?.step);
    const done = Boolean(tour && step && tour.done.includes(step.id));
    const news = tour ? `${tour.step} ${done}` : "";
    if (news === this.announced) return;
    const same = this.announced.split(" ")[0] === tour?.step;
    const wasClosed = this.announced === "";
    this.announced = news;
    // Opening the tour moves the focus into it.
    if (tour && wasClosed) this.renderRoot.querySelector("h2")?.focus({ preventScroll: true });
    const text = (/** @type {string} */ part) =>
      this.renderRoot.querySelector(part)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    if (!tour) this.said = "";
    else if (done && same) this.said = `${msg("Done.")} ${text(".done")}`;
    else if (step) this.said = `${text("h2")} – ${text(".text")} ${text(".task p")}`;
    else this.said = `${text("h2")} – ${text(".claims")}`;
  }

  /** @param {Context} context */
  escape(context) {
    if (context.store.get("tour") === null) return false;
    leave(context);
    return true;
  }
}

customElements.define("tour-panel", TourPanel);
