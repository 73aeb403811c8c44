// @vitest-environment node
// @ts-expect-error: the page needs no types of Node
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bareText } from "./bare-text.js";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Text that is the same in every language, and why. */
const ALLOWED = new Set([
  "Language / 语言", // visitors who cannot read the page's language must recognise it
  "px", // a unit
  "PNG", // file formats
  "SVG",
]);

/** @param {string} source */
const bare = (source) => bareText(source, (text) => ALLOWED.has(text)).map(({ text }) => text);

/** @type {string[]} */
const FILES = globSync("static/**/*.js", { cwd: ROOT });

test.each(FILES)("%s says nothing past msg", (file) => {
  const source = readFileSync(`${ROOT}${file}`, "utf8");
  expect(bareText(source, (text) => ALLOWED.has(text))).toEqual([]);
});

test.each([
  ["html`<p>Some words</p>`", ["Some words"]],
  ["html`<p title=${x}>${y} cells</p>`", ["cells"]],
  ['html`<b aria-label="Some ${x} words"></b>`', ["Some words"]],
  ["html`<b title=${a ? 'One' : `Two ${b}`}></b>`", ["One", "Two"]],
  ["html`<b .label=${`Map of ${x}`}></b>`", ["Map of"]],
  ["html`<p>${a ? 'yes' : msg('no')}</p>`", ["yes"]],
  ["html`<p>${all.map((x) => svg`<text>Axis</text>`)}</p>`", ["Axis"]],
  ["msg(html`<b title='Name'>Said</b>`)", ["Name"]],
  ["element.textContent = a ?? 'Nothing';", ["Nothing"]],
  ["element.setAttribute('aria-label', `Row ${i}`);", ["Row"]],
  ["store.set('notice', 'It failed');", ["It failed"]],
  ["prompt('Which?');", ["Which?"]],
])("%s is found", (source, texts) => {
  expect(bare(source)).toEqual(texts);
});

test.each([
  "html`<p class='quiet' data-name=${name}>${msg('Said')} × ${x}: ${named(y)}</p>`",
  "html`<p>${msg(html`Said <b>in ${x} bold</b>`)}</p>`",
  "html`<b title=${msg(str`Key ${key}`)} role='img'></b>`",
  "element.textContent = msg('Said');",
  "store.set('lab', 'compare');",
])("%s is not", (source) => {
  expect(bare(source)).toEqual([]);
});
