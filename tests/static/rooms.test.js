// @vitest-environment node
// @ts-expect-error: the page needs no types of Node
import { readdirSync } from "node:fs";
import { ESLint } from "eslint";
import { expect, test } from "vitest";
import { ROOMS } from "../../eslint.rooms.js";

/** Tests of the lint rules on imports between the rooms of static/. */

const ROOT = new URL("../..", import.meta.url).pathname;
const eslint = new ESLint({ cwd: ROOT });

/**
 * The rules that a file with this text breaks.
 *
 * @param {string} file  in static/
 * @param {string} text
 */
async function broken(file, text) {
  const [result] = await eslint.lintText(text, { filePath: `${ROOT}static/${file}` });
  return result?.messages.map(({ ruleId }) => ruleId);
}

test("the list of rooms equals the folders", () => {
  const others = ["icon.svg", "index.html", "main.js", "preview.png", "styles"];
  /** @type {string[]} */
  const entries = readdirSync(`${ROOT}static`);
  expect(entries.sort()).toEqual([...ROOMS, ...others].sort());
});

test.each([
  ["an import", 'import "../lab/saveable-plots.js";'],
  ["an import when it is needed", 'void import("../lab/saveable-plots.js");'],
  ["what is handed on", 'export * from "../lab/saveable-plots.js";'],
])("%s from a room above is refused, from one below it is not", async (_, text) => {
  expect(await broken("charts/axis.js", text)).toEqual(["boundaries/dependencies"]);
  expect(await broken("tour/tour.js", text)).toEqual([]);
  expect(await broken("main.js", text.replace("..", "."))).toEqual([]);
});

test.each([
  ["a tag", '/** @import { Plot } from "../lab/saveable-plots.js" */'],
  ["a type", '/** @type {import("../lab/saveable-plots.js").Plot[]} */'],
  ["a type in single quotes", "/** @type {import('../lab/saveable-plots.js').Plot[]} */"],
])("so are types in %s", async (_, text) => {
  expect(await broken("charts/axis.js", text)).toEqual(["rooms/types"]);
  expect(await broken("tour/tour.js", text)).toEqual([]);
});

test.each([
  ["a template literal", "void import(`../lab/saveable-plots.js`);"],
  ["a pattern", 'import.meta.glob("../lab/*.js");'],
  ["a pattern with options", 'import.meta.glob("../lab/*.js", { eager: true });'],
  ["one pattern of several", 'import.meta.glob(["./*.js", "../lab/*.js"]);'],
  ["a pattern from the root", "import.meta.glob(`/lab/*.js`);"],
])("so are imports by %s", async (_, text) => {
  expect(await broken("charts/axis.js", text)).toEqual(["rooms/paths"]);
  expect(await broken("tour/tour.js", text)).toEqual([]);
});

test.each([
  ["a pattern over all rooms", 'import.meta.glob("../*/*.js");'],
  ["a computed path", "void import(`../${location.hash}.js`);"],
])("%s is refused", async (_, text) => {
  expect(await broken("tour/tour.js", text)).toEqual(["rooms/paths"]);
});

test("a room does not import the entry", async () => {
  expect(await broken("panels/tile.js", 'import "../main.js";')).toEqual([
    "boundaries/dependencies",
  ]);
});

test("a file outside the rooms is refused, and a room that is not in the list", async () => {
  expect(await broken("loose.js", "")).toEqual(["boundaries/no-unknown-files"]);
  expect(await broken("attic/old.js", "")).toEqual(["boundaries/no-unknown-files"]);
});
