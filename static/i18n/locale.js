import { configureLocalization, msg, str } from "@lit/localize";
import { html } from "lit";

/** @import { Locale } from "../types/state.js" */

/** Every language of the page, each in its own words. @type {Record<Locale, string>} */
export const LOCALES = { en: "English", "zh-Hans": "简体中文" };

/** Languages that set no space between sentences. */
const UNSPACED = new Set(["zh-Hans"]);

/** What varies in texts that the server composes: ids of networks, and numbers. */
const VARIABLE = /[a-z]+(?:-[a-z0-9]+){2,}|\.?\d+(?:[.,]\d+)*(?:e-?\d+)?/g;

/** What the catalogues call each name that the server has in English. @type {Map<string, string>} */
let names = new Map();

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: "en",
  targetLocales: Object.keys(LOCALES).filter((locale) => locale !== "en"),
  loadLocale: async () => {
    const [templates, table] = await Promise.all([
      import("../../build/locales/zh-Hans.js"),
      import("./locales/names.zh-Hans.json"),
    ]);
    names = new Map(Object.entries(table.default));
    return templates;
  },
});

/**
 * The first language of the browser's that the page has, else English.
 *
 * @param {readonly string[]} wanted  as of `navigator.languages`
 * @returns {Locale}
 */
export function preferred(wanted) {
  for (const each of wanted) {
    const language = new Intl.Locale(each).language;
    if (language === "zh") return "zh-Hans";
    if (language === "en") return "en";
  }
  return "en";
}

/**
 * Sets the language of everything that is drawn from now on, and has what is there drawn again.
 *
 * @param {Locale} locale
 */
export async function speak(locale) {
  await setLocale(locale);
}

/**
 * A text that the server gives in English (the name of a network, an object, a slice, an output, a
 * sentence of a card or a record), in the language of the page; unchanged where the catalogue has
 * none. Texts that the server composes of numbers and networks are there by their pattern.
 *
 * @param {string} text
 */
export function named(text) {
  if (getLocale() === "en") return text;
  const parts = text.match(VARIABLE) ?? [];
  let count = 0;
  const pattern = text.replaceAll(VARIABLE, () => `{${++count}}`);
  const found = names.get(text) ?? names.get(pattern);
  return found?.replaceAll(/\{(\d+)\}/g, (_, i) => parts[i - 1] ?? "") ?? text;
}

/** The language that everything is drawn in. */
export function spoken() {
  return getLocale();
}

/**
 * Items as a list within a sentence, as in `a, b and c`.
 *
 * @param {string[]} items
 */
export function listed(items) {
  // The English of the page has no comma before the last "and".
  const locale = getLocale() === "en" ? "en-GB" : getLocale();
  return new Intl.ListFormat(locale).format(items);
}

/**
 * Items one after the other, as in `a, b, c`.
 *
 * @param {string[]} items
 */
export function enumerated(items) {
  return items.length ? items.reduce((all, next) => msg(str`${all}, ${next}`)) : "";
}

/**
 * Sentences one after the other: some languages have no space between them.
 *
 * @param {unknown[]} sentences
 */
export function flowing(sentences) {
  const gap = UNSPACED.has(getLocale()) ? "" : " ";
  return sentences.map((sentence, i) => html`${i === 0 ? "" : gap}${sentence}`);
}
