import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { write } from "../url/permalink.js";
import { flowing } from "../i18n/locale.js";
import { urlOf } from "../server/api.js";
import { isOwnId } from "../server/restore.js";
import { shown } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";
import { copy } from "./clipboard.js";
import { canShare, share } from "./native-share.js";
import { sectionStyle } from "./style.js";

/**
 * A link to share other than that of the page in its current state.
 *
 * @typedef {object} Offer
 * @property {string} url
 * @property {unknown} opens  what the link opens
 * @property {string|null} text  message beside it, for the device's dialog
 */

/** A link to the page in its current state, or an offered one. */
export class ShareLink extends Panel {
  static properties = {
    ...Panel.properties,
    offer: { attribute: false },
    said: { state: true },
  };

  static styles = [shared, sectionStyle];

  constructor() {
    super();
    /** @type {Offer|null} */
    this.offer = null;
    this.said = "";
  }

  draw() {
    return html`
      <h3>${msg("Link")}</h3>
      <p class="quiet">${this.offer?.opens ?? this.opens()}</p>
      ${
        this.offer?.text
          ? html`<textarea
              readonly
              rows="4"
              aria-label=${msg("Text and link")}
              .value=${`${this.offer.text}\n${this.link}`}
            ></textarea>`
          : nothing
      }
      <div class="line">
        <input
          type="text"
          readonly
          aria-label=${msg("Link to this view")}
          .value=${this.link}
          @focus=${(/** @type {Event} */ event) =>
            /** @type {HTMLInputElement} */ (event.currentTarget).select()}
        />
        <button @click=${this.copy}>${msg("Copy link")}</button>
        ${
          this.offer?.text
            ? html`<button @click=${this.copyMessage}>${msg("Copy text and link")}</button>`
            : nothing
        }
        ${
          canShare({ url: this.link })
            ? html`<button @click=${this.send}>${msg("Send link…")}</button>`
            : nothing
        }
      </div>
      <p class="said" role="status">${this.said}</p>
    `;
  }

  /** What the permalink opens, for whoever lacks the files of the visitor's own networks, too. */
  opens() {
    const own = shown(this.requiredContext.store).filter(({ card }) => isOwnId(card.id));
    return flowing([
      msg("Opens the page as it is now."),
      ...(own.length > 0
        ? [
            msg(
              "It has no network in it: once the server has forgotten yours, the page asks for its file.",
            ),
          ]
        : []),
    ]);
  }

  /** The offered link, else the permalink of the current state; the page's own URL follows with a delay. */
  get link() {
    if (this.offer) return this.offer.url;
    return `${urlOf(".")}#${write(this.requiredContext.store.state)}`;
  }

  /** Updates the link to the current state. */
  show() {
    this.said = "";
    this.requestUpdate();
  }

  /** Hands the link to the device's dialog; copies it if the browser refuses. */
  async send() {
    const text = this.offer?.text;
    const data = { title: document.title, url: this.link, ...(text && { text }) };
    if (!(await share(data))) await this.copy();
  }

  /** Copies the offered text with the link below it. */
  async copyMessage() {
    const field = /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector("textarea"));
    const copied = await copy(field.value, field);
    this.said = copied
      ? msg("Text and link are on the clipboard.")
      : msg("The browser blocks its clipboard. The text is selected: copy it by hand.");
  }

  async copy() {
    const field = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector("input"));
    field.value = this.link;
    this.said = (await copy(field.value, field))
      ? msg("The link is on the clipboard.")
      : msg("The browser blocks its clipboard. The link is selected: copy it by hand.");
  }
}

customElements.define("share-link", ShareLink);
