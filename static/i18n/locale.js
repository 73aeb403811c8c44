import { configureLocalization, msg, str } from "@lit/localize";
import { html } from "lit";

/** The language that the messages of the source are written in. */
const SOURCE = "en";

/** The catalogues, one a language, which the build makes of `locales/*.xlf`. @type {Record<string, () => Promise<any>>} */
const CATALOGUES = import.meta.glob("../../build/locales/*.js");

/** What each language calls the names that the server has in English, where it has a table of them. @type {Record<string, () => Promise<any>>} */
const NAMES = import.meta.glob("./locales/names.*.json", { import: "default" });

/** Languages that set no space between sentences. */
const UNSPACED = new Set(["ja", "zh"]);

/** What varies in texts that the server composes: ids of networks, and numbers. */
const VARIABLE = /[a-z]+(?:-[a-z0-9]+){2,}|\.?\d+(?:[.,]\d+)*(?:e-?\d+)?/g;

const TARGETS = Object.keys(CATALOGUES)
  .map((path) => path.replace(/^.*\/(.*)\.js$/, "$1"))
  .sort();

/**
 * Every language of the page, as a BCP 47 tag, with its name in its own words.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const LOCALES = Object.freeze(
  Object.fromEntries([SOURCE, ...TARGETS].map((locale) => [locale, ownName(locale)])),
);

/** The server's names in the language of the page, by their English. @type {Map<string, string>} */
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

/** @param {string} locale */
function languageOf(locale) {
  return new Intl.Locale(locale).language;
}

/**
 * The first language of the browser's that the page has, else English.
 *
 * @param {readonly string[]} wanted  BCP 47 tags, as of `navigator.languages`
 * @returns {string}  one of `LOCALES`
 * @throws {RangeError} where one that is looked at is no such tag
 */
export function preferred(wanted) {
  const known = Object.keys(LOCALES);
  for (const each of wanted) {
    const language = languageOf(each);
    const found = known.find((locale) => languageOf(locale) === language);
    if (found) return found;
  }
  return SOURCE;
}

/**
 * Sets the language of everything that is drawn from now on, and has what is there drawn again.
 *
 * @param {string} locale  one of `LOCALES`
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
  if (getLocale() === SOURCE) return text;
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
  const locale = getLocale() === SOURCE ? "en-GB" : getLocale();
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
  const gap = UNSPACED.has(languageOf(getLocale())) ? "" : " ";
  return sentences.map((sentence, i) => html`${i === 0 ? "" : gap}${sentence}`);
}
