import { css, html } from "lit";
import { sliceColours } from "../colour.js";
import { sliceName, volumeTitle } from "../words.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { LayerCard, Slice } from "../types.js" */

/** How many cells are active, slice by slice; to point at a slice finds its sheet. */
export class ActivityPanel extends Panel {
  static keys = /** @type {const} */ (["frame", "model"]);

  static styles = [
    shared,
    css`
      h3 {
        margin: var(--gap-2) 0 var(--gap-1);
        font-size: var(--body);
      }
      ul {
        display: grid;
        grid-template-columns: 1fr 1fr;
        column-gap: var(--gap-4);
        margin: 0;
        padding: 0;
        list-style: none;
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
      li.on {
        color: var(--text);
      }
      .ink {
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 2px;
        outline: 1px solid var(--line);
      }
      .name {
        flex: 1;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const layers = store
      .get("model")
      .layers.filter(({ role, shape }) => role !== null && role !== "input" && shape.length === 3);
    return html`
      <h2>Active cells</h2>
      ${layers.map((layer) => this.list(layer))}
    `;
  }

  /** @param {LayerCard} layer */
  list(layer) {
    const active = this.given.store.get("frame")?.volumes.get(layer.name)?.active;
    const colours = sliceColours(layer);
    const total = active?.reduce((sum, count) => sum + count, 0);
    return html`
      <h3>${volumeTitle(layer)} <span class="quiet number">${total ?? "…"} in all</span></h3>
      <ul class="live" @pointerleave=${() => this.point(null)}>
        ${colours.map((colour, channel) => {
          const count = active?.[channel];
          return html`
            <li
              class=${count ? "on" : ""}
              @pointerenter=${() => this.point({ side: "model", layer: layer.name, channel })}
            >
              <span class="ink" style="background: ${colour}"></span>
              <span class="name">${sliceName(layer, channel)}</span>
              <span class="number" data-active="${layer.name}/${channel}">${count ?? "…"}</span>
            </li>
          `;
        })}
      </ul>
    `;
  }

  /** @param {Slice|null} slice */
  point(slice) {
    const { store } = this.given;
    store.set("selection", { ...store.get("selection"), slice });
  }
}

customElements.define("activity-panel", ActivityPanel);
