import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { flyAcross } from "../opening/head-flight.js";
import { HeadSwap } from "../opening/head-swap.js";
import { Motion } from "../opening/motion.js";
import { SpokenAnswers } from "../opening/spoken-answers.js";
import { Survey } from "../opening/survey.js";
import { legendView, linesView, stillsView, turnView } from "../opening/floor-view.js";
import { placeOf, questionText, spoken, stateText, strandTitles } from "../opening/sentences.js";
import { strandView } from "../opening/strand-view.js";
import { openingStyle } from "../opening/style.js";
import { exchanged, isTransplant } from "../network/transplants.js";
import { placedDrawing } from "../scene/scene.js";
import { shown, verdict } from "../state/network-sides.js";
import { start } from "../tour/navigation.js";
import { isShortcut } from "../ui/keys.js";
import { Panel, shared } from "../ui/panel.js";
import { isTyping } from "../ui/typing-focus.js";
import { drawOwn, trainOwn, trains } from "./ways-on.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/**
 * What the first screen does while it is shown.
 *
 * @typedef {{ motion: Motion, survey: Survey, swap: HeadSwap }} Acts
 */

/** The first screen's words: the question, both networks' answers, and what can be done. */
export class OpeningPanel extends Panel {
  static keys = /** @type {const} */ ([
    "screen",
    "scene",
    "model",
    "twin",
    "frame",
    "twinFrame",
    "sweeps",
    "tiles",
    "places",
    "projector",
  ]);

  static styles = [shared, openingStyle];

