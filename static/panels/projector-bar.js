import { msg } from "@lit/localize";
import { css, html } from "lit";
import { groupOf, readableGroups } from "../network/readable.js";
import { BODY } from "../scene/scene.js";
import { tile, tiles } from "../scene/palette-tile.js";
import { replace, replaceAll } from "../scene/tools/replace.js";
import { shown } from "../state/network-sides.js";
import { digitOf } from "../ui/keys.js";
import { KeyCapture } from "../ui/key-capture.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";
import "./model-picker.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sprite } from "../types/api.js" */

/**
 * The networks and the objects that they read, in one large row below a projected figure. A pressed object
 * takes the place of what lies on the canvas; a dragged one is added. The number keys are for digits.
 */
export class ProjectorBar extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["projector", "tour", "model", "twin", "scene"]);

  static styles = [
    shared,
    tiles,
    css`
      :host {
        background: var(--panel);
        border-top: 1px solid var(--line);
      }
      .row {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        /* The end is the menu's. */
        padding: var(--gap-1) 4.5rem var(--gap-1) var(--gap-4);
      }
      .objects {
        display: flex;
        flex: 0 1 30rem;
        gap: var(--gap-1);
        min-width: 0;
      }
      .tile {
        flex: 1 1 0;
        min-width: 0;
        --tile-touch: none;
        height: 2.75rem;
        padding: 0;
        overflow: hidden;
        background: #000;
      }
      .pad {
        height: 100%;
      }
      .tile img {
        width: 100%;
        height: 2.375rem;
        object-fit: contain;
      }
      model-picker {
        flex: none;
      }
      .name {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .body,
      .keys {
        flex: none;
        font-size: var(--small);
        white-space: nowrap;
      }
      @media (max-width: 720px) {
        .row {
          flex-wrap: wrap;
        }
        .objects {
          flex-basis: 100%;
        }
        .keys {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    // 0 is also a key of the figure.
    this.capture = new KeyCapture(this, (event) => this.keyFirst(event));
  }

  /** Whether the bar is shown: the tour's card has its own controls. */
  get isShown() {
    const { projector, tour } = this.context?.store.state ?? {};
    return Boolean(projector && !tour);
  }

  /** @param {Context} context */
  draw(context) {
    if (!this.isShown) return null;
    const { store } = context;
    const objects = this.objects(context);
    const digits = objects.some(([sample]) => sample && groupOf(sample) === "digits");
    const figures = objects.some(([sample]) => sample && groupOf(sample) === "figures");
    return html`
      <div class="row" role="group" aria-label=${msg("Networks and objects")}>
        ${shown(store).map(
          ({ side }) => html`<model-picker short side=${side} .context=${context}></model-picker>`,
        )}
        <div class="objects">${objects.map((samples) => this.tile(samples))}</div>
        ${
          figures
            ? html`<button class="body" @click=${() => replaceAll(store, [...BODY])}>
                ${msg("Human body")}
              </button>`
            : null
        }
        ${digits ? html`<span class="keys quiet">${msg("Keys 0–9")}</span>` : null}
      </div>
    `;
  }

  /**
   * The objects that a shown network reads, samples of a digit together.
   *
   * @param {Context} context
   */
  objects({ store, palette }) {
    const groups = new Set(shown(store).flatMap(({ card }) => [...readableGroups(card, palette)]));
    const sprites = [...palette.values()].filter((sprite) => groups.has(groupOf(sprite)));
    return [...Map.groupBy(sprites, ({ title }) => title).values()];
  }

  /** @param {Sprite[]} samples */
  tile(samples) {
    const { store, palette } = this.requiredContext;
    const [first] = samples;
    if (!first) return null;
    return tile(first, {
      scale: 4,
      full: false,
      place: () => replace(store, palette, samples),
      carry: (pointerId) => store.set("carried", { object: first.name, pointerId }),
    });
  }

  /** @param {KeyboardEvent} event */
  keyFirst(event) {
    if (!this.context || !this.awake || !this.isShown || isTyping(event)) return;
    const digit = digitOf(event);
    const { store, palette } = this.context;
    const samples = [...palette.values()].filter(
      (sprite) => groupOf(sprite) === "digits" && sprite.title === digit,
    );
    if (!samples.length) return;
    replace(store, palette, samples);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  updated() {
    this.hidden = !this.isShown;
  }
}

customElements.define("projector-bar", ProjectorBar);
