import { css, html } from "lit";
import { LOCALES } from "../i18n/locale.js";
import { setPreference } from "../state/preferences.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Sets the page's language. */
export class LanguageSwitch extends Panel {
  static keys = /** @type {const} */ (["locale"]);

  static styles = [
    shared,
    css`
      select {
        field-sizing: content;
        min-width: 100%;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    return html`
      <select
        aria-label="Language / 语言"
        @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
          setPreference(store, "locale", value);
        }}
      >
        ${Object.entries(LOCALES).map(
          ([locale, title]) => html`
            <option lang=${locale} value=${locale} .selected=${locale === store.get("locale")}>
              ${title}
            </option>
          `,
        )}
      </select>
    `;
  }
}

customElements.define("language-switch", LanguageSwitch);
