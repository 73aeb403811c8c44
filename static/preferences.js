import { LOCALES, preferred, speak } from "./locale.js";

/** @import { Store } from "./store.js" */
/** @import { Locale, Theme } from "./types.js" */

/** What a visitor chooses for every visit to come; kept in the browser, where it keeps anything. */

const PREFIX = "shiftscope.";

export const THEMES = /** @type {const} */ (["auto", "dark", "light"]);

/** @returns {Theme} */
export function keptTheme() {
  return THEMES.find((theme) => theme === kept("theme")) ?? "auto";
}

/** @returns {Locale} */
export function keptLocale() {
  const locale = kept("locale");
  if (locale !== null && Object.hasOwn(LOCALES, locale)) return /** @type {Locale} */ (locale);
  return preferred(navigator.languages);
}

/**
 * Makes the document follow theme and language, and remembers what is chosen.
 *
 * @param {Store} store
 */
export function followPreferences(store) {
  store.on(["theme"], () => {
    applyTheme(store.get("theme"));
    keep("theme", store.get("theme"));
  });
  store.on(["locale"], () => {
    void speak(store.get("locale"));
    keep("locale", store.get("locale"));
  });
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
