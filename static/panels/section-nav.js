import { msg } from "@lit/localize";
import { css, html } from "lit";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * The sections of the page, with their ids and the hideable parts in them.
 *
 * @type {{ id: string, holds: string[], skip: () => string }[]}
 */
const SECTIONS = [
  {
    id: "scene",
    holds: ["scene", "own", "palette"],
    skip: () => msg("Skip to the scene"),
  },
  { id: "figure", holds: [], skip: () => msg("Skip to the figure") },
  {
    id: "inspector",
    holds: ["outputs", "cell", "activity", "card", "slices"],
    skip: () => msg("Skip to the inspector"),
  },
  {
    id: "laboratory",
    holds: ["lab"],
    skip: () => msg("Skip to the laboratory"),
  },
];

/** Skip links: jumps to the sections of the page, shown while the keyboard is on them. */
export class SectionNav extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["hidden"]);

  static styles = [
    shared,
    css`
      :host([hidden]) {
        display: none;
      }
      nav {
        position: absolute;
        z-index: 20;
        left: var(--gap-2);
        top: var(--gap-2);
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-2);
        max-width: calc(100vw - 2 * var(--gap-2));
        padding: var(--gap-2);
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      nav:not(:focus-within) {
        clip-path: inset(50%);
        pointer-events: none;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const hidden = store.get("hidden");
    const sections = SECTIONS.filter(
      ({ holds }) => holds.length === 0 || holds.some((name) => !hidden.includes(name)),
    );
    // A figure alone, as in a frame, needs no navigation.
    this.hidden = sections.length < 2;
    return html`
      <nav aria-label=${msg("Parts of the page")}>
        ${sections.map(
          ({ id, skip }) => html`
            <button data-section=${id} @click=${() => this.jump(id)}>${skip()}</button>
          `,
        )}
      </nav>
    `;
  }

  /** @param {string} id */
  jump(id) {
    const section = document.getElementById(id);
    if (!section) return;
    // A section with `display: contents` has no box of its own, so its first control is focused.
    const boxless = getComputedStyle(section).display === "contents";
    const target = boxless ? firstControl(section) : section;
    target?.scrollIntoView({ block: "nearest" });
    target?.focus({ preventScroll: true });
  }
}

/**
 * The first focusable element in a panel, or in the panels of a section.
 *
 * @param {Element} section
 * @returns {HTMLElement|null}
 */
function firstControl(section) {
  for (const panel of section.shadowRoot ? [section] : section.children) {
    const found = panel.shadowRoot?.querySelector('[tabindex="0"], button:not(:disabled)');
    if (found) return /** @type {HTMLElement} */ (found);
  }
  return null;
}

customElements.define("section-nav", SectionNav);
