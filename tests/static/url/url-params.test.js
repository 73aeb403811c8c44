import { describe, expect, test } from "vitest";
import { UrlParams, decimal, plain } from "../../../static/url/url-params.js";
import { limits, palette } from "../examples.js";
import { cards } from "./states.js";

/** @import { Part } from "../../../static/url/url-params.js" */

/**
 * @param {Record<string, string>} values
 * @param {any[]} [parts]
 */
function paramsOf(values, parts = []) {
  const context = { cards, palette, limits };
  return new UrlParams(new Map(Object.entries(values)), context, /** @type {Part[]} */ (parts));
}

describe("decimals", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["12.50", 12.5],
    ["-7", -7],
    ["007", 7],
  ])("%s is %d", (text, value) => expect(decimal(text)).toBe(value));

  test.each([
    "",
    " 1",
    "1 ",
    "+1",
    ".5",
    "5.",
    "1e3",
    "0x1",
    "1_0",
    "NaN",
    "１",
    "1".repeat(13),
    "1\n",
  ])("“%s” is none", (text) => expect(decimal(text)).toBeNull());

  test.each([
    [0.123456, "0.1235"],
    [-0.00001, "0"],
    [2, "2"],
    [0.1 + 0.2, "0.3"],
    [1e-7, "0"],
  ])("%d is written as %s", (value, text) => {
    expect(plain(value)).toBe(text);
    expect(decimal(text)).toBeCloseTo(value, 3);
  });
});

describe("numbers", () => {
  test("within the bounds, both included, are read; a missing one is no problem", () => {
    const params = paramsOf({ low: "1", high: "3", half: "1.5" });
    expect(params.number("low", 1, 3)).toBe(1);
    expect(params.number("high", 1, 3, { whole: true })).toBe(3);
    expect(params.number("half", 1, 3)).toBe(1.5);
    expect(params.number("missing", 1, 3)).toBeNull();
    expect(params.problems).toEqual([]);
  });

  test("out of bounds, or not whole where they must be, are reported", () => {
    const params = paramsOf({ low: "0.9", high: "3.1", half: "1.5" });
    expect(params.number("low", 1, 3)).toBeNull();
    expect(params.number("high", 1, 3)).toBeNull();
    expect(params.number("half", 1, 3, { whole: true })).toBeNull();
    expect(params.problems).toEqual([
      "low: expected a number from 1 to 3; got “0.9”",
      "high: expected a number from 1 to 3; got “3.1”",
      "half: expected a whole number from 1 to 3; got “1.5”",
    ]);
  });
});

test("choices and networks are found by their whole text", () => {
  const params = paramsOf({ a: "one", b: "One", c: "small", d: "smal" });
  expect(params.oneOf("a", ["zero", "one"])).toBe("one");
  expect(params.oneOf("b", ["zero", "one"])).toBeNull();
  expect(params.card("c")).toBe(cards[1]);
  expect(params.card("d")).toBeNull();
  expect([params.oneOf("z", ["one"]), params.card("z")]).toEqual([null, null]);
  expect(params.problems).toEqual([
    "b: expected zero, one; got “One”",
    "d: expected the id of a network that is here; got “smal”",
  ]);
});

describe("parts that depend on one another", () => {
  const model = {
    keys: ["model"],
    read: (/** @type {UrlParams} */ params) => {
      params.refuse("model", "something");
      return { model: cards[0] };
    },
  };
  const scene = {
    keys: ["scene"],
    read: (/** @type {UrlParams} */ params) => ({ scene: params.state("model") }),
  };

  test("are read once each, so that each problem is reported once", () => {
    const params = paramsOf({ model: "x" }, [scene, model]);
    expect(params.read(/** @type {any} */ (scene)).scene).toBe(cards[0]);
    expect(params.state("model")).toBe(cards[0]);
    expect(params.problems).toHaveLength(1);
  });

  test("throw if no part has the key, or they wait for each other", () => {
    expect(() => paramsOf({}, [scene]).state("scene")).toThrow(
      "no part of the permalink holds model",
    );
    const back = {
      keys: ["model"],
      read: (/** @type {UrlParams} */ params) => ({ model: params.state("scene") }),
    };
    expect(() => paramsOf({}, [scene, back]).state("scene")).toThrow(
      "the part of scene waits for itself",
    );
  });
});
