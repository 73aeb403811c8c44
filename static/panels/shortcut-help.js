import { msg } from "@lit/localize";
import { css, html, unsafeCSS } from "lit";
import { layerColour } from "../charts/layer-colours.js";
import { stageColour } from "../i18n/volume-colour-names.js";
import { isShortcut } from "../ui/keys.js";
import { keyTexts } from "../ui/key-names.js";
import { PLACES, SHORTCUTS } from "../ui/shortcuts.js";
import { start } from "../tour/navigation.js";
import { isTyping } from "../ui/typing-focus.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { ShortcutName, Where } from "../ui/shortcuts.js" */

/** Touch screens, where keys are for the few who have a keyboard as well. */
const TOUCH = "(hover: none) and (pointer: coarse)";

/** What the page is, and the list of all keys, in a dialog. On touch screens gestures come first. */
export class ShortcutHelp extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static properties = { ...Panel.properties, open: { state: true } };

  static styles = [
    shared,
    css`
      dialog {
        width: min(52rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 2rem);
        /* A press on the dialog itself is one beside its content. */
        padding: 0;
        overflow: auto;
        overscroll-behavior: contain;
        color: var(--text);
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .content {
        padding: 0 var(--gap-4) var(--gap-4);
      }
      .head {
        position: sticky;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--gap-4);
        margin-inline: calc(-1 * var(--gap-4));
        padding: var(--gap-3) var(--gap-4);
        background: var(--panel);
      }
      .head h2 {
        margin: 0;
      }
      .about {
        max-width: 44rem;
        margin-block: var(--gap-2) var(--gap-3);
      }
      .about b {
        padding-bottom: 1px;
        border-bottom: 3px solid ${unsafeCSS(layerColour({ role: "input", stage: null }))};
      }
      .about .first {
        border-color: ${unsafeCSS(stageColour(1))};
      }
      .about .second {
        border-color: ${unsafeCSS(stageColour(2))};
      }
      .keys,
      .gestures {
        margin-top: var(--gap-4);
      }
      summary {
        cursor: pointer;
        min-height: 2.5rem;
        align-content: center;
      }
      summary h2 {
        display: inline;
      }
      ul {
        margin: 0;
        padding-left: 1.2em;
      }
      li {
        margin-bottom: var(--gap-2);
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
        aria-label=${msg("Help")}
        title=${msg("Help")}
        aria-haspopup="dialog"
        @click=${() => (this.open = true)}
      >
        ?
      </button>
      <dialog
        aria-labelledby="title"
        @click=${this.pressBeside}
        @close=${() => (this.open = false)}
      >
        ${this.open ? html`<div class="content">${this.list()}</div>` : null}
      </dialog>
    `;
  }

  list() {
    return html`
      <div class="head">
        <h2 id="title">${msg("What this is")}</h2>
        <button autofocus @click=${this.close}>${msg("Close")}</button>
      </div>
      <p class="about">
        ${msg(html`Shiftscope shows a convolutional neural network at work: drag an object, and see live which activations move with it, and where on the canvas the answer goes wrong. <b class="input">Blue</b> is the picture; <b class="first">green</b> and <b class="second">yellow</b> are the activations of layers 1 and 2, brighter where they are stronger.`)}
      </p>
      <p class="about">
        ${msg(html`A layer is a stack of <b>slices</b>. The small picture above a slice is its <b>filter</b>: what that slice looks for, everywhere alike.`)}
      </p>
      <p><button class="tour" @click=${this.tour}>${msg("Take the tour")}</button></p>
      ${
        matchMedia(TOUCH).matches
          ? html`<h2 class="gestures">${msg("With your fingers")}</h2>
              <ul>
                <li>${msg("Drag an object across the canvas.")}</li>
                <li>${msg("Tap an object below the canvas to place it, or drag it there.")}</li>
                <li>${msg("Two fingers on the figure turn and zoom it.")}</li>
                <li>${msg("Tap a cell of the figure to see how it was computed.")}</li>
              </ul>
              <details class="keys">
                <summary><h2>${msg("Keyboard shortcuts")}</h2></summary>
                ${this.shortcuts()}
              </details>`
          : html`<h2 class="keys">${msg("Keyboard shortcuts")}</h2>
              ${this.shortcuts()}`
      }
    `;
  }

  /** All keys, by the place where they act. */
  shortcuts() {
    const names = /** @type {ShortcutName[]} */ (Object.keys(SHORTCUTS));
    const places = /** @type {Where[]} */ (Object.keys(PLACES));
    return html`
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

  tour() {
    this.close();
    start(this.requiredContext);
  }

  /** Closes the dialog at a press beside its content. @param {MouseEvent} event */
  pressBeside(event) {
    if (event.target === event.currentTarget) this.close();
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
