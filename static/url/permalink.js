import { msg, str } from "@lit/localize";
import { PARTS } from "./parts.js";
import { quoted, quotedAround } from "../i18n/quotation.js";
import { UrlParams } from "./url-params.js";

/** @import { PermalinkContext } from "./url-params.js" */
/** @import { State } from "../types/state.js" */

/**
 * Permalinks: writes the state as the fragment of the page's URL, and reads it (`docs/links.md`).
 *
 * Each part of a permalink is a file in `url/parts/`.
 */

/** Version of the format. Links without one are of version 1. */
const VERSION = "1";
/** Longest fragment that is read, characters. */
export const MAX_CHARACTERS = 32_768;
/** Most problems listed in a notice. */
const MAX_PROBLEMS = 8;

/**
 * @param {State} state
 * @returns {string}  without `#`; equal for equal states, and as short as possible
 */
export function write(state) {
  const pairs = PARTS.flatMap(({ names, write }) => {
    const values = write(state);
    return names.flatMap((name) => {
      const value = values[name] ?? null;
      return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
    });
  });
  return pairs.join("&");
}

/**
 * Reads a permalink. An invalid parameter keeps its initial value and is reported; the others apply.
 * Never throws for invalid input.
 *
 * @param {string} fragment  with or without `#`
 * @param {PermalinkContext} context
 * @returns {{ changes: Partial<State>, problems: string[], given: ReadonlyMap<string, string> }}  with
 *   the parameters that the link has
 */
export function read(fragment, context) {
  /** @type {string[]} */
  const problems = [];
  const given = parameters(fragment.replace(/^#/, ""), problems);
  const params = new UrlParams(given, context, PARTS);
  params.problems = problems;
  const changes = Object.assign({}, ...PARTS.map((part) => params.read(part)));
  return { changes, problems, given };
}

/**
 * The problems of a permalink as one notice; null if there are none.
 *
 * @param {string[]} problems
 */
export function noticeOf(problems) {
  // A list with the same mistake in each item has one problem.
  const different = [...new Set(problems)];
  if (different.length === 0) return null;
  const more = different.length - MAX_PROBLEMS;
  const list = [
    ...different.slice(0, MAX_PROBLEMS),
    ...(more > 0 ? [msg(str`and ${more} more`)] : []),
  ];
  return msg(str`Part of this link could not be read: ${list.join(" · ")}`);
}

/**
 * @param {string} text
 * @param {string[]} problems  new ones are added
 * @returns {Map<string, string>}
 */
function parameters(text, problems) {
  const known = new Set(["v", ...PARTS.flatMap(({ names }) => names)]);
  /** @type {Map<string, string>} */
  const found = new Map();
  if (text.length > MAX_CHARACTERS) {
    const [max, got] = [MAX_CHARACTERS, text.length];
    problems.push(msg(str`expected a link of at most ${max} characters; got ${got}`));
    return found;
  }
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const [name = "", ...rest] = pair.split("=");
    const value = decoded(rest.join("="));
    if (!known.has(name)) {
      problems.push(msg(str`expected no parameter ${quoted(name)}`));
    } else if (value === null) {
      const got = quotedAround(pair, undecodable(pair));
      problems.push(msg(str`${name}: expected percent-encoded UTF-8; got ${got}`));
    } else if (found.has(name)) {
      problems.push(msg(str`${name}: expected it once; got it again`));
    } else {
      found.set(name, value);
    }
  }
  const version = found.get("v") ?? VERSION;
  if (version !== VERSION) {
    problems.push(msg(str`v: expected version ${VERSION} of links; got ${quoted(version)}`));
  }
  return found;
}

/**
 * Index of the first percent sign whose run of escapes is not UTF-8.
 *
 * @param {string} text
 */
function undecodable(text) {
  const runs = [...text.matchAll(/(?:%[\da-f]{2})+|%/gi)];
  return runs.find(([run]) => decoded(run) === null)?.index ?? 0;
}

/**
 * @param {string} text
 * @returns {string|null}
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
