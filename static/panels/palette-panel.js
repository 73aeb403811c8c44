import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { BODY } from "../scene/scene.js";
import { place } from "../scene/tools/place.js";
import { deselectTool } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";
import { tile, tiles } from "../scene/palette-tile.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sprite } from "../types/api.js" */

/** The palette: press an object to place it, or drag it onto the canvas. */
export class PalettePanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["scene", "model"]);

  static styles = [
    shared,
    tiles,
    css`
      .second {
        margin-top: var(--gap-3);
      }
      .row {
        display: flex;
        gap: var(--gap-2);
        margin-top: var(--gap-3);
      }
      .row button {
        flex: 1;
      }
    `,
  ];

  constructor() {
    super();
    /** Number of presses by title. @type {Map<string, number>} */
    this.turns = new Map();
  }

  /** @param {Context} context */
  draw({ store, palette }) {
    const { objects } = store.get("scene");
    const maxObjects = store.get("limits").scene.objects;
    const full = objects.length >= maxObjects;
    const drawn = [...palette.values()].filter(({ kind }) => kind !== "digit");
    const digits = Map.groupBy(
      [...palette.values()].filter(({ kind }) => kind === "digit"),
      ({ title }) => title,
    );
    return html`
      <h2>${msg("Palette")}</h2>
      <div class="tiles">${drawn.map((drawing) => this.tile([drawing], 2, full))}</div>
      <h2 class="second">${msg("Handwriting")}</h2>
      <div class="tiles small">
        ${[...digits.values()].map((samples) => this.tile(samples, 1.2, full))}
      </div>
      <div class="row">
        <button @click=${() => this.replace([...BODY])}>${msg("Human body")}</button>
        <button ?disabled=${objects.length === 0} @click=${() => this.replace([])}>
          ${msg("Clear")}
        </button>
      </div>
      ${full ? html`<p class="quiet">${msg(str`A scene holds ${maxObjects} objects at most.`)}</p>` : null}
    `;
  }

  /**
   * A tile to place an object. A digit comes in several samples, and each press places the next.
   *
   * @param {Sprite[]} samples
   * @param {number} scale  px of the page per px of the object
   * @param {boolean} full
   */
  tile(samples, scale, full) {
    const { store, palette } = this.requiredContext;
    const [first] = samples;
    if (!first) return null;
    const next = () => {
      const turn = this.turns.get(first.title) ?? 0;
      this.turns.set(first.title, turn + 1);
      return samples[turn % samples.length] ?? first;
    };
    return tile(first, {
      scale,
      full,
      place: () => place(store, palette, next()),
      carry: () => store.set("carried", next().name),
    });
  }

  /** @param {import("../types/api.js").Placement[]} objects */
  replace(objects) {
    const { store } = this.requiredContext;
    deselectTool(store);
    store.set("selection", { ...store.get("selection"), object: null });
    store.set("scene", { objects });
  }
}

customElements.define("palette-panel", PalettePanel);
