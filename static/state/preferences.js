import { keep, recall } from "../browser/storage.js";
import { LOCALES, preferred, speak } from "../i18n/locale.js";

/** @import { Store } from "./store.js" */
/** @import { State, Theme } from "../types/state.js" */

/** The visitor's preferences, stored in the browser if it allows. */

const PREFIX = "shiftscope.";

export const THEMES = /** @type {const} */ (["auto", "dark", "light"]);

/** The theme of a visitor who has chosen none; also that of the page before its script runs. */
export const DEFAULT_THEME = "dark";

/** @returns {Theme} */
export function storedTheme() {
  return THEMES.find((theme) => theme === recall("local", `${PREFIX}theme`)) ?? DEFAULT_THEME;
}

/** @returns {string} */
export function storedLocale() {
  const locale = recall("local", `${PREFIX}locale`);
  if (locale !== null && Object.hasOwn(LOCALES, locale)) return locale;
  return preferred();
}

/**
 * Applies theme and language to the document, now and on every change.
 *
 * @param {Store} store
 */
export function followPreferences(store) {
  applyTheme(store.get("theme"));
  store.on(["theme"], () => applyTheme(store.get("theme")));
  store.on(["locale"], () => void speak(store.get("locale")));
}

/**
 * Sets and stores a preference. Values from a link are not stored.
 *
 * @template {"theme"|"locale"} K
 * @param {Store} store
 * @param {K} key
 * @param {State[K]} value
 */
export function setPreference(store, key, value) {
  keep("local", PREFIX + key, value);
  store.set(key, value);
}

/** @param {Theme} theme */
export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
}
