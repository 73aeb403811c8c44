import { msg } from "@lit/localize";
import { css, html } from "lit";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/**
 * The sections of the page, with their ids and the hideable parts in them.
 *
 * @type {{ id: string, holds: string[], title: () => string, skip: () => string }[]}
 */
const SECTIONS = [
  {
    id: "scene",
    holds: ["scene", "own", "palette"],
    title: () => msg("Scene"),
    skip: () => msg("Skip to the scene"),
  },
  { id: "figure", holds: [], title: () => msg("Figure"), skip: () => msg("Skip to the figure") },
  {
    id: "inspector",
    holds: ["outputs", "cell", "activity", "card", "microscope", "slices"],
    title: () => msg("Inspector"),
    skip: () => msg("Skip to the inspector"),
  },
  {
    id: "laboratory",
    holds: ["lab"],
    title: () => msg("Laboratory"),
    skip: () => msg("Skip to the laboratory"),
  },
];

/** Links to the sections of the page: skip links for the keyboard, and a bar at the bottom on phones. */
export class SectionNav extends Panel {
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
        gap: var(--gap-2);
        padding: var(--gap-2);
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      nav:not(:focus-within) {
        clip-path: inset(50%);
        pointer-events: none;
      }
      .short {
        display: none;
      }
      @media (max-width: 720px) {
        nav,
        nav:not(:focus-within) {
          position: fixed;
          inset: auto 0 0;
          gap: 0;
          padding: 0 0 env(safe-area-inset-bottom);
          border-width: 1px 0 0;
          border-radius: 0;
          clip-path: none;
          pointer-events: auto;
        }
        button {
          flex: 1 1 auto;
          min-height: var(--jump);
          padding: 0 var(--gap-1);
          border: 0;
          border-radius: 0;
          background: none;
          font-size: var(--small);
        }
        button:focus-visible {
          outline-offset: -3px;
        }
        .short {
          display: inline;
        }
        .long {
          display: none;
        }
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
          ({ id, title, skip }) => html`
            <button data-section=${id} @click=${() => this.jump(id)}>
              <span class="long">${skip()}</span><span class="short">${title()}</span>
            </button>
          `,
        )}
      </nav>
    `;
  }

  /** @param {string} id */
  jump(id) {
    const section = document.getElementById(id);
    if (!section) return;
    // On phones the scene's section has `display: contents`, and so no box of its own.
    const contents = getComputedStyle(section).display === "contents";
    (contents ? section.firstElementChild : section)?.scrollIntoView({ block: "start" });
    section.focus({ preventScroll: true });
  }
}

customElements.define("section-nav", SectionNav);
