import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { TABS } from "../lab/tabs.js";
import { arrow, isShortcut } from "../ui/keys.js";
import { pin } from "../state/pin-scene.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Limits and default of the drawer's height, and its step by keys, as fractions of the window's. */
const HIGH = { min: 0.15, max: 0.7, first: 0.38, step: 0.04 };

/** The laboratory: a drawer at the bottom, closed at first, with a bar of tabs that is always visible. */
export class LabPanel extends Panel {
  static keys = /** @type {const} */ (["lab"]);

  static properties = { ...Panel.properties, high: { state: true } };

  static styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        background: var(--panel);
        border-top: 1px solid var(--line);
      }
      .bar {
        display: flex;
        align-items: stretch;
        min-height: 2.25rem;
        overflow-x: auto;
        padding-inline: var(--gap-3);
      }
      .bar > span {
        align-self: center;
        margin-right: var(--gap-3);
        font-size: var(--small);
        font-weight: 600;
        letter-spacing: 0.06em;
        text-transform: uppercase;
        color: var(--quiet);
      }
      [role="tablist"] {
        display: flex;
        flex: 1;
      }
      .bar button {
        border: 0;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        background: none;
        color: var(--quiet);
        white-space: nowrap;
      }
      .bar button:focus-visible {
        outline-offset: -2px;
      }
      .bar [aria-selected="true"] {
        color: var(--text);
        border-bottom-color: var(--text);
        font-weight: 600;
      }
      .handle {
        height: 7px;
        margin-top: -4px;
        cursor: row-resize;
        touch-action: none;
      }
      .handle:hover {
        background: var(--quiet);
      }
      .handle:focus-visible {
        background: none;
        outline-offset: -2px;
      }
      .content:focus-visible {
        outline-offset: -2px;
      }
      .content {
        height: calc(var(--high) * 100vh - 2.25rem);
        overflow: auto;
        border-top: 1px solid var(--line);
      }
      @media (max-width: 720px) {
        .handle {
          display: none;
        }
        .content {
          height: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** The drawer's height when open, as a fraction of the window's. */
    this.high = HIGH.first;
  }

  /** @param {Context} context */
  draw(context) {
    const open = context.store.get("lab");
    const tab = TABS.find(({ id }) => id === open);
    return html`
      ${
        tab
          ? html`<div
              class="handle"
              role="separator"
              tabindex="0"
              aria-orientation="horizontal"
              aria-label=${msg("Height of the laboratory")}
              aria-valuemin=${HIGH.min * 100}
              aria-valuemax=${HIGH.max * 100}
              aria-valuenow=${Math.round(this.high * 100)}
              @pointerdown=${this.grip}
              @pointermove=${this.pull}
              @keydown=${this.nudge}
            ></div>`
          : nothing
      }
      <div class="bar">
        <span aria-hidden="true">${msg("Laboratory")}</span>
        <div role="tablist" aria-label=${msg("Laboratory")} @keydown=${this.travel}>
          ${TABS.map(
            ({ id, title }, index) => html`
              <button
                role="tab"
                id="tab-${id}"
                aria-selected=${id === open}
                aria-controls=${id === open ? "content" : nothing}
                tabindex=${id === open || (!tab && index === 0) ? 0 : -1}
                @click=${() => this.toggle(id)}
              >
                ${title()}
              </button>
            `,
          )}
        </div>
        ${
          tab
            ? html`<button @click=${() => context.store.set("lab", null)}>${msg("Close")}</button>`
            : nothing
        }
      </div>
      ${
        tab
          ? html`<div
              id="content"
              class="content"
              role="tabpanel"
              tabindex="0"
              aria-labelledby="tab-${tab.id}"
              .style=${`--high: ${this.high}`}
            >
              ${tab.show(context)}
            </div>`
          : nothing
      }
    `;
  }

  /**
   * Opens a tab, or closes it if it is open.
   *
   * @param {string} id
   */
  toggle(id) {
    const { store } = this.requiredContext;
    store.set("lab", store.get("lab") === id ? null : id);
  }

  /**
   * Moves the focus between tabs: arrow keys to the next, Home and End to the ends. If the drawer is
   * open, the focused tab opens.
   *
   * @param {KeyboardEvent} event
   */
  travel(event) {
    if (!isShortcut("tab", event) && !isShortcut("ends", event)) return;
    const tabs = [...this.renderRoot.querySelectorAll('[role="tab"]')];
    const at = tabs.indexOf(/** @type {Element} */ (event.target));
    const to = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const tab = to === undefined ? undefined : tabs[to];
    if (!tab || to === undefined) return;
    event.preventDefault();
    const { store } = this.requiredContext;
    if (store.get("lab")) store.set("lab", TABS[to]?.id ?? null);
    /** @type {HTMLElement} */ (tab).focus();
  }

  /** @param {PointerEvent} event */
  grip(event) {
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  pull(event) {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    if (handle.hasPointerCapture(event.pointerId)) this.size(1 - event.clientY / innerHeight);
  }

  /** @param {KeyboardEvent} event */
  nudge(event) {
    const way = arrow("height", event);
    if (!way) return;
    event.preventDefault();
    this.size(this.high - way[0] * HIGH.step);
  }

  /** @param {number} share */
  size(share) {
    this.high = Math.min(Math.max(share, HIGH.min), HIGH.max);
  }

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (!this.context || isTyping(event) || !isShortcut("pin", event)) return;
    pin(this.context.store);
  }
}

customElements.define("lab-panel", LabPanel);
