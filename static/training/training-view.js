import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { details } from "../lab/details.js";
import { tabbed } from "../lab/styles.js";
import { FIRST_FORM } from "../state/initial-state.js";
import { Panel, shared } from "../ui/panel.js";
import { takeBrush } from "../scene/tools/tool.js";
import { changeForm } from "./change-form.js";
import { PRESETS, cellsOf, sameCells } from "./presets.js";
import { problems } from "./problems.js";
import { CELL } from "./region.js";
import { sameForm } from "./same-form.js";
import { settings } from "./settings.js";
import { SIDES } from "./strokes.js";
import { trainingStyle } from "./style.js";
import { canvasText, formText, linkText, placesText, shownText } from "./texts.js";
import "./training-run.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Brush, TrainingForm } from "../types/training.js" */

/** What is painted and chosen for a training, and how the training goes. */
export class TrainingView extends Panel {
  static keys = /** @type {const} */ ([
    "trainingForm",
    "training",
    "brush",
    "brushSide",
    "limits",
    "model",
  ]);

  static styles = [shared, tabbed, trainingStyle];

  constructor() {
    super();
    /** What is wrong with numbers that were not taken, by their fields' names. @type {Map<string, string>} */
    this.refused = new Map();
    /** What was painted and chosen when the tab was first shown: what the page's link has. @type {TrainingForm|null} */
    this.linked = null;
  }

  /** @param {Context} context */
  draw(context) {
    const { store, palette } = context;
    const form = store.get("trainingForm");
    const limits = store.get("limits");
    if (!limits.trainings.allowed)
      return html`<p>${msg("This server trains no networks: ask who runs it.")}</p>`;
    const found = [...this.refused.values(), ...problems(form, { limits, palette })];
    const places = placesText(form, palette);
    const shown = store.get("training")?.form;
    const isNext = shown !== undefined && !sameForm(form, shown);
    const text = formText(form);
    const few = found.includes(places);
    this.linked ??= form;
    const { classes } = form;
    const chosen = !sameForm(form, FIRST_FORM) && sameForm(form, { ...this.linked, classes });
    const canvas = canvasText(store.get("model"));
    const link = shown ? null : linkText(store.get("model"), chosen);
    return html`
      ${this.tools(store)}
      <div class="controls presets" role="group" aria-label=${msg("Where objects may lie")}>
        ${PRESETS.map(({ id, title, boxes }) => {
          const cells = cellsOf(boxes);
          return html`<button
            data-preset=${id}
            aria-pressed=${sameCells(form.painted, cells)}
            @click=${() => changeForm(store, { painted: cells })}
          >
            ${title()}
          </button>`;
        })}
      </div>
      <p class=${few ? "error" : "quiet"} data-places>${places}</p>
      ${canvas === null ? nothing : html`<p class="quiet" data-canvas>${canvas}</p>`}
      ${details("train", this.settings(context), isNext ? msg(str`Next training: ${text}`) : msg(str`Settings: ${text}`))}
      ${found.map((text) => (text === places ? nothing : html`<p class="error">${text}</p>`))}
      ${isNext ? html`<p class="quiet" data-shown-form>${shownText(shown)}</p>` : nothing}
      ${link === null ? nothing : html`<p class="quiet" data-link>${link}</p>`}
      <training-run .context=${context} .refusal=${found[0] ?? null}></training-run>
    `;
  }

  /** @param {Context} context */
  settings(context) {
    return settings(context, (name, problem) => {
      if (problem) this.refused.set(name, problem);
      else this.refused.delete(name);
      this.requestUpdate();
    });
  }

  /**
   * What the pointer does on the canvas, and how large the brush is.
   *
   * @param {Context["store"]} store
   */
  tools(store) {
    const brush = store.get("brush");
    const tool = (/** @type {Brush} */ kind, /** @type {string} */ title) =>
      html`<button
        data-tool=${kind ?? "drag"}
        aria-pressed=${brush === kind}
        @click=${() => takeBrush(store, kind)}
      >
        ${title}
      </button>`;
    return html`<div class="controls">
      <div class="group" role="group" aria-label=${msg("On the canvas")}>
        ${tool("brush", msg("Brush"))} ${tool("eraser", msg("Eraser"))}
        ${tool(null, msg("Drag objects"))}
      </div>
      ${
        brush
          ? html`<div class="group" role="group" aria-label=${msg("Width")}>
              ${SIDES.map((side) => {
                const px = side * CELL;
                return html`<button
                  class="side"
                  title=${msg(str`${px} px`)}
                  aria-label=${msg(str`${px} px`)}
                  aria-pressed=${store.get("brushSide") === side}
                  @click=${() => store.set("brushSide", side)}
                >
                  <span class="nib" .style=${`width: ${px}px; height: ${px}px`}></span>
                </button>`;
              })}
            </div>`
          : nothing
      }
    </div>`;
  }
}

customElements.define("training-view", TrainingView);
