import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { percentText } from "../i18n/percent.js";
import { start } from "../tour/navigation.js";
import { answerLine } from "../ui/answer.js";
import { isShortcut } from "../ui/keys.js";
import { isTyping } from "../ui/typing-focus.js";
import { Flight } from "../opening/flight.js";
import { exchange, verdicts } from "../opening/head-exchange.js";
import {
  exchangeText,
  placeOf,
  placesText,
  restoredText,
  spoken,
  strandTitle,
} from "../opening/sentences.js";
import { Stills } from "../opening/stills.js";
import { pathOf } from "../opening/path.js";
import { SUBJECT, exchanged, isTransplant, startOf } from "../opening/subject.js";
import { TILE, sweptTiles, tilesAt } from "../opening/tiles.js";
import { initial } from "../opening/tiles-view.js";
import { openingStyle } from "../opening/style.js";
import { wasTouched } from "../opening/visit-storage.js";
import "../opening/still-canvas.js";
import { holds } from "../lab/sweep-maps.js";
import { isRunning } from "../lab/sweep-map-view.js";
import { answerText, expectedText, sureText } from "../network/verdict.js";
import { shown, verdict } from "../state/network-sides.js";
import { selectTool } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Verdicts } from "../opening/head-exchange.js" */

/** Length of the heads' way to the other strand, ms. */
const SWAP_MS = 800;
/** Answers of more characters are written smaller. */
const SHORT = 2;
/** Time without changes before the answers are spoken, ms. */
const SPEAK_MS = 700;
/** Width of the pen for a digit, px: about that of the handwriting which the networks learned. */
const PEN = 3;

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
    "projector",
  ]);

  static styles = [shared, openingStyle];

  constructor() {
    super();
    /** @type {Flight|null} */
    this.flight = null;
    /** @type {Stills|null} */
    this.stills = null;
    /** Whether the visitor has moved the object. */
    this.moved = false;
    /** The scene at the end of the flight. @type {Context["store"]["state"]["scene"]|null} */
    this.rest = null;
    /** What was asked last. @type {"places"|"heads"|null} */
    this.topic = null;
    /** Where tiles are due once the sweeps are done. @type {Set<string>|"all"|null} */
    this.due = null;
    /** Answers that are shown while the heads fly, before those of the new networks. @type {Verdicts|null} */
    this.kept = null;
    /** Text of the live region. */
    this.said = "";
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** Whether the first screen is set up. */
    this.shown = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.end();
  }

  /**
   * Begins with the flight; with two still pictures where no motion is wanted; for who has touched the
   * screen before, with what the flight leaves.
   */
  begin() {
    const context = this.requiredContext;
    this.shown = true;
    this.moved = false;
    this.topic = null;
    this.rest = null;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.stills = new Stills(context, SUBJECT, () => this.requestUpdate());
    } else if (wasTouched()) {
      this.resume(context);
    } else {
      this.flight = new Flight(context, SUBJECT, () => this.requestUpdate());
    }
  }

  /**
   * Puts the object where its flight ends, and measures the tiles on its way.
   *
   * @param {Context} context
   */
  resume(context) {
    const path = pathOf(context, SUBJECT);
    if (!path) return;
    context.store.set("scene", path.end);
    this.measure(path.places);
  }

  /** Carries the object once more. */
  playAgain() {
    const context = this.requiredContext;
    this.flight?.dispose();
    this.due = null;
    this.topic = null;
    this.moved = false;
    this.rest = null;
    context.store.merge({ scene: { objects: [startOf(SUBJECT)] }, tiles: new Map() });
    this.flight = new Flight(context, SUBJECT, () => this.requestUpdate(), true);
    this.requestUpdate();
  }

  /** Leads to an empty canvas before the same networks, with the pen. */
  drawOwn() {
    const { store } = this.requiredContext;
    const selection = { object: null, cell: null, slice: null };
    store.merge({ screen: "play", scene: { objects: [] }, selection });
    selectTool(store, { kind: "pen", width: PEN });
  }

  end() {
    clearTimeout(this.timer);
    this.flight?.dispose();
    this.stills?.dispose();
    this.flight = this.stills = null;
    this.shown = false;
    this.due = null;
  }

  /** Whether tiles are about to fall on all places. */
  get raining() {
    return this.due === "all";
  }

  /** Whether the networks have each other's head. */
  get swapped() {
    const { store, cards } = this.requiredContext;
    return isTransplant(cards, store.get("model"));
  }

  /** Whether the object moves by itself. */
  get busy() {
    const { flight, stills } = this;
    return flight ? flight.phase !== "over" : stills !== null && !stills.over;
  }

  /** @param {Context} context */
  draw(context) {
    const { store, cards } = context;
    if (store.get("screen") !== "opening") return nothing;
    return html`
      <h2 class="question">${SUBJECT.question()}</h2>
      ${shown(store).map(({ side, card }) => this.strand(side, card))}
      <div class="floor">${this.floor()}</div>
      <div class="foot">
        <div class="actions">
          <button
            data-action="places"
            aria-disabled=${this.raining}
            @click=${() => this.showPlaces()}
          >
            ${this.raining ? this.progress() : msg("Show all places")}
          </button>
          ${
            exchanged(cards, store.state)
              ? html`<button
                  data-action="heads"
                  class=${this.swapped ? "on" : ""}
                  @click=${() => void this.swapHeads()}
                >
                  ${this.swapped ? msg("Swap them back") : msg("Swap the heads")}
                </button>`
              : nothing
          }
        </div>
        <p class="sentence" role="status">${this.sentence()}</p>
      </div>
      <p class="unseen" aria-live="polite" data-news="answers">${this.said}</p>
    `;
  }

  /**
   * @param {Side} side
   * @param {Card} card
   */
  strand(side, card) {
    const { store, cards } = this.requiredContext;
    const judged = this.kept?.[side] ?? verdict(store, side);
    const long = judged && [...answerText(judged)].length > SHORT;
    return html`
      <h3 class="title ${side}">${strandTitle(card, cards)}</h3>
      <div
        class="end live ${side} ${long ? "long" : ""}"
        data-side=${side}
        data-kind=${judged?.kind ?? nothing}
        data-answer=${judged?.answer ?? nothing}
      >
        ${
          this.kept || isTransplant(cards, card)
            ? html`<p class="head">${msg(str`head: ${placeOf(card)}`)}</p>`
            : nothing
        }
        ${answerLine(judged)}
        <p class="expected">${judged ? expectedText(judged) : nothing}</p>
        <p class="sure number">${judged ? sureText(judged) : nothing}</p>
      </div>
    `;
  }

  /** What lies below the canvas: the legend of its tiles, the visitor's turn, or the still pictures. */
  floor() {
    const { store, cards } = this.requiredContext;
    const { twin, tiles } = store.state;
    const turn = !this.busy && !this.moved;
    return html`
      ${this.stills?.stills.length ? this.pictures(this.stills) : nothing}
      <div class="turn" data-turn=${turn}>
        <p>${turn ? msg("Your turn: drag it") : nothing}</p>
        ${
          this.busy
            ? nothing
            : html`<button data-action="draw" @click=${() => this.drawOwn()}>
                  ${msg("Draw your own")}
                </button>
                ${
                  this.stills
                    ? nothing
                    : html`<button data-action="again" @click=${() => this.playAgain()}>
                        ${msg("Play again")}
                      </button>`
                }`
        }
      </div>
      <p class="legend">${twin && tiles.size ? this.legend(strandTitle(twin, cards)) : nothing}</p>
    `;
  }

  /**
   * What the tiles mean, by a wrong one if there is one.
   *
   * @param {string} title  of the network whose answers they are
   */
  legend(title) {
    const wrong = [...this.requiredContext.store.get("tiles").values()].find(({ right }) => !right);
    const right = html`<span class="right">✓</span>`;
    if (this.requiredContext.store.get("projector")) {
      if (!wrong) return msg(html`${right} read right`);
      const answer = html`<span class="wrong">${initial(wrong.answer)}</span>`;
      return html`${msg(html`${right} read right`)}<br />${msg(html`${answer} its wrong answer`)}`;
    }
    if (!wrong) return msg(html`${right} where “${title}” reads it`);
    const mark = html`<span class="wrong">${initial(wrong.answer)}</span>`;
    return msg(html`${right} where “${title}” reads it, ${mark} what it says instead`);
  }

  /** @param {Stills} stills */
  pictures({ stills }) {
    const context = this.requiredContext;
    const { cards, store } = context;
    return html`<div class="stills">
      ${stills.map(
        ({ scene, verdicts }) =>
          html`<figure>
            <still-canvas .context=${context} .scene=${scene}></still-canvas>
            <figcaption>
              ${shown(store).map(
                ({ side, card }) =>
                  html`<div>
                    <p class="strand">${strandTitle(card, cards)}</p>
                    ${answerLine(verdicts[side])}
                  </div>`,
              )}
            </figcaption>
          </figure>`,
      )}
    </div>`;
  }

  /** The sentence on the networks as they are, by what was measured of them. */
  sentence() {
    const { store, cards } = this.requiredContext;
    const { model, twin } = store.state;
    if (!twin) return nothing;
    const [upper, lower] = [this.sweepOf(model), this.sweepOf(twin)];
    if (this.swapped) return exchangeText(upper, lower);
    const places = placesText(
      { title: strandTitle(twin, cards), sweep: lower },
      { title: strandTitle(model, cards), sweep: upper },
    );
    if (this.topic === "heads") {
      return places ? html`${restoredText()} ${places}` : restoredText();
    }
    return (this.topic === "places" && places) || SUBJECT.introduction();
  }

  /** @param {Card} card */
  sweepOf(card) {
    const { store } = this.requiredContext;
    return store
      .get("sweeps")
      .find(
        ({ plan, status }) => status === "done" && this.isShown(plan) && plan.model === card.id,
      );
  }

  /** @param {import("../types/lab.js").Plan} plan */
  isShown(plan) {
    const { scene } = this.requiredContext.store.state;
    return plan.step === TILE && scene.objects.length === 1 && holds(scene, plan);
  }

  /** Progress of the sweeps. */
  progress() {
    const sweeps = this.requiredContext.store.get("sweeps");
    const done = sweeps.reduce((sum, { done }) => sum + done, 0);
    const total = sweeps.reduce((sum, { start }) => sum + (start?.total ?? Number.NaN), 0);
    return total > 0 ? msg(str`Measuring: ${percentText(done / total)}`) : msg("Measuring…");
  }

  /**
   * The key of a page turner does what the buttons do, one after another, then opens the tour.
   *
   * @param {KeyboardEvent} event
   */
  keyAnywhere(event) {
    const { context } = this;
    if (!context || !this.shown || isTyping(event) || !isShortcut("nextPage", event)) return;
    event.preventDefault();
    if (this.raining || this.kept) return;
    const { store, cards } = context;
    if (this.topic === null) this.showPlaces();
    else if (this.topic === "places" && exchanged(cards, store.state)) void this.swapHeads();
    else start(context);
  }

  showPlaces() {
    if (this.raining || this.kept) return;
    this.topic = "places";
    this.measure("all");
  }

  /**
   * Sweeps the object through both networks, for tiles with the second's answers.
   *
   * @param {Set<string>|"all"} due  where tiles are to lie
   */
  measure(due) {
    const { store, sweeps } = this.requiredContext;
    const { model, twin, scene } = store.state;
    if (!twin || scene.objects.length !== 1) return;
    this.due = due;
    const plan = { scene, index: 0, step: TILE, output: null };
    void sweeps.run([twin, model].map(({ id }) => ({ model: id, ...plan })));
    // The tiles are this screen's map.
    store.set("overlay", null);
    this.requestUpdate();
  }

  /** Lays the tiles once both sweeps are done: those of a path at once, those of all places as rain. */
  lay() {
    const { store } = this.requiredContext;
    const { due } = this;
    const { twin } = store.state;
    if (due === null || isRunning(store.get("sweeps"))) return;
    this.due = null;
    const sweep = twin && this.sweepOf(twin);
    if (!sweep) return this.requestUpdate();
    const swept = sweptTiles(sweep, twin);
    if (due !== "all") return store.set("tiles", tilesAt(swept, due));
    store.set("tiles", new Map());
    // Tiles that lie there already fall again.
    requestAnimationFrame(() => store.set("tiles", swept));
  }

  /** Lets the heads fly across, then exchanges them, and measures all places anew. */
  async swapHeads() {
    const context = this.requiredContext;
    const before = verdicts(context.store.state);
    if (this.kept || !before) return;
    this.kept = before;
    this.requestUpdate();
    await this.updateComplete;
    const flying = await this.fly();
    await exchange(context);
    this.kept = null;
    this.topic = "heads";
    this.measure("all");
    this.requestUpdate();
    await this.updateComplete;
    for (const animation of flying) animation.cancel();
  }

  /** Moves each answer to the other strand; they stay there until their animations are cancelled. */
  async fly() {
    const answers = [...this.renderRoot.querySelectorAll(".end")];
    const [upper, lower] = answers.map((answer) => answer.getBoundingClientRect());
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!upper || !lower || still) return [];
    const [down, right] = [lower.top - upper.top, lower.left - upper.left];
    const flying = answers.map((answer, i) => {
      const sign = i === 0 ? 1 : -1;
      const bow = `translate(${sign * (right / 2 - 40)}px, ${(sign * down) / 2}px) scale(1.08)`;
      return answer.animate(
        [
          { transform: "none" },
          { transform: bow },
          { transform: `translate(${sign * right}px, ${sign * down}px)` },
        ],
        { duration: SWAP_MS, easing: "ease-in-out", fill: "forwards" },
      );
    });
    await Promise.all(flying.map(({ finished }) => finished));
    return flying;
  }

  updated() {
    if (!this.context) return;
    this.toggleAttribute("stills", Boolean(this.stills?.stills.length));
    const { store } = this.context;
    const opening = store.get("screen") === "opening" && store.get("twin") !== null;
    if (!opening) return this.shown ? this.end() : undefined;
    if (!this.shown) return this.begin();
    this.lay();
    this.watch();
    this.speakLater();
  }

  /** Notes the visitor's first drag. */
  watch() {
    const { scene } = this.requiredContext.store.state;
    if (this.busy || this.moved) return;
    this.rest ??= scene;
    if (scene === this.rest) return;
    this.moved = true;
    this.requestUpdate();
  }

  /** Speaks both answers once they rest. */
  speakLater() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.timer = setTimeout(() => {
      const { store, cards } = this.requiredContext;
      if (this.busy || this.kept || store.get("screen") !== "opening") return;
      const strands = shown(store).map(({ side, card }) => ({
        title: strandTitle(card, cards),
        verdict: verdict(store, side),
      }));
      const text = spoken(strands);
      if (text === this.said) return;
      this.said = text;
      this.requestUpdate();
    }, SPEAK_MS);
  }
}

customElements.define("opening-panel", OpeningPanel);
