import { msg } from "@lit/localize";
import { css, html } from "lit";
import { THEMES, setPreference } from "../state/preferences.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Theme } from "../types/state.js" */

/** Sets the theme: dark, light, or automatic, which is the system's. */
export class ThemeSwitch extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["theme"]);

  static styles = [
    shared,
    css`
      select {
        width: 100%;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const theme = store.get("theme");
    return html`<select
      aria-label=${msg("Theme")}
      @change=${(/** @type {Event} */ event) => {
        const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
        setPreference(store, "theme", /** @type {Theme} */ (value));
      }}
    >
      ${THEMES.map(
        (each) => html`<option value=${each} .selected=${each === theme}>${title(each)}</option>`,
      )}
    </select>`;
  }
}

/** @param {Theme} theme */
function title(theme) {
  switch (theme) {
    case "auto":
      return msg("Theme: auto");
    case "dark":
      return msg("Theme: dark");
    default:
      return msg("Theme: light");
  }
}

customElements.define("theme-switch", ThemeSwitch);
