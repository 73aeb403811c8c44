import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { css, html } from "lit";
import { answerText } from "../network/verdict.js";
import { restricted } from "../network/training-region.js";
import { KEYS, MARKS, shown, verdict } from "../state/network-sides.js";
import { answerStyle, answerView } from "../ui/answer.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** Answers of more characters are written smaller. */
const SHORT = 2;

/** The networks' answers, large and judged, then their scores, one an output; those of a network add up to 1. */
export class OutputsPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([
    "frame",
    "model",
    "scene",
    "twin",
    "twinFrame",
    "projector",
  ]);

  static styles = [
    shared,
    answerStyle,
    css`
      /* Side by side, so that they can be compared at a glance. */
      .answers,
      .apart {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--gap-4);
      }
      .pair {
        --answer: max(1.375rem, var(--large));
      }
      /* Rows of both networks start at the same heights, however long their names are. */
      :is(.answers, .apart) > div {
        display: grid;
        grid-row: span 4;
        grid-template-rows: subgrid;
        align-content: start;
        row-gap: 0;
        min-width: 0;
      }
      .pair .sure {
        min-height: 2.9em;
      }
      .pair .sure .dot {
        display: none;
      }
      .pair .expected {
        display: block;
      }
      .measured {
        margin-bottom: var(--gap-2);
      }
      ul {
        margin: 0 0 var(--gap-3);
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 7em 1fr repeat(var(--networks, 1), 3.25em);
        align-items: center;
        gap: var(--gap-2);
        min-height: 1.75rem;
      }
      .pair li {
        grid-template-columns: 6.5em 1fr repeat(var(--networks, 1), 3em);
        min-height: 1.5rem;
      }
      .apart li {
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--gap-1);
        font-size: var(--small);
      }
      .apart li .tracks {
        grid-area: 2 / 1 / 3 / 3;
      }
      .apart .track {
        height: 0.25rem;
      }
      .tracks {
        display: grid;
        gap: 2px;
      }
      .track {
        height: 0.5rem;
        border-radius: 0.25rem;
        background: var(--raised);
        overflow: hidden;
      }
      .tracks .track + .track,
      .tracks .track:has(+ .track) {
        height: 0.3125rem;
      }
      .bar {
        display: block;
        height: 100%;
        width: 100%;
        background: var(--bar);
        transform-origin: left;
      }
      li .number,
      .marks {
        text-align: right;
      }
      .first {
        font-weight: 600;
      }
      li > :first-child {
        white-space: nowrap;
      }
      /* In projector mode two answers stand beside their figures, below the networks' names. */
      .beside {
        display: grid;
        grid-template-rows: repeat(2, minmax(0, 1fr));
        height: 100%;
      }
      .beside > div {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) var(--answers, 100%);
        min-height: 0;
        padding: var(--gap-2) 0;
      }
      .name {
        grid-area: 1 / 1 / auto / -1;
        padding: 0 4rem 0 var(--gap-3);
        font-size: var(--small);
        font-weight: 600;
        line-height: 1.25;
      }
      .beside .live {
        padding-left: var(--gap-3);
        grid-area: 2 / 2;
        align-self: center;
        line-height: 1.15;
      }
      .beside .answer {
        line-height: 1;
      }
      .beside .long .answer {
        font-size: max(1.5rem, 0.42 * var(--answer));
      }
      .beside .sure {
        min-height: 0;
        margin: 0;
      }
    `,
  ];

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
      return html`<div class="live" data-side="model">${answerView(verdict(store, "model"))}</div>`;
    }
    return html`<div class="beside">
      ${shown(store).map(({ side, card }) => {
        const judged = verdict(store, side);
        const long = judged && [...answerText(judged)].length > SHORT;
        return html`<div>
          <p class="name"><span class="mark">${MARKS[side]}</span> ${named(card.title)}</p>
          <div class=${long ? "live long" : "live"} data-side=${side}>${answerView(judged)}</div>
        </div>`;
      })}
    </div>`;
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
    const pair = store.get("twin") !== null;
    return html`
      ${pair ? html`<p class="quiet"><span class="mark">${MARKS[side]}</span> ${named(title)}</p>` : null}
      <div class="live" data-side=${side}>${answerView(verdict(store, side))}</div>
      <p class="quiet number measured" data-side=${side}>
        ${accuracyText(metrics, restricted(card) ? card.home : null)}
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
      return { side, scores, best };
    });
    const outputs = (sides[0] && store.get(sides[0])?.outputs) ?? [];
    return html`
      <ul class="live" .style=${`--networks: ${sides.length}`}>
        ${
          sides.length > 1
            ? html`<li class="marks" aria-hidden="true">
                <span></span><span></span>
                ${sides.map((side) => html`<span><span class="mark">${MARKS[side]}</span></span>`)}
              </li>`
            : null
        }
        ${outputs.map(
          (name, index) => html`
            <li>
              <span class=${columns[0]?.best === index ? "first" : ""}>${named(name)}</span>
              <span class="tracks" aria-hidden="true">
                ${columns.map(
                  ({ scores }) =>
                    html`<span class="track">
                      <span
                        class="bar"
                        .style=${`transform: scaleX(${scores?.[index] ?? 0})`}
                      ></span>
                    </span>`,
                )}
              </span>
              ${columns.map(({ side, scores, best }) => this.score(side, name, scores?.[index], best === index))}
            </li>
          `,
        )}
      </ul>
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
 * @param {Card["metrics"]} metrics
 * @param {number|null} home  accuracy in the training region; null: there is no smaller one
 */
function accuracyText({ mean, chance }, home) {
  const [over, guessed] = [percentText(mean), percentText(chance)];
  return home === null
    ? msg(str`Accuracy ${over} over the whole canvas; chance ${guessed}.`)
    : msg(
        str`Accuracy ${over} over the whole canvas, ${percentText(home)} where it was trained; chance ${guessed}.`,
      );
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
