import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { sliceColours } from "../charts/layer-colours.js";
import { KEYS, MARKS } from "../state/network-sides.js";
import { pairs } from "../network/volumes.js";
import { sliceName, volumeTitle } from "../i18n/labels.js";
import { Panel, shared } from "../ui/panel.js";
import { activeIn, activeInAll, sentSlices, sentText } from "../network/sent-slices.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { LayerCard, QuantisedVolume } from "../types/api.js" */
/** @import { Side, Slice } from "../types/state.js" */

/** @typedef {{ side: Side, layer: LayerCard }} Own  a volume and its side */

/** Most slices of a volume of which all are listed from the start; of more, so many with most active cells. */
const MOST_LISTED = 16;
const LISTED = 12;

/** Counts of active cells by slice. Hovering a slice highlights its sheet in the figure. */
export class ActiveCellsPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["frame", "model", "twin", "twinFrame"]);

  static styles = [
    shared,
    css`
      h3 {
        display: flex;
        align-items: baseline;
        gap: var(--gap-2);
        margin: var(--gap-2) 0 var(--gap-1);
        font-size: var(--body);
      }
      .pair h3 :first-child {
        flex: 1;
      }
      ul {
        display: grid;
        grid-template-columns: 1fr 1fr;
        column-gap: var(--gap-4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .many {
        column-gap: var(--gap-2);
      }
      .pair ul {
        grid-template-columns: 1fr;
      }
      .pair .number {
        min-width: 3.25rem;
        text-align: right;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        padding: 1px var(--gap-1);
        border-radius: var(--gap-1);
        color: var(--quiet);
        font-size: var(--small);
      }
      li:hover {
        background: var(--raised);
      }
      .on {
        color: var(--text);
      }
      .ink {
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 2px;
        /* White ones are visible on white, too. */
        outline: 1px solid light-dark(var(--quiet), var(--line));
      }
      .more {
        margin-top: var(--gap-1);
      }
      .name {
        flex: 1;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  constructor() {
    super();
    /** Volumes of which all slices are listed. @type {Set<string>} */
    this.whole = new Set();
    /** The selection to restore after hovering; undefined while nothing is hovered. @type {Slice|null|undefined} */
    this.chosen = undefined;
  }

  /** @param {Context} context */
  draw({ store }) {
    const { model, twin } = store.state;
    const rows = pairs(model, twin).map(({ first, second }) => {
      /** @type {Own[]} */
      const own = [];
      if (first) own.push({ side: "model", layer: first });
      if (second) own.push({ side: "twin", layer: second });
      return own;
    });
    return html`
      <h2>${msg("Active cells")}</h2>
      <p class="quiet">
        ${msg(
          "A cell is active when its value is above zero. Some are on an empty canvas too: “Compare” counts those that the objects change.",
        )}
      </p>
      <div class=${twin ? "pair" : ""}>
        ${rows.map(([first, second]) =>
          first && first.layer.role !== "input" ? this.list(first, second ?? null) : null,
        )}
      </div>
    `;
  }

  /**
   * A volume's counts, beside those of its counterpart in the other network, if any.
   *
   * @param {Own} first
   * @param {Own|null} second
   */
  list(first, second) {
    const columns = [first, ...(second ? [second] : [])].map(({ side, layer }) => ({
      side,
      layer,
      volume: this.requiredContext.store.get(KEYS[side].frame)?.volumes.get(layer.name),
    }));
    const pair = this.requiredContext.store.get("twin") !== null;
    const colours = sliceColours(first.layer);
    const all = Array.from(sentSlices(first.layer, columns[0]?.volume));
    const whole = this.whole.has(first.layer.name);
    const slices = whole ? all : mostActive(all, columns[0]?.volume);
    return html`
      <h3>
        <span
          >${volumeTitle(first.layer)}
          ${sentText(first.layer).map((text) => html`<span class="quiet number">${text}</span>`)}</span
        >
        ${columns.map(({ side, volume }) => {
          const total = volume ? activeInAll(volume) : "…";
          return pair
            ? html`<span class="quiet number"
                ><span class="mark">${MARKS[side]}</span> ${total}</span
              >`
            : html`<span class="quiet number">${msg(str`${total} in all`)}</span>`;
        })}
      </h3>
      <ul
        class=${all.length > MOST_LISTED ? "live many" : "live"}
        @pointerleave=${() => this.point(null)}
      >
        ${slices.map(
          (channel) => html`
            <li
              @pointerenter=${() =>
                this.point({ side: first.side, layer: first.layer.name, channel })}
            >
              <span class="ink" .style=${`background: ${colours[channel]}`}></span>
              <span
                class=${columns.some(({ volume }) => activeIn(volume, channel)) ? "name on" : "name"}
                title=${sliceName(first.layer, channel)}
                >${sliceName(first.layer, channel)}</span
              >
              ${columns.map(({ side, layer, volume }) => {
                const count = activeIn(volume, channel);
                const look = count ? "number on" : "number";
                const key = `${layer.name}/${channel}`;
                return side === "twin"
                  ? html`<span class=${look} data-twin-active=${key}>${count ?? "…"}</span>`
                  : html`<span class=${look} data-active=${key}>${count ?? "…"}</span>`;
              })}
            </li>
          `,
        )}
      </ul>
      ${
        all.length > MOST_LISTED
          ? html`<button
              class="more"
              aria-expanded=${whole}
              data-more=${first.layer.name}
              @click=${() => this.toggle(first.layer.name)}
            >
              ${
                whole
                  ? msg(str`The ${LISTED} with most active cells`)
                  : msg(str`All ${all.length} slices`)
              }
            </button>`
          : null
      }
    `;
  }

  /**
   * Lists all slices of a volume, or only those with most active cells.
   *
   * @param {string} layer
   */
  toggle(layer) {
    if (!this.whole.delete(layer)) this.whole.add(layer);
    this.requestUpdate();
  }

  /**
   * Selects a slice while it is hovered, then restores the former selection.
   *
   * @param {Slice|null} slice
   */
  point(slice) {
    const { store } = this.requiredContext;
    const selection = store.get("selection");
    if (this.chosen === undefined) this.chosen = selection.slice;
    store.set("selection", { ...selection, slice: slice ?? this.chosen });
    if (slice === null) this.chosen = undefined;
  }
}

/**
 * The slices to list, in their order: all, or of many those with most active cells.
 *
 * @param {number[]} slices  that were sent
 * @param {QuantisedVolume|undefined} volume
 */
export function mostActive(slices, volume) {
  if (slices.length <= MOST_LISTED) return slices;
  const count = (/** @type {number} */ slice) => activeIn(volume, slice) ?? 0;
  const first = slices.toSorted((a, b) => count(b) - count(a) || a - b).slice(0, LISTED);
  return first.sort((a, b) => a - b);
}

customElements.define("active-cells-panel", ActiveCellsPanel);
