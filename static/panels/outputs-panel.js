import { css, html } from "lit";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */

/** What the network answers: one score for each output; they add up to 1. */
export class OutputsPanel extends Panel {
  static keys = /** @type {const} */ (["frame", "model"]);

  static styles = [
    shared,
    css`
      .answer {
        margin-bottom: var(--gap-2);
        font-size: var(--huge);
        font-weight: 600;
        line-height: 1.2;
      }
      .measured {
        margin-bottom: var(--gap-2);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 6.5rem 1fr 3rem;
        align-items: center;
        gap: var(--gap-2);
        min-height: 1.75rem;
      }
      .track {
        height: 0.5rem;
        border-radius: 0.25rem;
        background: var(--raised);
        overflow: hidden;
      }
      .bar {
        display: block;
        height: 100%;
        width: 100%;
        background: var(--bar);
        transform-origin: left;
      }
      li .number {
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
    const { outputs } = store.get("model");
    const scores = store.get("frame")?.scores;
    const { metrics, home } = store.get("model");
    const best = scores ? scores.indexOf(Math.max(...scores)) : -1;
    return html`
      <h2>Output</h2>
      <p class="answer live" aria-live="polite">${outputs[best] ?? "…"}</p>
      <p class="quiet number measured">
        Measured accuracy ${metrics.mean.toFixed(3)} over the whole
        canvas${home === null ? "" : `, ${home.toFixed(3)} where it was trained`}; chance
        ${metrics.chance.toFixed(2)}.
      </p>
      <ul class="live">
        ${outputs.map(
          (name, index) => html`
            <li class=${index === best ? "first" : ""}>
              <span>${name}</span>
              <span class="track" aria-hidden="true">
                <span class="bar" style="transform: scaleX(${scores?.[index] ?? 0})"></span>
              </span>
              <span class="number" data-output=${name}>${scores?.[index]?.toFixed(3) ?? "…"}</span>
            </li>
          `,
        )}
      </ul>
    `;
  }
}

customElements.define("outputs-panel", OutputsPanel);
