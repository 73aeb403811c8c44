import { msg } from "@lit/localize";
import { css, html } from "lit";
import { Panel, shared } from "../ui/panel.js";

/** A box that drops down from the header's end. */
const dropped = css`
  position: absolute;
  z-index: 30;
  top: 100%;
  right: var(--gap-2);
  display: grid;
  gap: var(--gap-2);
  width: max-content;
  max-width: calc(100vw - 2 * var(--gap-2));
  padding: var(--gap-3);
  background: var(--panel);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.35);
`;

/**
 * The end of the header: its slotted switches in a row, and those in the slot `settings` in a menu. On
 * narrow screens the menu takes all of them, so that the header stays one row.
 */
export class HeaderMenu extends Panel {
  static properties = { ...Panel.properties, open: { state: true } };

  static keys = /** @type {const} */ (["projector", "screen", "tour", "twin"]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "menu";

  static styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      .menu {
        display: contents;
      }
      .toggle {
        flex: none;
        min-width: 2rem;
        padding-inline: var(--gap-2);
      }
      .settings {
        ${dropped}
      }
      /* The first screen has few enough switches for a row without a menu. */
      :host([opening]) :is(.menu, .settings) {
        display: contents;
        visibility: visible;
      }
      :host([opening]) .toggle {
        display: none;
      }
      /* In projector mode the header itself is the menu: styles/projector.css. */
      :host([projected]:not([opening])) :is(.menu, .settings) {
        display: contents;
      }
      :host([projected]) .toggle {
        order: 1;
        justify-self: end;
        min-height: 2.25rem;
        padding-block: 0;
      }
      /* Not display: none, which would hide the dialogs that keys open. */
      .settings[data-closed] {
        visibility: hidden;
      }
      @media (max-width: 820px) {
        .menu {
          ${dropped}
        }
        .menu[data-closed] {
          visibility: hidden;
        }
        .settings {
          display: contents;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    /** Screen and projector mode at the last update. */
    this.view = "";
    this.onPress = (/** @type {PointerEvent} */ event) => {
      // In projector mode the header itself is the menu.
      const own = (this.context?.store.get("projector") && this.parentElement) || this;
      if (this.open && !event.composedPath().includes(own)) this.open = false;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("pointerdown", this.onPress, { capture: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this.onPress, { capture: true });
  }

  draw() {
    return html`
      <div class="menu" ?data-closed=${!this.open}>
        <slot></slot>
        <div id="settings" class="settings" ?data-closed=${!this.open}>
          <slot name="settings"></slot>
        </div>
      </div>
      <button
        class="toggle"
        aria-label=${msg("Menu")}
        title=${msg("Menu")}
        aria-expanded=${this.open}
        aria-controls="settings"
        @click=${() => (this.open = !this.open)}
      >
        ⋯
      </button>
    `;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    // A change of the view closes the menu that made it.
    const { projector, screen, tour, twin } = this.context?.store.state ?? {};
    // Projected, it covers what these open.
    const opened = projector ? `${tour !== null} ${twin?.id}` : "";
    const view = `${screen} ${projector} ${opened}`;
    if (view !== this.view) this.open = false;
    this.view = view;
  }

  updated() {
    this.toggleAttribute("opening", this.context?.store.get("screen") === "opening");
    this.toggleAttribute("projected", Boolean(this.context?.store.get("projector")));
    this.toggleAttribute("open", this.open);
  }

  escape() {
    if (!this.open) return false;
    this.open = false;
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector(".toggle"))?.focus();
    return true;
  }
}

customElements.define("header-menu", HeaderMenu);
