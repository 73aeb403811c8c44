import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import "../share/code-section.js";
import { seconds } from "../share/film-section.js";
import { Filming } from "../share/film-recorder.js";
import "../share/link-section.js";
import "../share/activations-section.js";
import "../share/picture-section.js";
import "../share/print-section.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Offer } from "../share/link-section.js" */
/** @import { Context } from "../ui/panel.js" */

/** Everything to share or export, in a dialog. */
export class SharePanel extends Panel {
  static styles = [
    shared,
    css`
      dialog {
        width: min(44rem, 100vw - 2 * var(--gap-4));
        max-height: calc(100dvh - 2 * var(--gap-4));
        padding: 0;
        color: var(--text);
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .top {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--gap-3) var(--gap-4);
        background: var(--panel);
        border-bottom: 1px solid var(--line);
      }
      .top h2 {
        margin: 0;
      }
      .parts {
        display: grid;
        gap: var(--gap-4);
        padding: var(--gap-4);
      }
      .parts > * + * {
        padding-top: var(--gap-4);
        border-top: 1px solid var(--line);
      }
      .bar {
        position: fixed;
        top: var(--gap-3);
        left: 50%;
        z-index: 2;
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        padding: var(--gap-2) var(--gap-3);
        white-space: nowrap;
        background: var(--panel);
        border: 2px solid var(--bad);
        border-radius: var(--radius);
        transform: translateX(-50%);
      }
      .dot {
        width: 0.75rem;
        height: 0.75rem;
        border-radius: 50%;
        background: var(--bad);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Filming|null} */
    this.filming = null;
    this.was = "idle";
    /** @type {Offer|null} */
    this.offer = null;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!changed.has("context") || !this.context) return;
    this.filming?.close();
    this.filming = new Filming(this.context, () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.filming?.cancel();
  }

  /** @param {Context} context */
  draw(context) {
    const film = this.filming?.state ?? null;
    return html`
      <button aria-haspopup="dialog" @click=${() => this.open()}>${msg("Share")}</button>
      <dialog
        aria-labelledby="title"
        closedby="any"
        @keydown=${(/** @type {Event} */ event) => event.stopPropagation()}
        @cancel=${() => this.leave()}
        @close=${() => this.leave()}
      >
        <div class="top">
          <h2 id="title">${msg("Share")}</h2>
          <button @click=${() => this.dialog.close()}>${msg("Close")}</button>
        </div>
        <div class="parts">
          <share-link .context=${context} .offer=${this.offer}></share-link>
          <share-film .context=${context} .filming=${this.filming} .film=${film}></share-film>
          <share-picture .context=${context}></share-picture>
          <share-print .context=${context}></share-print>
          <share-network .context=${context}></share-network>
          <share-activations .context=${context}></share-activations>
          <share-code .context=${context}></share-code>
          <p class="quiet">${msg("The laboratory's plots have their own SVG and PNG buttons.")}</p>
        </div>
      </dialog>
      ${film?.phase === "live" ? this.bar(film.time, film.length) : nothing}
    `;
  }

  /**
   * The bar shown while recording.
   *
   * @param {number} time  ms
   * @param {number} length
   */
  bar(time, length) {
    return html`<div class="bar" role="group" aria-label=${msg("Filming")}>
      <span class="dot"></span>
      <span role="status">${msg("Filming: drag an object.")}</span>
      <span class="number">${seconds(time)} / ${length / 1000} s</span>
      <button data-stop @click=${() => this.filming?.stop()}>${msg("Stop")}</button>
      <button @click=${() => this.filming?.cancel()}>${msg("Cancel")}</button>
    </div>`;
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector("dialog"));
  }

  /** @param {Offer|null} [offer]  the link to offer; by default that of the page as it is */
  open(offer = null) {
    this.offer = offer;
    this.filming?.forgetStale();
    for (const part of this.renderRoot.querySelectorAll(".parts > *")) {
      if ("show" in part) /** @type {{ show: () => void }} */ (part).show();
    }
    void import("../share/network-section.js");
    this.requestUpdate();
    if (!this.dialog.open) this.dialog.showModal();
    // A film that was just made is shown; otherwise the link, which is first.
    if (!this.filming?.now.film) this.dialog.scrollTop = 0;
  }

  /** Cancels a replay, which is shown only in the dialog, when the dialog closes. */
  leave() {
    if (this.filming?.now.phase === "replay") this.filming.cancel();
  }

  /** Closes the dialog during a recording, and opens it again with the film. */
  updated() {
    const phase = this.filming?.now.phase ?? "idle";
    const was = this.was;
    if (phase === was) return;
    this.was = phase;
    if (phase === "live") {
      this.dialog.close();
      /** @type {HTMLElement} */ (this.renderRoot.querySelector("[data-stop]"))?.focus();
    }
    const { film, failure } = this.filming?.now ?? {};
    if (was === "live" && (film || failure)) this.open();
  }
}

customElements.define("share-panel", SharePanel);