  constructor() {
    super();
    /** Null while the first screen is not shown. @type {Acts|null} */
    this.acts = null;
    /** What was asked last. @type {"places"|"heads"|null} */
    this.topic = null;
    /** Whether a press of a page turner waits for what is under way. */
    this.kept = false;
    this.voice = new SpokenAnswers(
      () => this.answers(),
      () => this.requestUpdate(),
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.end();
  }

  /** @param {Context} context */
  begin(context) {
    const changed = () => this.requestUpdate();
    const redraw = () => {
      this.requestUpdate();
      return this.updateComplete;
    };
    const survey = new Survey(context, changed);
    const motion = new Motion(context, changed);
    const swap = new HeadSwap(context, {
      redraw,
      fly: () => flyAcross([...this.renderRoot.querySelectorAll(".end")]),
      done: () => this.headsRest(),
    });
    this.acts = { motion, survey, swap };
    this.topic = null;
    if (context.store.get("places")) this.reopen();
    else {
      const places = motion.begin();
      if (places.length > 0) survey.measure(places);
    }
    changed();
  }

  /** Measures all places, as a link asks, with the object at rest where it is. */
  reopen() {
    const { cards, store } = this.requiredContext;
    this.topic = isTransplant(cards, store.get("model")) ? "heads" : "places";
    this.acts?.survey.showAll();
  }

  end() {
    this.voice.end();
    this.acts?.motion.end();
    this.acts?.survey.end();
    this.acts?.swap.end();
    this.acts = null;
    this.kept = false;
  }

  /** Whether what was asked last is under way. */
  get busy() {
    const { survey, swap } = this.acts ?? {};
    return Boolean(survey?.raining || swap?.running);
  }

  updated() {
    if (!this.context) return;
    const { store } = this.context;
    const opening = store.get("screen") === "opening" && store.get("twin") !== null;
    this.toggleAttribute("stills", Boolean(this.acts?.motion.pictures.length));
    if (!opening) {
      if (this.acts) this.end();
      // Whoever comes back begins anew; the browser's Back has the link of what was left.
      if (store.get("screen") !== "opening") store.set("places", false);
      return;
    }
    if (!this.acts) return this.begin(this.context);
    const { motion, survey } = this.acts;
    survey.follow();
    motion.watch();
    // Another link asks for all places.
    if (store.get("places") && !survey.complete && !this.busy && !motion.busy) this.reopen();
    this.voice.later();
    if (this.kept && !this.busy) this.goOn();
  }

  /** Carries the object once more. */
  playAgain() {
    this.acts?.survey.cancel();
    this.topic = null;
    this.acts?.motion.again();
  }

  /** Measures all places, unless that is under way. */
  showPlaces() {
    const { survey, swap } = this.acts ?? {};
    this.topic = "places";
    // Swapped heads are measured at all places too.
    if (swap?.running || survey?.raining) return this.requestUpdate();
    survey?.showAll();
  }

  swapHeads() {
    this.topic = "heads";
    this.acts?.survey.cancel();
    const swapped = this.acts?.swap.press();
    // Shown as pressed before the answers that it waits for.
    this.requestUpdate();
    return swapped;
  }

  /** The networks have their heads: measures all places anew, unless the object is carried meanwhile. */
  headsRest() {
    const { motion, survey } = this.acts ?? {};
    if (!motion?.busy) survey?.showAll();
    this.requestUpdate();
  }

  /**
   * The key of a page turner does what the buttons do, one after another, then opens the tour.
   *
   * @param {KeyboardEvent} event
   */
  keyAnywhere(event) {
    const { context, acts } = this;
    if (!context || isTyping(event) || !isShortcut("nextPage", event)) return;
    if (context.store.get("screen") !== "opening") return;
    event.preventDefault();
    if (event.repeat) return;
    // No press skips a result, and none is lost.
    if (acts && !this.busy) return this.goOn();
    this.kept = true;
    this.requestUpdate();
  }

  /** Does what the next button does. */
  goOn() {
    const { store, cards } = this.requiredContext;
    this.kept = false;
    if (this.topic === null) this.showPlaces();
    else if (this.topic === "places" && exchanged(cards, store.state)) void this.swapHeads();
    else start(this.requiredContext);
  }

  /** @param {Context} context */
  draw(context) {
    const { store, cards, palette } = context;
    const { screen, model, twin, scene, tiles, projector } = store.state;
    if (screen !== "opening" || !twin) return nothing;
    const pair = { model, twin };
    const titles = strandTitles(pair, cards);
    const object = placedDrawing(scene, palette, scene.objects[0]);
    return html`
      <h2 class="question">${object ? questionText(object) : nothing}</h2>
      ${shown(store).map(({ side, card }) => this.strand(side, card, titles[side]))} ${linesView()}
      <div class="floor">${this.floor(titles)} ${legendView(tiles, titles.twin, projector)}</div>
      <div class="foot">
        <div class="actions">${this.placesButton()} ${this.headsButton()}</div>
        <p class="sentence" role="status">
          ${projector ? this.turn() : nothing}
          ${object ? this.sentence(pair, titles, object) : nothing}
        </p>
      </div>
      <p class="unseen" aria-live="polite" data-news="answers">${this.voice.said}</p>
    `;
  }

  /**
   * @param {Side} side
   * @param {Card} card
   * @param {string} title
   */
  strand(side, card, title) {
    const { store, cards } = this.requiredContext;
    const kept = this.acts?.swap.kept;
    const head = kept || isTransplant(cards, card) ? placeOf(card) : null;
    return strandView({ side, title, head, verdict: kept?.[side] ?? verdict(store, side) });
  }

  /** @param {Record<Side, string>} titles */
  floor({ model, twin }) {
    const { motion } = this.acts ?? {};
    const context = this.requiredContext;
    return html`
      ${stillsView(context, motion?.pictures ?? [], [
        ["model", model],
        ["twin", twin],
      ])}
      ${turnView({
        busy: motion?.busy ?? true,
        waits: motion?.waits ?? false,
        repeats: motion?.repeats ?? false,
        drawOwn: () => drawOwn(context),
        trainOwn: trains(context) ? () => trainOwn(context) : null,
        again: () => this.playAgain(),
      })}
    `;
  }

  /** Whose turn it is, in large type, which leaves no other place for it. */
  turn() {
    const waits = this.acts?.motion.waits && this.topic === null;
    return waits ? html`<strong>${msg("Your turn: drag it")}.</strong>` : nothing;
  }

  placesButton() {
    const { survey } = this.acts ?? {};
    const measuring = this.busy;
    return html`<button
      data-action="places"
      class=${this.kept && this.topic === null ? "waits" : ""}
      aria-disabled=${measuring}
      @click=${() => this.showPlaces()}
    >
      ${measuring ? survey?.progress() : msg("Show all places")}
    </button>`;
  }

  headsButton() {
    const { store, cards } = this.requiredContext;
    if (!exchanged(cards, store.state)) return nothing;
    const swapped = isTransplant(cards, store.get("model"));
    const waits = this.acts?.swap.running || (this.kept && this.topic === "places");
    return html`<button
      data-action="heads"
      class=${`${swapped ? "on" : ""} ${waits ? "waits" : ""}`}
      @click=${() => void this.swapHeads()}
    >
      ${swapped ? msg("Swap them back") : msg("Swap the heads")}
    </button>`;
  }

  /**
   * @param {{ model: Card, twin: Card }} pair
   * @param {Record<Side, string>} titles
   * @param {Sprite} object
   */
  sentence(pair, titles, object) {
    const { survey } = this.acts ?? {};
    return stateText({
      pair,
      object,
      titles,
      sweeps: { model: survey?.of(pair.model), twin: survey?.of(pair.twin) },
      swapped: isTransplant(this.requiredContext.cards, pair.model),
      topic: this.topic,
    });
  }

  /** Both answers, once they rest. */
  answers() {
    const { store, cards } = this.requiredContext;
    const { screen, model, twin } = store.state;
    const moving = !this.acts || this.acts.motion.busy || this.acts.swap.running;
    if (moving || screen !== "opening" || !twin) return null;
    const titles = strandTitles({ model, twin }, cards);
    return spoken(
      shown(store).map(({ side }) => ({ title: titles[side], verdict: verdict(store, side) })),
    );
  }
}

customElements.define("opening-panel", OpeningPanel);
