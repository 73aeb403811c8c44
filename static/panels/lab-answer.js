import { css, html, nothing } from "lit";
import { MARKS, shown, verdict } from "../state/network-sides.js";
import { answerStyle, answerView } from "../ui/answer.js";
import { define } from "../ui/define.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** The networks' answers at the top of the laboratory's column, in place of the outputs that it covers. */
export class LabAnswer extends Panel {
  static keys = /** @type {const} */ (["frame", "model", "scene", "twin", "twinFrame"]);

  static styles = [
    shared,
    answerStyle,
    css`
      :host {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        gap: var(--gap-3);
        min-height: 3.75rem;
        padding: 0 var(--gap-4);
        opacity: var(--fresh);
        --answer: 1.5rem;
      }
      .sure {
        margin: 0;
      }
      /* Here the figure with its answer is above the tab. */
      @media (max-width: 1100px) {
        :host {
          display: none;
        }
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const pair = store.get("twin") !== null;
    return shown(store).map(
      ({ side }) =>
        html`<div data-side=${side}>
          ${pair ? html`<span class="mark">${MARKS[side]}</span>` : nothing}
          ${answerView(verdict(store, side))}
        </div>`,
    );
  }
}

define("lab-answer", LabAnswer);
