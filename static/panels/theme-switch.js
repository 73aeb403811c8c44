import { msg } from "@lit/localize";
import { css, html } from "lit";
import { DEFAULT_THEME, THEMES, setPreference } from "../state/preferences.js";
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
      button {
        white-space: nowrap;
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const theme = store.get("theme");
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? DEFAULT_THEME;
    return html`<button @click=${() => setPreference(store, "theme", next)}>
      ${title(theme)}
    </button>`;
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
