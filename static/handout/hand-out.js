import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { sceneText } from "../export/caption.js";
import "../figure/flat-figure.js";
import { named } from "../i18n/locale.js";
import { isOf } from "../lab/sweep-maps.js";
import { regionText } from "../network/training-region.js";
import { regionBoxes } from "../opening/region-frames.js";
import { legendView } from "../opening/floor-view.js";
import { placesStyle } from "../opening/places-view.js";
import {
  introductionText,
  learnedTitles,
  questionText,
  strandTitles,
} from "../opening/sentences.js";
import { exchanged } from "../network/transplants.js";
import { tileStyle } from "../opening/tiles-view.js";
import { placedDrawing } from "../scene/scene.js";
import { isBrought } from "../network/family.js";
import { urlOf } from "../server/api.js";
import { KEYS, MARKS, shown, verdict } from "../state/network-sides.js";
import { answerStyle, answerView } from "../ui/answer.js";
import { define } from "../ui/define.js";
import { Panel, shared } from "../ui/panel.js";
import { write } from "../url/permalink.js";
import { numbers } from "./numbers.js";
import { board } from "./board.js";
import { figurePicture } from "./pictures.js";
import { qrCode } from "./qr-code.js";
import { handoutStyle } from "./style.js";
import { tasks } from "./tasks.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** A picture wider than this, as a multiple of its height, is larger alone in its row. */
const WIDE = 2.4;
/** Size of a flat figure on paper, px. */
const FLAT = { width: 680, height: 260 };

/**
 * The page on paper, one sheet of A4 or Letter: question, scene, each network's answer, numbers and
 * figure, and the link. It is made when printing begins, and is all that is printed.
 */
export class HandOut extends Panel {
  static properties = { ...Panel.properties, printing: { state: true } };

  static styles = [shared, answerStyle, tileStyle, placesStyle, handoutStyle];

  constructor() {
    super();
    this.printing = false;
    this.begin = () => this.turn(true);
    this.end = () => this.turn(false);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("beforeprint", this.begin);
    addEventListener("afterprint", this.end);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("beforeprint", this.begin);
    removeEventListener("afterprint", this.end);
  }

  /**
   * Makes the sheet, or drops it with its pictures. Before the page has started, the page itself is
   * printed.
   *
   * @param {boolean} printing
   */
  turn(printing) {
    this.printing = printing && this.context !== null;
    document.documentElement.toggleAttribute("data-handout", this.printing);
    // The browser prints what there is at the end of the event.
    this.performUpdate();
  }

  /** @param {Context} context */
  draw(context) {
    if (!this.printing) return nothing;
    const { store, palette, cards } = context;
    const { scene, model, twin, screen, tiles } = store.state;
    const networks = shown(store);
    const object = placedDrawing(scene, palette, scene.objects[0]);
    const names = titles(context, model, twin);
    const opening = screen === "opening" && twin !== null;
    const url = `${urlOf(".")}#${write(store.state)}`;
    const region = regionBoxes(context) && regionText(networks);
    return html`
      <p class="who">${msg("Name:")}</p>
      <h1>${object ? questionText(object) : msg("What does a neural network see here?")}</h1>
      ${opening ? html`<p class="introduction">${introductionText({ model, twin }, names)}</p>` : nothing}
      <div class="top">
        <figure class="scene">
          ${board(context)}
          <figcaption>
            ${sceneText(scene, palette)}.
            ${opening ? legendView(tiles, names.twin, false) : region ? `${sentence(region)}.` : nothing}
          </figcaption>
        </figure>
        <div class="networks">
          ${networks.map(({ side, card }) => this.answer(side, card, names))}
        </div>
      </div>
      ${this.figures(networks, names)}
      <p class="quiet">
        ${msg("The more active a cell, the darker it is here. Lines lead to the answer: black ones speak for it, red ones against it.")}
      </p>
      ${tasks(exchanged(cards, { model, twin }) !== null)}
      <footer>
        <div>
          <p class="link">${url}</p>
          ${
            networks.some(({ card }) => isBrought(card))
              ? html`<p class="quiet">
                  ${msg("It has no network in it: once the server has forgotten yours, the page asks for its file.")}
                </p>`
              : nothing
          }
        </div>
        ${qrCode(url)}
      </footer>
    `;
  }

  /**
   * @param {Side} side
   * @param {Card} card
   * @param {Record<Side, string>} names
   */
  answer(side, card, names) {
    const { store } = this.requiredContext;
    const { scene, twin, sweeps } = store.state;
    const swept = sweeps.find(
      ({ plan, status }) => status === "done" && plan.model === card.id && isOf(plan, scene),
    );
    return html`<section data-side=${side}>
      <h2>${twin ? html`<span class="mark">${MARKS[side]}</span> ` : nothing}${names[side]}</h2>
      ${answerView(verdict(store, side))}
      <ul>
        ${numbers(card, store.get(KEYS[side].frame), swept).map((each) => html`<li>${each}</li>`)}
      </ul>
    </section>`;
  }

  /**
   * The figures: two of them side by side, wide ones one above the other.
   *
   * @param {ReturnType<typeof shown>} networks
   * @param {Record<Side, string>} names
   */
  figures(networks, names) {
    const { store, figures } = this.requiredContext;
    const pictures = networks.map(({ side }) => {
      const figure = figures?.get(side);
      return figure && !store.get("flat") ? figurePicture(figure) : null;
    });
    const wide = pictures.every((each) => each && each.width > WIDE * each.height);
    return html`<div class=${networks.length > 1 && !wide ? "figures abreast" : "figures"}>
      ${networks.map(({ side, card }, i) => this.figure(side, card, names, pictures[i] ?? null))}
    </div>`;
  }

  /**
   * @param {Side} side
   * @param {Card} card
   * @param {Record<Side, string>} names
   * @param {HTMLCanvasElement|null} picture  null: drawn flat
   */
  figure(side, card, names, picture) {
    const { store } = this.requiredContext;
    return html`<figure class="volumes">
      <figcaption>
        ${store.get("twin") ? html`<span class="mark">${MARKS[side]}</span>` : nothing}
        ${named(card.title) === names[side] ? names[side] : `${names[side]}: ${named(card.title)}`}
      </figcaption>
      ${
        picture ??
        html`<flat-figure
          .context=${this.requiredContext}
          .side=${side}
          .room=${FLAT}
        ></flat-figure>`
      }
    </figure>`;
  }
}

/**
 * What the networks are called: where they learned if that is how they differ, else by their titles.
 *
 * @param {Context} context
 * @param {Card} model
 * @param {Card|null} twin
 * @returns {Record<Side, string>}
 */
function titles({ store, cards }, model, twin) {
  if (store.get("screen") === "opening" && twin) return strandTitles({ model, twin }, cards);
  const learned = twin && learnedTitles({ model, twin }, cards);
  if (learned) return learned;
  return { model: named(model.title), twin: twin ? named(twin.title) : "" };
}

/** @param {string} text */
function sentence(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

define("hand-out", HandOut);
