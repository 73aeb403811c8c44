import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { bring, bringOther, cancel } from "../own/bring.js";
import { mainFile } from "../own/chosen-files.js";
import { copy } from "../share/clipboard.js";
import { Panel, shared } from "../ui/panel.js";
import { EXPORT_LINES, divided } from "./export-lines.js";
import { ownList } from "./own-list.js";
import { mapChoice } from "./own-map-choice.js";
import { missingText, otherText, sendingText } from "./own-steps.js";
import { ownStyle } from "./own-style.js";
import "./own-news.js";
import "./own-settings.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Home } from "../own/present.js" */
/** @import { Bringing } from "../types/state.js" */

/** The dialog in which a visitor brings a network: choice of the file, progress, refusals, settings. */
export class OwnPanel extends Panel {
  static properties = { ...Panel.properties, said: { state: true } };

  static keys = /** @type {const} */ (["bringing", "own", "linked", "removed", "model", "twin"]);

  static styles = [shared, ownStyle];

  constructor() {
    super();
    /** What the last action did, for screen readers too. */
    this.said = "";
    /** The step whose heading has had the focus. @type {string|undefined} */
    this.focused = undefined;
  }

  /** @param {Context} context */
  draw({ store }) {
    const bringing = store.get("bringing");
    return html`
      <dialog
        aria-labelledby="title"
        @keydown=${(/** @type {Event} */ event) => event.stopPropagation()}
        @keyup=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}
        @close=${(/** @type {Event} */ event) => {
          // The event comes late: the next step may have opened the dialog again.
          const { open } = /** @type {HTMLDialogElement} */ (event.currentTarget);
          if (!open && store.get("bringing")) this.close();
        }}
      >
        ${bringing ? this.content(bringing) : nothing}
      </dialog>
    `;
  }

  /** @param {Bringing} bringing */
  content(bringing) {
    return html`
      <div class="top">
        <h2 id="title" tabindex="-1">${titleOf(bringing)}</h2>
        <button @click=${() => this.close()}>
          ${isBusy(bringing) ? msg("Cancel") : msg("Close")}
        </button>
      </div>
      <div class="body">
        ${this.step(bringing)}
        <p class="unseen" role="status">${this.said}</p>
      </div>
    `;
  }

  /** @param {Bringing} bringing */
  step(bringing) {
    const { store } = this.requiredContext;
    switch (bringing.step) {
      case "choose":
        return html`${this.chooser(msg("Choose a file…"))} ${this.promise()} ${this.help()}
        ${this.home ? ownList(this.home, bringing.side) : nothing}`;
      case "send":
        return html`${sendingText(bringing)}
          <p class="quiet">${bringing.file}</p>`;
      case "refused":
        return this.refusal(bringing);
      case "map":
        return this.home ? mapChoice(this.home, bringing) : nothing;
      case "missing":
        return html`${missingText(store)} ${this.chooser(msg("Bring the file…"))}`;
      case "other":
        return html`${otherText(mainFile(bringing.files)?.name ?? "")}
          <div class="line">
            <button @click=${() => this.home && void bringOther(this.home, bringing.files)}>
              ${msg("Show it all the same")}
            </button>
          </div>
          ${this.chooser(msg("Choose another file…"))}`;
      case "settings":
        return html`<own-settings
            side=${bringing.side}
            .error=${bringing.error ?? null}
            ?inert=${isBusy(bringing)}
            .context=${this.requiredContext}
          ></own-settings>
          ${bringing.sending ? sendingText(bringing.sending) : nothing}`;
    }
  }

  close() {
    if (this.home) cancel(this.home);
  }

  /** @param {string} text */
  chooser(text) {
    return html`
      <div class="drop">
        <p>${msg("Drop an ONNX file anywhere on the page, or")}</p>
        <button class="main" autofocus @click=${() => this.fileField?.click()}>${text}</button>
        <input
          class="file"
          type="file"
          multiple
          tabindex="-1"
          aria-hidden="true"
          @change=${(/** @type {Event} */ event) => {
            const field = /** @type {HTMLInputElement} */ (event.currentTarget);
            const files = [...(field.files ?? [])];
            field.value = "";
            if (files.length > 0) this.bring(files);
          }}
        />
      </div>
    `;
  }

