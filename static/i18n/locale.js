import { configureLocalization, msg, str } from "@lit/localize";
import { html } from "lit";

/** The language of the messages in the source. */
const SOURCE = "en";

/** The catalogues, one a language, which the build generates from `locales/*.xlf`. @type {Record<string, () => Promise<any>>} */
const CATALOGUES = import.meta.glob("../../build/locales/*.js");

/** Translations of the server's English names, for languages that have such a table. @type {Record<string, () => Promise<any>>} */
const NAMES = import.meta.glob("./locales/names.*.json", { import: "default" });

/** Languages without spaces between sentences. */
const UNSPACED = new Set(["ja", "zh"]);

/** Variable parts of the server's texts: ids of networks, and numbers. */
const VARIABLE = /[a-z]+(?:-[a-z0-9]+){2,}|\.?\d+(?:[.,]\d+)*(?:e-?\d+)?/g;

const TARGETS = Object.keys(CATALOGUES)
  .map((path) => path.replace(/^.*\/(.*)\.js$/, "$1"))
  .sort();

/**
 * All languages of the page, by BCP 47 tag, each with its own name for itself.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const LOCALES = Object.freeze(
  Object.fromEntries([SOURCE, ...TARGETS].map((locale) => [locale, ownName(locale)])),
);

/** Translations of the server's names into the page's language. @type {Map<string, string>} */
let names = new Map();

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: SOURCE,
  targetLocales: TARGETS,
  loadLocale: async (locale) => {
    const [templates, table] = await Promise.all([
      CATALOGUES[`../../build/locales/${locale}.js`]?.(),
      NAMES[`./locales/names.${locale}.json`]?.(),
    ]);
    names = new Map(Object.entries(table ?? {}));
    return templates;
  },
});

/** @param {string} locale */
function ownName(locale) {
  return new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}

/**
 * The language of a BCP 47 tag; null for anything else, as the `C` of a system without a language.
 *
 * @param {string} tag
 */
export function tagLanguage(tag) {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return null;
  }
}

/**
 * The first of some languages that the page has, else English. Invalid tags are passed over.
 *
 * @param {readonly string[]} [wanted]  BCP 47 tags; default: the browser's
 * @returns {string}  one of `LOCALES`
 */
export function preferred(wanted = browserLanguages()) {
  const known = Object.keys(LOCALES);
  for (const each of wanted) {
    const language = tagLanguage(each);
    const found = language && known.find((locale) => tagLanguage(locale) === language);
    if (found) return found;
  }
  return SOURCE;
}

/** The visitor's languages, preferred first. Some browsers give them in a system's form, as `zh_CN.UTF-8`. */
export function browserLanguages() {
  const { languages, language = "" } = navigator;
  const wanted = languages?.length ? languages : [language];
  return wanted.map((each) => each.replace(/[.@].*/, "").replaceAll("_", "-"));
}

/**
 * Sets the page's language and has everything drawn again.
 *
 * @param {string} locale  one of `LOCALES`
 */
export async function speak(locale) {
  await setLocale(locale);
}

/**
 * Translates an English text of the server (the name of a network, an object, a slice or an output, a
 * sentence of a card or a record) into the page's language; unchanged if the catalogue lacks it.
 * Texts with numbers and ids of networks are looked up by their pattern.
 *
 * @param {string} text
 */
export function named(text) {
  if (getLocale() === SOURCE) return text;
  const parts = text.match(VARIABLE) ?? [];
  let count = 0;
  const pattern = text.replaceAll(VARIABLE, () => `{${++count}}`);
  const found = names.get(text) ?? names.get(pattern);
  return found?.replaceAll(/\{(\d+)\}/g, (_, i) => parts[i - 1] ?? "") ?? text;
}

/** The page's current language. */
export function currentLanguage() {
  return getLocale();
}

/**
 * The size of a file, as in `1.5 MB`; never more than it is.
 *
 * @param {number} bytes
 * @param {number} [digits]  after the point, at most
 */
export function fileSize(bytes, digits = 3) {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  return new Intl.NumberFormat(getLocale(), {
    style: "unit",
    unit,
    maximumFractionDigits: digits,
    roundingMode: "floor",
  }).format(bytes / size);
}

/**
 * Joins items to a list within a sentence, as in `a, b and c`.
 *
 * @param {string[]} items
 */
export function listed(items) {
  // The page's English has no comma before the last "and".
  const locale = getLocale() === SOURCE ? "en-GB" : getLocale();
  return new Intl.ListFormat(locale).format(items);
}

/**
 * Joins items by commas, as in `a, b, c`.
 *
 * @param {string[]} items
 */
export function enumerated(items) {
  return items.length ? items.reduce((all, next) => msg(str`${all}, ${next}`)) : "";
}

/**
 * Joins sentences, with a space in languages that have one.
 *
 * @param {unknown[]} sentences
 */
export function flowing(sentences) {
  const gap = UNSPACED.has(tagLanguage(getLocale()) ?? "") ? "" : " ";
  return sentences.map((sentence, i) => html`${i === 0 ? "" : gap}${sentence}`);
}
