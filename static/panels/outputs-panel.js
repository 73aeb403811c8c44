import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { html } from "lit";
import { answerText } from "../network/verdict.js";
import { restricted } from "../network/training-region.js";
import { KEYS, MARKS, shown, verdict } from "../state/network-sides.js";
import { answerStyle, answerView } from "../ui/answer.js";
import { learnedTitles, placeOf } from "../opening/sentences.js";
import { Panel, shared } from "../ui/panel.js";
import { outputsStyle } from "./outputs-style.js";
import { TOP_OUTPUTS, fullOf, shownCount, shownUnits } from "../network/shown-units.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, LayerCard, Metrics } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** Answers of more characters are written smaller: beside another network's, and alone below the canvas. */
const SHORT = { pair: 2, alone: 4 };

/** The networks' answers, large and judged, then their scores, one an output; those of a network add up to 1. */
export class OutputsPanel extends Panel {
  static properties = { ...Panel.properties, whole: { state: true } };

  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([
    "frame",
    "model",
    "scene",
    "twin",
    "twinFrame",
    "projector",
  ]);

  static styles = [shared, answerStyle, outputsStyle];

  constructor() {
    super();
    /** Whether all outputs are listed, in their order, where usually the strongest are. */
    this.whole = false;
  }

  /** @param {Context} context */
  draw({ store }) {
    const { model, twin, projector } = store.state;
    if (projector) return this.projected();
    if (!twin)
      return html`<h2>${msg("Output")}</h2>
        ${this.prediction("model", model)}${this.scores(["model"])}`;
    // Networks with the same outputs share a list, for comparison.
    const alike = model.outputs.join() === twin.outputs.join();
    return html`
      <h2>${msg("Outputs")}</h2>
      <div class="pair">
        ${
          alike
            ? html`<div class="answers">
                  ${shown(store).map(({ side, card }) => html`<div>${this.prediction(side, card)}</div>`)}
                </div>
                ${this.scores(["model", "twin"])}`
            : html`<div class="apart">
                ${shown(store).map(
                  ({ side, card }) =>
                    html`<div>${this.prediction(side, card)} ${this.scores([side])}</div>`,
                )}
              </div>`
        }
      </div>
    `;
  }

  /** The answers alone; of two networks, with their names. */
  projected() {
    const { store } = this.requiredContext;
    if (!store.get("twin")) {
      return html`<div class="alone">${this.large("model", SHORT.alone)}</div>`;
    }
    return html`<div class="beside">
      ${shown(store).map(({ side, card }) => {
        return html`<div>
          <p class="name">
            <span class="mark">${MARKS[side]}</span> ${this.learned?.[side] ?? this.shortName(card)}
          </p>
          ${this.large(side, SHORT.pair)}
        </div>`;
      })}
    </div>`;
  }

  /**
   * A network's large answer.
   *
   * @param {Side} side
   * @param {number} most  characters of a short one
   */
  large(side, most) {
    const judged = verdict(this.requiredContext.store, side);
    const long = judged && [...answerText(judged)].length > most;
    return html`<div class=${long ? "live long" : "live"} data-side=${side}>
      ${answerView(judged)}
    </div>`;
  }

  /** What the two networks are called by where they learned, if that tells them apart. */
  get learned() {
    const { store, cards } = this.requiredContext;
    const { model, twin } = store.state;
    return twin && learnedTitles({ model, twin }, cards);
  }

  /**
   * The name of a network in one line: of one that has another's head, where its two parts learned.
   *
   * @param {Card} card
   */
  shortName(card) {
    const { cards } = this.requiredContext;
    const layers = cards.find(({ id }) => id === card.convolutions);
    return layers ? msg(str`${placeOf(layers)}, head: ${placeOf(card)}`) : named(card.title);
  }

  /**
   * A network's answer with its accuracy.
   *
   * @param {Side} side
   * @param {Card} card
   */
  prediction(side, card) {
    const { title, metrics } = card;
    const { store } = this.requiredContext;
    const name = this.learned?.[side] ?? named(title);
    return html`
      ${store.get("twin") ? html`<p class="quiet"><span class="mark">${MARKS[side]}</span> ${name}</p>` : null}
      <div class="live" data-side=${side}>${answerView(verdict(store, side))}</div>
      <p class="quiet number measured" data-side=${side}>
        ${metrics ? accuracyText(metrics, restricted(card) ? card.home : null) : null}
      </p>
    `;
  }

