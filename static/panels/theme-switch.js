import { css, html } from "lit";
import { Panel, shared } from "./panel.js";

const KEY = "shiftscope.theme";
const THEMES = /** @type {const} */ (["auto", "dark", "light"]);
const TITLES = { auto: "Theme: auto", dark: "Theme: dark", light: "Theme: light" };

/** The theme that this browser was told to keep, if it keeps anything. */
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Dark, light, or (auto) as the system has it; remembered in this browser. */
export class ThemeSwitch extends Panel {
  static properties = { ...Panel.properties, theme: { state: true } };

  static styles = [
    shared,
    css`
      button {
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    const kept = THEMES.find((theme) => theme === remembered());
    /** @type {typeof THEMES[number]} */
    this.theme = kept ?? "auto";
    this.apply();
  }

  render() {
    return html`<button @click=${this.next}>${TITLES[this.theme]}</button>`;
  }

  next() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? "auto";
    try {
      localStorage.setItem(KEY, this.theme);
    } catch {
      // A browser that keeps nothing still changes its theme.
    }
    this.apply();
  }

  apply() {
    document.documentElement.dataset.theme = this.theme;
  }
}

customElements.define("theme-switch", ThemeSwitch);