  /** @returns {HTMLInputElement|null} */
  get fileField() {
    return this.renderRoot.querySelector("input.file");
  }

  /** @param {File[]} files */
  bring(files) {
    const side = this.requiredContext.store.get("bringing")?.side ?? "model";
    if (this.home) void bring(this.home, files, side);
  }

  /** What happens with the file. */
  promise() {
    const { store, own } = this.requiredContext;
    const minutes = store.get("limits").own?.minutes;
    return html`<p class="quiet">
      ${
        minutes === undefined
          ? msg(
              "The file goes to this server, which lists it to nobody and does not run it as a program.",
            )
          : msg(
              str`The file goes to this server, which lists it to nobody, does not run it as a program, and forgets it after ${minutes} min without use.`,
            )
      }
      ${
        own?.lasting === false
          ? msg("This browser cannot keep the file: it is gone when you leave the page.")
          : msg("This browser keeps the file, and sends it again when needed.")
      }
    </p>`;
  }

  help() {
    return html`<details>
      <summary>${msg("From PyTorch, Keras and others")}</summary>
      <p class="quiet">
        ${msg("In PyTorch, with the size of your network's input in place of 224:")}
      </p>
      ${this.code(EXPORT_LINES)}
      <p class="quiet">
        ${msg('Keras and TensorFlow: model.export(…, format="onnx"), or tf2onnx, where they write the same nodes. The input has to be a picture: classical models, as of scikit-learn, take rows of numbers and do not come in.')}
      </p>
      <p class="quiet">
        ${msg("Weights and card of a network of Shiftscope: choose both files together, safetensors and JSON.")}
      </p>
    </details>`;
  }

  /** @param {string} lines */
  code(lines) {
    return html`<div class="code">
      <textarea
        readonly
        rows=${lines.split("\n").length + 1}
        aria-label=${msg("Lines of code")}
        .value=${lines}
      ></textarea>
      <button @click=${(/** @type {Event} */ event) => this.copy(event)}>
        ${msg("Copy the lines")}
      </button>
    </div>`;
  }

  /** @param {Event} event */
  async copy(event) {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const field = /** @type {HTMLTextAreaElement} */ (button.previousElementSibling);
    const done = await copy(field.value, field);
    this.said = done ? msg("Copied.") : msg("Press Ctrl+C to copy.");
    button.textContent = done ? msg("Copied") : msg("Copy the lines");
  }

  /** @param {Extract<Bringing, { step: "refused" }>} bringing */
  refusal({ error }) {
    const { sentence, code } = divided(error.message);
    return html`
      <p class="error" role="alert">${errorText({ ...error, message: sentence })}</p>
      ${code ? this.code(code) : nothing} ${this.chooser(msg("Choose another file…"))}
    `;
  }

  /** @returns {Home|null} */
  get home() {
    const { store, own, palette } = this.requiredContext;
    return own ? { store, own, palette } : null;
  }

  updated() {
    const dialog = this.renderRoot.querySelector("dialog");
    const bringing = this.context?.store.get("bringing");
    if (dialog && bringing && !dialog.open) dialog.showModal();
    if (dialog?.open && !bringing) dialog.close();
    if (bringing?.step !== this.focused) {
      this.focused = bringing?.step;
      this.said = "";
      const first =
        this.renderRoot.querySelector("[autofocus]") ?? this.renderRoot.querySelector("#title");
      /** @type {HTMLElement|null} */ (first)?.focus();
    }
  }
}

/** @param {Bringing} bringing */
function titleOf(bringing) {
  switch (bringing.step) {
    case "choose":
      return msg("Your network");
    case "send":
      return msg("Bringing your network");
    case "refused":
      return msg(str`${bringing.file} was not taken`);
    case "map":
      return msg("One question");
    case "settings":
      return msg("Settings of this network");
    case "missing":
      return msg("A network is missing");
    case "other":
      return msg("Another network");
  }
}

/**
 * Whether a transfer is running, which can be cancelled.
 *
 * @param {Bringing} bringing
 */
function isBusy(bringing) {
  return bringing.step === "send" || (bringing.step === "settings" && Boolean(bringing.sending));
}

customElements.define("own-panel", OwnPanel);
