import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import "./lab-answer.js";
import { TABS } from "../lab/tabs.js";
import { isShortcut } from "../ui/keys.js";
import { pin } from "../state/pin-scene.js";
import { isTyping } from "../ui/typing-focus.js";
import { scrollAcross } from "../ui/scroll-across.js";
import { watchEdges } from "../ui/scroll-edges.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * The laboratory: a bar of tabs that is always visible, and the open tab. Both are parts of the page's
 * grid: the bar is below the figure, the open tab takes the inspector's place beside it.
 */
export class LabPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["lab"]);

  static styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      .bar {
        grid-area: tabs;
        display: flex;
        align-items: stretch;
        min-width: 0;
        min-height: 2.25rem;
        overflow: auto hidden;
        padding-inline: var(--gap-3);
        background: var(--panel);
        border-top: 1px solid var(--line);
      }
      .bar > span {
        /* At the end, so that no tab moves when a narrower bar drops it. */
        order: 1;
        align-self: center;
        margin-left: auto;
        padding-left: var(--gap-3);
        font-size: var(--small);
        font-weight: 600;
        letter-spacing: 0.06em;
        text-transform: uppercase;
        color: var(--quiet);
      }
      :host([open]) .bar > span {
        display: none;
      }
      /* Tabs fade out where the bar scrolls on. */
      .bar::before,
      .bar::after {
        content: "";
        position: sticky;
        z-index: 1;
        flex: none;
        width: 2.5rem;
        background: linear-gradient(to var(--edge), transparent, var(--panel));
        pointer-events: none;
        visibility: hidden;
      }
      .bar::before {
        --edge: left;
        left: calc(-1 * var(--gap-3));
        margin-right: -2.5rem;
      }
      .bar::after {
        --edge: right;
        order: 2;
        right: calc(-1 * var(--gap-3));
        margin-left: -2.5rem;
      }
      .bar[data-before]::before,
      .bar[data-after]::after {
        visibility: visible;
      }
      [role="tablist"] {
        display: flex;
        flex: none;
      }
      .bar button {
        padding-inline: var(--gap-2);
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
      /* As wide as in bold, so that no tab moves as another opens. */
      .bar button::after {
        content: attr(data-title) / "";
        display: block;
        height: 0;
        overflow: hidden;
        font-weight: 600;
        visibility: hidden;
      }
      .content {
        grid-area: lab;
        position: relative;
        min-width: 0;
        min-height: 0;
        overflow: auto;
        background: var(--panel);
        border-left: 1px solid var(--line);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--gap-2) var(--gap-4) 0;
      }
      .head h2 {
        margin: 0;
      }
      .content:focus-visible {
        outline-offset: -2px;
      }
      /* Here the bar beside an open tab is too narrow for larger names. */
      @media (min-width: 1101px) and (max-width: 1599px) {
        .bar button {
          padding-inline: 0.4rem;
          font-size: var(--small);
        }
      }
      @media (max-width: 1100px) {
        .bar {
          position: sticky;
          bottom: 0;
          z-index: 2;
        }
        .content {
          order: 1;
          min-height: auto;
          overflow: visible;
          border-left: 0;
          border-bottom: 1px solid var(--line);
        }
      }
      @media (max-width: 720px) {
        .content {
          scroll-margin-top: var(--stage-height);
        }
        .bar {
          order: 9;
          padding-bottom: env(safe-area-inset-bottom);
        }
        .bar > span {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** The tab shown last. @type {string|null} */
    this.shown = null;
    /** The bar whose edges are watched. @type {HTMLElement|null} */
    this.bar = null;
    this.unwatch = () => {};
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch();
    this.bar = null;
  }

  /** @param {Context} context */
  draw(context) {
    const open = context.store.get("lab");
    const tab = TABS.find(({ id }) => id === open);
    return html`
      <div class="bar">
        <span aria-hidden="true">${msg("Laboratory")}</span>
        <div role="tablist" aria-label=${msg("Laboratory")} @keydown=${this.travel}>
          ${TABS.map(
            ({ id, title }, index) => html`
              <button
                role="tab"
                data-title=${title()}
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
      </div>
      ${
        tab
          ? html`<div
              id="content"
              class="content"
              role="tabpanel"
              tabindex="0"
              aria-labelledby="tab-${tab.id}"
            >
              <div class="head">
                <h2>${tab.title()}</h2>
                <button @click=${() => context.store.set("lab", null)}>${msg("Close")}</button>
              </div>
              <lab-answer .context=${context}></lab-answer>
              ${tab.show(context)}
            </div>`
          : nothing
      }
    `;
  }

  updated() {
    const bar = /** @type {HTMLElement|null} */ (this.renderRoot.querySelector(".bar"));
    if (bar !== this.bar) {
      this.unwatch();
      this.bar = bar;
      this.unwatch = bar ? watchEdges(bar) : () => {};
    }
    const open = this.context?.store.get("lab") ?? null;
    this.toggleAttribute("open", open !== null);
    if (open !== null && open !== this.shown) {
      // On small screens the tab opens above the bar, perhaps out of view.
      const block = matchMedia("(max-width: 720px)").matches ? "nearest" : "start";
      this.renderRoot.querySelector(".content")?.scrollIntoView({ block });
      // A narrow screen may cut its tab off.
      const tab = this.renderRoot.querySelector('[aria-selected="true"]');
      if (tab) scrollAcross(/** @type {Element} */ (tab.closest(".bar")), tab);
    }
    this.shown = open;
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
   * Moves the focus between tabs: arrow keys to the next, Home and End to the ends. If a tab is open,
   * the focused one opens.
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

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (!this.context || isTyping(event) || !isShortcut("pin", event)) return;
    pin(this.context.store);
  }
}

customElements.define("lab-panel", LabPanel);
