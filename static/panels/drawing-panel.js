import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { cancelImport, importImages } from "../scene/image-import.js";
import { learnedSide, sizeNote } from "../scene/learned-size.js";
import { drawingOf, fullReason } from "../scene/scene.js";
import { INKS, WIDTHS } from "../scene/tools/ink-colours.js";
import { hasInk } from "../scene/tools/scene-ink.js";
import { place } from "../scene/tools/place.js";
import { deselectTool, selectTool } from "../scene/tools/tool.js";
import { Panel, shared } from "../ui/panel.js";
import { tile, tiles } from "../scene/palette-tile.js";
import { isCalm } from "./draw-guide.js";
import "./background-row.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Tool } from "../types/state.js" */

const FILES = "image/png,image/jpeg,image/webp";

/** Pen and eraser for the canvas, import of pictures, and the scene's pictures. */
export class DrawingPanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ ([
    "scene",
    "selection",
    "tool",
    "importing",
    "model",
    "twin",
    "hidden",
  ]);

  static styles = [
    shared,
    tiles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2);
      }
      .row + *,
      background-row {
        margin-top: var(--gap-2);
      }
      .row h2 {
        margin: 0;
      }
      .buttons {
        display: flex;
        flex: 1;
        gap: var(--gap-2);
      }
      .buttons button {
        flex: 1;
        padding-inline: var(--gap-2);
      }
      .tiles.small {
        grid-template-columns: repeat(auto-fill, 2.25rem);
        gap: var(--gap-2);
      }
      .group {
        display: flex;
        gap: 2px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .group button {
        display: grid;
        place-items: center;
        width: 2rem;
        padding: 0;
      }
      .dot {
        display: block;
        width: 0.9rem;
        height: 0.9rem;
        border-radius: 50%;
        outline: 1px solid var(--quiet);
      }
      .reading p {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      progress {
        width: 4rem;
        accent-color: var(--bar);
      }
      .nib {
        display: block;
        border-radius: 1px;
        background: currentColor;
      }
    `,
  ];

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "tool";

  /** @param {Context} context */
  escape({ store }) {
    if (store.get("tool").kind === null) return false;
    deselectTool(store);
    return true;
  }

  /** @param {Context} context */
  draw({ store }) {
    const scene = store.get("scene");
    const tool = store.get("tool");
    const full = fullReason(scene, "", store.get("limits").scene);
    const inked = hasInk(scene);
    return html`
      <draw-guide .context=${this.context}></draw-guide>
      <div class="row">
        <h2>${msg("Your own")}</h2>
        <div class="buttons">
          ${this.button("pen", msg("Pen"), full !== null && tool.kind === null)}
          ${this.button("eraser", msg("Eraser"), !inked && tool.kind === null)}
          <button ?disabled=${full !== null} @click=${this.choose}>${msg("Picture…")}</button>
          <input
            type="file"
            accept=${FILES}
            aria-label=${msg("A picture")}
            multiple
            hidden
            @change=${this.chosen}
          />
        </div>
      </div>
      ${this.reading()} ${tool.kind === null ? null : this.nibs(tool)} ${this.size()}
      ${this.pictures()}
      ${isCalm(store.get("hidden")) ? null : html`<background-row .context=${this.context}></background-row>`}
      ${full === null ? null : html`<p class="quiet">${full}</p>`}
    `;
  }

  /**
   * @param {"pen"|"eraser"} kind
   * @param {string} title
   * @param {boolean} disabled
   */
  button(kind, title, disabled) {
    const { store } = this.requiredContext;
    const taken = store.get("tool").kind === kind;
    return html`
      <button
        aria-pressed=${taken}
        ?disabled=${disabled}
        @click=${() => (taken ? deselectTool(store) : selectTool(store, { kind }))}
      >
        ${title}
      </button>
    `;
  }

  /**
   * Colours and widths of lines.
   *
   * @param {Tool} tool
   */
  nibs(tool) {
    const { store } = this.requiredContext;
    const inks = INKS.map(
      ({ title, rgb }, i) => html`
        <button
          title=${title()}
          aria-label=${title()}
          aria-pressed=${tool.ink === i + 1}
          @click=${() => selectTool(store, { ink: i + 1 })}
        >
          <span class="dot" .style=${`background: rgb(${rgb.join(" ")})`}></span>
        </button>
      `,
    );
    const widths = WIDTHS.map(
      (width) => html`
        <button
          title=${msg(str`${width} px`)}
          aria-label=${msg(str`${width} px`)}
          aria-pressed=${tool.width === width}
          @click=${() => selectTool(store, { width })}
        >
          <span class="nib" .style=${`width: ${width * 3}px; height: ${width * 3}px`}></span>
        </button>
      `,
    );
    return html`
      <div class="row">
        ${
          tool.kind === "pen"
            ? html`<div class="group" role="group" aria-label=${msg("Ink")}>${inks}</div>`
            : null
        }
        <div class="group" role="group" aria-label=${msg("Width")}>${widths}</div>
      </div>
    `;
  }

  /** How large to draw, or that the drawing has another size. The guide says it where it is shown. */
  size() {
    const { store, palette } = this.requiredContext;
    if (isCalm(store.get("hidden"))) return null;
    const draws = store.get("tool").kind === "pen" && learnedSide(store, palette) !== null;
    const text =
      sizeNote(store, palette) ??
      (draws ? msg("The box on the canvas is as large as the digits in training.") : null);
    return text === null ? null : html`<p class="quiet">${text}</p>`;
  }

  /** The running import, with a button to cancel it. */
  reading() {
    const { store } = this.requiredContext;
    const name = store.get("importing");
    if (name === null) return null;
    return html`
      <div class="row reading">
        <p role="status">${msg(str`Reading ${name}…`)}</p>
        <progress aria-label=${msg(str`Reading ${name}…`)}></progress>
        <button @click=${() => cancelImport(store)}>${msg("Cancel")}</button>
      </div>
    `;
  }

  /** The scene's pictures, to place again. */
  pictures() {
    const { store, palette } = this.requiredContext;
    const scene = store.get("scene");
    const names = Object.keys(scene.pictures ?? {});
    if (names.length === 0) return null;
    return html`
      <div class="tiles small">
        ${names.map((name, i) => {
          const drawing = drawingOf(scene, palette, name);
          if (!drawing) return null;
          return tile(drawing, {
            scale: 30 / Math.max(drawing.height, drawing.width),
            full: fullReason(scene, name, store.get("limits").scene) !== null,
            name: msg(str`copy of ${drawing.title} ${i + 1}`),
            place: () => place(store, palette, drawing),
            carry: (pointerId) => store.set("carried", { object: name, pointerId }),
          });
        })}
      </div>
    `;
  }

  choose() {
    /** @type {HTMLInputElement} */ (this.renderRoot.querySelector("input")).click();
  }

  /** @param {Event} event */
  chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const files = [...(input.files ?? [])];
    // Without this, choosing the same file again would fire no event.
    input.value = "";
    void importImages(this.requiredContext.store, files);
  }
}

customElements.define("drawing-panel", DrawingPanel);
