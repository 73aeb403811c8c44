import { LOCALES, preferred, speak } from "../i18n/locale.js";

/** @import { Store } from "./store.js" */
/** @import { State, Theme } from "../types/state.js" */

/** What a visitor chooses for every visit to come; kept in the browser, where it keeps anything. */

const PREFIX = "shiftscope.";

export const THEMES = /** @type {const} */ (["auto", "dark", "light"]);

/** @returns {Theme} */
export function storedTheme() {
  return THEMES.find((theme) => theme === kept("theme")) ?? "auto";
}

/** @returns {string} */
export function storedLocale() {
  const locale = kept("locale");
  if (locale !== null && Object.hasOwn(LOCALES, locale)) return locale;
  return preferred(navigator.languages);
}

/**
 * Makes the document follow theme and language.
 *
 * @param {Store} store
 */
export function followPreferences(store) {
  applyTheme(store.get("theme"));
  store.on(["theme"], () => applyTheme(store.get("theme")));
  store.on(["locale"], () => void speak(store.get("locale")));
}

/**
 * Sets what a visitor chooses, for every visit to come; what a link asks for is not kept.
 *
 * @template {"theme"|"locale"} K
 * @param {Store} store
 * @param {K} key
 * @param {State[K]} value
 */
export function setPreference(store, key, value) {
  keep(key, value);
  store.set(key, value);
}

/** @param {Theme} theme */
export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/** @param {string} name */
function kept(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that keeps nothing still changes.
  }
}