  /**
   * The scores of networks that share their outputs.
   *
   * @param {Side[]} sides
   */
  scores(sides) {
    const { store } = this.requiredContext;
    const columns = sides.map((side) => {
      const scores = store.get(KEYS[side].frame)?.scores;
      const judged = verdict(store, side);
      // On an empty canvas no output is an answer.
      const best = !scores || judged?.kind === "empty" ? -1 : strongest(scores);
      return { side, card: store.get(side), scores, best };
    });
    const empty = sides.every((side) => verdict(store, side)?.kind === "empty");
    const outputs = (sides[0] && store.get(sides[0])?.outputs) ?? [];
    /** @type {Pick<LayerCard, "role"|"shape">} */
    const layer = { role: "output", shape: [outputs.length] };
    const many = shownCount(layer) < outputs.length;
    const units =
      many && this.whole ? outputs.map((_, unit) => unit) : shownUnits(layer, columns[0]?.scores);
    return html`
      <ul
        class=${`live ${empty ? "empty" : ""} ${many && this.whole ? "whole" : ""}`}
        .style=${`--networks: ${sides.length}`}
      >
        ${
          sides.length > 1
            ? html`<li class="marks" aria-hidden="true">
                <span></span><span></span>
                ${sides.map((side) => html`<span><span class="mark">${MARKS[side]}</span></span>`)}
              </li>`
            : null
        }
        ${units.map((index) => {
          const name = outputs[index] ?? "";
          return html`
            <li>
              <span class=${columns[0]?.best === index ? "first" : ""}>${named(name)}</span>
              <span class="tracks" aria-hidden="true">
                ${columns.map(
                  ({ card, scores }) =>
                    html`<span class="track">
                      <span
                        class="bar"
                        .style=${`transform: scaleX(${barOf(card, scores?.[index])})`}
                      ></span>
                    </span>`,
                )}
              </span>
              ${columns.map(({ side, scores, best }) => this.score(side, name, scores?.[index], best === index))}
            </li>
          `;
        })}
      </ul>
      ${
        many
          ? html`<p class="quiet">
              ${this.whole ? null : msg(str`The strongest ${units.length} of ${outputs.length} outputs.`)}
              <button data-more @click=${() => (this.whole = !this.whole)}>
                ${
                  this.whole
                    ? msg(str`The strongest ${TOP_OUTPUTS}`)
                    : msg(str`All ${outputs.length} outputs`)
                }
              </button>
            </p>`
          : null
      }
    `;
  }

  /**
   * @param {Side} side
   * @param {string} name
   * @param {number|undefined} score
   * @param {boolean} best
   */
  score(side, name, score, best) {
    const text = score?.toFixed(3) ?? "…";
    const look = best ? "number first" : "number";
    return side === "twin"
      ? html`<span class=${look} data-twin-output=${name}>${text}</span>`
      : html`<span class=${look} data-output=${name}>${text}</span>`;
  }
}

/**
 * @param {Metrics} metrics
 * @param {number|null} home  accuracy in the training region; null: there is no smaller one
 */
function accuracyText({ mean, chance }, home) {
  const [over, guessed] = [percentText(mean), percentText(chance)];
  return home === null
    ? msg(str`Accuracy ${over} over the whole canvas; chance ${guessed}.`)
    : msg(
        str`Accuracy ${over} over the whole canvas, ${percentText(home)} where it was trained (fewer samples); chance ${guessed}.`,
      );
}

/**
 * The length of an output's bar, 0 to 1: its score, or of a lone output its part of the range.
 *
 * @param {Card|null} card
 * @param {number} [score]
 */
function barOf(card, score = 0) {
  const layer = card?.layers.at(-1);
  return layer ? Math.min(Math.max(score / fullOf(layer), 0), 1) : 0;
}

/**
 * The index of the largest score.
 *
 * @param {Float32Array} scores
 */
function strongest(scores) {
  return scores.indexOf(Math.max(...scores));
}

customElements.define("outputs-panel", OutputsPanel);
