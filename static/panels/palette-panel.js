import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { groupOf, readableGroups } from "../network/readable.js";
import { BODY } from "../scene/scene.js";
import { place } from "../scene/tools/place.js";
import { replaceAll } from "../scene/tools/replace.js";
import { selectTool } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";
import { tile, tiles } from "../scene/palette-tile.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sprite } from "../types/api.js" */
/** @import { Group } from "../network/readable.js" */

/** The palette: press an object to place it, or drag it onto the canvas. */
export class PalettePanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["scene", "model"]);

  static styles = [
    shared,
    tiles,
    css`
      h3 {
        margin: 0 0 var(--gap-1);
        color: var(--quiet);
        font-size: var(--small);
        font-weight: 400;
      }
      .group + .group {
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
    const groups = Map.groupBy(palette.values(), groupOf);
    const readable = readableGroups(store.get("model"), palette);
    // What the network reads comes first.
    const sorted = [...groups.keys()].toSorted(
      (a, b) => Number(readable.has(b)) - Number(readable.has(a)),
    );
    return html`
      <h2>${msg("Palette")}</h2>
      ${repeat(
        sorted,
        (group) => group,
        (group) => this.group(group, groups.get(group) ?? [], full),
      )}
      <div class="row">
        <button @click=${() => replaceAll(store, [...BODY])}>${msg("Human body")}</button>
        <button ?disabled=${objects.length === 0} @click=${() => this.clear()}>
          ${msg("Clear")}
        </button>
      </div>
      ${full ? html`<p class="quiet">${msg(str`A scene holds ${maxObjects} objects at most.`)}</p>` : null}
    `;
  }

  /**
   * @param {Group} group
   * @param {Sprite[]} sprites
   * @param {boolean} full
   */
  group(group, sprites, full) {
    if (group !== "digits")
      return html`<div class="group">
        <h3>${group === "figures" ? msg("Figures") : msg("Photographs")}</h3>
        <div class="tiles">${sprites.map((drawing) => this.tile([drawing], 2, full))}</div>
      </div>`;
    const samples = Map.groupBy(sprites, ({ title }) => title);
    return html`<div class="group">
      <h3>${msg("Handwritten digits")}</h3>
      <div class="tiles small">
        ${[...samples.values()].map((alike) => this.tile(alike, 1.2, full))}
      </div>
    </div>`;
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
      carry: (pointerId) => store.set("carried", { object: next().name, pointerId }),
    });
  }

  /** Empties the canvas. The pen stays in hand, for another drawing. */
  clear() {
    const { store } = this.requiredContext;
    const pen = store.get("tool").kind === "pen";
    replaceAll(store, []);
    if (pen) selectTool(store, { kind: "pen" });
  }
}

customElements.define("palette-panel", PalettePanel);
