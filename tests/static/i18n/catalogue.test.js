// @vitest-environment node
// @ts-expect-error: the page needs no types of Node
import { globSync, readFileSync } from "node:fs";
import { RuntimeLitLocalizer } from "@lit/localize-tools/lib/modes/runtime.js";
import { expect, test } from "vitest";

/** The source's messages, and their translations in each catalogue. */

const ROOT = new URL("../../..", import.meta.url).pathname;
/** @type {any} */
const CONFIG = JSON.parse(readFileSync(`${ROOT}lit-localize.json`, "utf8"));

/** @type {string[]} */
const LOCALES = globSync("static/i18n/locales/*.xlf", { cwd: ROOT }).map(
  (/** @type {string} */ path) => path.replace(/^.*\/(.*)\.xlf$/, "$1"),
);

const localizer = new RuntimeLitLocalizer({
  ...CONFIG,
  targetLocales: LOCALES,
  baseDir: ROOT,
  resolve: (/** @type {string} */ path) => `${ROOT}${path}`,
});
const { messages, errors } = localizer.extractSourceMessages();
/** @type {Map<string, any[]>} */
const translations = localizer.readTranslationsSync().translations;

/** @typedef {{ contents: (string|{ untranslatable: string, index: number })[] }} Message */

/** @param {Message} message */
function text({ contents }) {
  return contents.map((part) => (typeof part === "string" ? part : "{}")).join("");
}

/**
 * Number and markup of each placeholder. The expression in `${…}` is ignored, since of two files with
 * the same message the catalogue quotes the expression of either.
 *
 * @param {Message} message
 */
function placeholders({ contents }) {
  return contents
    .flatMap((part) =>
      typeof part === "string"
        ? []
        : [`${part.index} ${part.untranslatable.replace(/\$\{[^}]*\}/g, "${}")}`],
    )
    .sort();
}

test("the source parses without errors", () => {
  expect(errors).toEqual([]);
  expect(messages.length).toBeGreaterThan(500);
});

test.each(LOCALES)("%s: every message is translated, and no other", (locale) => {
  const known = new Map(
    (translations.get(locale) ?? []).map((/** @type {any} */ each) => [each.name, each]),
  );
  const wanted = new Set(messages.map(({ name }) => name));
  expect(
    messages.filter(({ name }) => !known.has(name)).map(text),
    "npm run locales:extract, then translate",
  ).toEqual([]);
  expect(
    [...known].filter(([name]) => !wanted.has(name)).map(([, each]) => text(each)),
    "npm run locales:extract takes out what is not in the source any more",
  ).toEqual([]);
  for (const [name, translation] of known) {
    expect(text(translation).trim(), name).not.toBe("");
  }
});

test.each(LOCALES)("%s: each translation has the placeholders of its source", (locale) => {
  const sources = new Map(messages.map((each) => [each.name, each]));
  for (const each of translations.get(locale) ?? []) {
    const source = sources.get(each.name);
    if (source) expect(placeholders(each), text(source)).toEqual(placeholders(source));
  }
});

/** Messages that are the same in Chinese. */
const SAME = new Set([
  "API",
  "ReLU",
  "PReLU",
  "ReLU6",
  "SiLU",
  "GELU",
  "GAP",
  "GMP",
  "Esc",
  "Shift",
  "Shift+Z",
  "Ctrl",
  "Ctrl+",
  "the {}",
]);

test("the Chinese translations are in Chinese", () => {
  for (const each of translations.get("zh-Hans") ?? []) {
    const words = text(each).replaceAll("{}", "");
    if (/^[\s\d\p{P}\p{S}]*$/u.test(words) || SAME.has(words)) continue;
    if (/^\s*(px|s，\s*MB)\s*$/.test(words) || /^(PgUp|PgDn)$/.test(words)) continue;
    expect(words, each.name).toMatch(/\p{Script=Han}/u);
  }
});
