import { msg } from "@lit/localize";
import { css, html } from "lit";
import { PLACES, SHORTCUTS, isShortcut, keyTexts } from "../ui/keys.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { ShortcutName, Where } from "../ui/keys.js" */

/** The list of all keys, in a dialog. */
export class ShortcutHelp extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static properties = { ...Panel.properties, open: { state: true } };

  static styles = [
    shared,
    css`
      dialog {
        width: min(52rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 2rem);
        padding: var(--gap-4);
        overflow: auto;
        color: var(--text);
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      dialog::backdrop {
        background: color-mix(in srgb, var(--page) 70%, transparent);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--gap-4);
      }
      .head h2 {
        margin: 0;
      }
      .places {
        columns: 2 20rem;
        column-gap: var(--gap-4);
      }
      section {
        break-inside: avoid;
        padding-top: var(--gap-3);
      }
      h3 {
        margin: 0 0 var(--gap-1);
        font-size: var(--body);
      }
      dl {
        display: grid;
        grid-template-columns: 10.5rem 1fr;
        gap: var(--gap-1) var(--gap-3);
        margin: 0;
        font-size: var(--small);
      }
      dt {
        text-align: right;
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-width: 1.25rem;
        padding: 0 var(--gap-1);
        border: 1px solid var(--line);
        border-radius: var(--gap-1);
        background: var(--raised);
        font: inherit;
        text-align: center;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
  }

  draw() {
    return html`
      <button
        aria-label=${msg("Keyboard shortcuts")}
        title=${msg("Keyboard shortcuts")}
        aria-haspopup="dialog"
        @click=${() => (this.open = true)}
      >
        ?
      </button>
      <dialog aria-labelledby="title" @close=${() => (this.open = false)}>
        ${this.open ? this.list() : null}
      </dialog>
    `;
  }

  list() {
    const names = /** @type {ShortcutName[]} */ (Object.keys(SHORTCUTS));
    const places = /** @type {Where[]} */ (Object.keys(PLACES));
    return html`
      <div class="head">
        <h2 id="title">${msg("Keyboard shortcuts")}</h2>
        <button autofocus @click=${this.close}>${msg("Close")}</button>
      </div>
      <div class="places">
        ${places.map(
          (place) => html`
            <section aria-label=${PLACES[place]()}>
              <h3>${PLACES[place]()}</h3>
              <dl>
                ${names
                  .filter((name) => SHORTCUTS[name].where === place)
                  .map(
                    (name) => html`
                      <dt data-shortcut=${name}>${this.keys(name)}</dt>
                      <dd>${SHORTCUTS[name].text()}</dd>
                    `,
                  )}
              </dl>
            </section>
          `,
        )}
      </div>
    `;
  }

  /** @param {ShortcutName} name */
  keys(name) {
    const { held, keys } = keyTexts(name);
    return html`${held.map((key) => html`<kbd>${key}</kbd> + `)}${keys.map(
      (key) => html`<kbd>${key}</kbd> `,
    )}`;
  }

  updated() {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog && this.open && !dialog.open) dialog.showModal();
  }

  close() {
    this.renderRoot.querySelector("dialog")?.close();
  }

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (!this.context || isTyping(event) || !isShortcut("help", event)) return;
    event.preventDefault();
    this.open = true;
  }
}

customElements.define("shortcut-help", ShortcutHelp);
