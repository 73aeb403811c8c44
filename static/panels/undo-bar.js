import { msg, str } from "@lit/localize";
import { css, html, svg } from "lit";
import { define } from "../ui/define.js";
import { isShortcut } from "../ui/keys.js";
import { keyTexts } from "../ui/key-names.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { StepKind } from "../types/state.js" */

const LEFT = svg`<path d="M4 6h6.5a3.5 3.5 0 0 1 0 7H7M4 6l3-3M4 6l3 3" />`;
const RIGHT = svg`<path d="M12 6H5.5a3.5 3.5 0 0 0 0 7H9M12 6L9 3M12 6L9 9" />`;

/** Buttons to undo and redo changes of the scene and of the networks. */
export class UndoBar extends Panel {
  static keys = /** @type {const} */ (["undoing"]);

  static styles = [
    shared,
    css`
      :host {
        float: right;
        margin-block: -0.6rem -0.4rem;
      }
      div {
        display: flex;
        gap: var(--gap-1);
      }
      button {
        display: grid;
        place-items: center;
        width: 2rem;
        min-height: 2rem;
        padding: 0;
      }
      button[aria-disabled="true"] {
        opacity: 0.45;
        cursor: default;
      }
      svg {
        width: 1rem;
        height: 1rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  constructor() {
    super();
    /** Text of the live region. */
    this.said = "";
  }

  /** @param {Context} context */
  draw({ store, undo }) {
    if (!undo) return null;
    const { back, forward } = store.get("undoing");
    return html`
      <div role="group" aria-label=${msg("Steps")}>
        ${this.button(back, msg("Undo"), "undo", LEFT, () => this.undo())}
        ${this.button(forward, msg("Redo"), "redo", RIGHT, () => this.redo())}
      </div>
      <p class="unseen" aria-live="polite">${this.said}</p>
    `;
  }

  /**
   * A button that keeps the focus even with nothing left to undo or redo.
   *
   * @param {StepKind|null} kind
   * @param {string} title
   * @param {"undo"|"redo"} shortcut
   * @param {unknown} icon
   * @param {() => void} press
   */
  button(kind, title, shortcut, icon, press) {
    const { held, keys } = keyTexts(shortcut);
    const text = kind ? `${title}: ${stepText(kind)}` : title;
    return html`
      <button
        aria-label=${text}
        aria-disabled=${kind === null}
        title="${text} (${[...held, ...keys].join("+")})"
        @click=${press}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">${icon}</svg>
      </button>
    `;
  }

  undo() {
    const { store, undo } = this.requiredContext;
    const { back } = store.get("undoing");
    undo?.undo();
    if (back) this.tell(msg(str`Undone: ${stepText(back)}`));
  }

  redo() {
    const { store, undo } = this.requiredContext;
    const { forward } = store.get("undoing");
    undo?.redo();
    if (forward) this.tell(msg(str`Redone: ${stepText(forward)}`));
  }

  /** @param {string} text */
  tell(text) {
    this.said = text;
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    // No undo while a pointer is dragging.
    if (!this.context?.undo || this.context.undo.held || writes(event)) return;
    if (isShortcut("undo", event)) this.undo();
    else if (isShortcut("redo", event) || isShortcut("redoElsewhere", event)) this.redo();
    else return;
    event.preventDefault();
  }
}

/**
 * Whether a key goes to a text field, which has its own undo, or to a dialog.
 *
 * @param {KeyboardEvent} event
 */
function writes(event) {
  const others = ["range", "checkbox", "radio", "file", "color"];
  return event
    .composedPath()
    .some(
      (node) =>
        (node instanceof HTMLInputElement && !others.includes(node.type)) ||
        node instanceof HTMLTextAreaElement ||
        node instanceof HTMLDialogElement ||
        (node instanceof HTMLElement && node.isContentEditable),
    );
}

/** @param {StepKind} kind */
function stepText(kind) {
  switch (kind) {
    case "place":
      return msg("placing");
    case "move":
      return msg("moving");
    case "remove":
      return msg("removing");
    case "paint":
      return msg("painting");
    case "draw":
      return msg("drawing");
    case "network":
      return msg("another network");
    default:
      return msg("several changes");
  }
}

define("undo-bar", UndoBar);
