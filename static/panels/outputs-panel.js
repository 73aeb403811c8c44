import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { css, html } from "lit";
import { KEYS, MARKS, shown } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/** The networks' scores, one an output; those of a network add up to 1. */
export class OutputsPanel extends Panel {
  static keys = /** @type {const} */ (["frame", "model", "twin", "twinFrame"]);

  static styles = [
    shared,
    css`
      .prediction {
        margin-bottom: var(--gap-2);
        font-size: var(--huge);
        font-weight: 600;
        line-height: 1.2;
      }
      .pair .prediction {
        margin-bottom: 0;
        font-size: var(--large);
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
        grid-template-columns: 6.5rem 1fr repeat(var(--networks, 1), 3rem);
        align-items: center;
        gap: var(--gap-2);
        min-height: 1.75rem;
      }
      .pair li {
        grid-template-columns: 6rem 1fr repeat(var(--networks, 1), 2.75rem);
        min-height: 1.5rem;
      }
      /* Side by side, so that both stay visible above an open laboratory. */
      .apart {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--gap-4);
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
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const { model, twin } = store.state;
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
            ? html`${shown(store).map(({ side, card }) => this.prediction(side, card))}
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

  /**
   * A network's scores with its accuracy.
   *
   * @param {Side} side
   * @param {Card} card
   */
  prediction(side, { title, outputs, metrics, home }) {
    const best = strongest(this.requiredContext.store.get(KEYS[side].frame)?.scores);
    const pair = this.requiredContext.store.get("twin") !== null;
    return html`
      ${pair ? html`<p class="quiet"><span class="mark">${MARKS[side]}</span> ${named(title)}</p>` : null}
      <p class="prediction live" data-side=${side}>${named(outputs[best] ?? "…")}</p>
      <p class="quiet number measured" data-side=${side}>
        ${accuracyText(metrics.mean, home, metrics.chance)}
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
      return { side, scores, best: strongest(scores) };
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
 * @param {number} mean
 * @param {number|null} home
 * @param {number} chance
 */
function accuracyText(mean, home, chance) {
  const [over, guessed] = [mean.toFixed(3), chance.toFixed(2)];
  return home === null
    ? msg(str`Measured accuracy ${over} over the whole canvas; chance ${guessed}.`)
    : msg(
        str`Measured accuracy ${over} over the whole canvas, ${home.toFixed(3)} where it was trained; chance ${guessed}.`,
      );
}

/**
 * The index of the largest score; -1 if there are none.
 *
 * @param {Float32Array|undefined} scores
 */
function strongest(scores) {
  return scores ? scores.indexOf(Math.max(...scores)) : -1;
}

customElements.define("outputs-panel", OutputsPanel);
