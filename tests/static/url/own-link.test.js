import { expect, test } from "vitest";
import { ownIn, readOwn, writeOwn } from "../../../static/url/own-link.js";

const ID = "own-0123456789abcdef";

/** @param {import("../../../static/types/api.js").OwnOptions} options */
const own = (options) => [{ id: ID, options }];

test("a network's settings survive a link", () => {
  const options = {
    title: "ResNet & co",
    classes: ["cat", "dog"],
    input: { range: /** @type {[number, number]} */ ([0, 1]), mean: [0.5], invert: true },
    reduce: /** @type {const} */ ("mean"),
    volumes: ["relu"],
  };
  const text = writeOwn(ID, own(options));
  expect(readOwn(text ?? "")).toEqual(options);
  const link = `#model=${ID}&twin=ludic&own=${encodeURIComponent(text ?? "")}`;
  expect(ownIn(link)).toEqual([{ side: "model", id: ID, options }]);
});

test("names that are too long for a link are left out", () => {
  const classes = Array.from({ length: 1000 }, (_, i) => `class number ${i}`);
  expect(JSON.parse(writeOwn(ID, own({ title: "a", classes })) ?? "")).toEqual({ title: "a" });
  expect(writeOwn("ludic", own({}))).toBeNull();
  expect(writeOwn(undefined, [])).toBeNull();
});

test("an input without a range is kept: the server has one", () => {
  const input = { mean: [0.5], std: [0.25] };
  expect(readOwn(JSON.stringify({ input }))).toEqual({ input });
  for (const hostile of [null, [1], 3, "x"])
    expect(readOwn(JSON.stringify({ input: hostile }))).toEqual({});
});

test("each way to make an answer of a map is kept", () => {
  for (const reduce of ["max", "mean", "difference"])
    expect(readOwn(JSON.stringify({ reduce }))).toEqual({ reduce });
});

test("hostile settings are none, or lose what they cannot mean", () => {
  for (const text of ["", "{", "null", "[]", "3", '"x"']) expect(readOwn(text)).toBeNull();
  expect(
    readOwn(
      '{"title":7,"classes":[1],"input":"x","reduce":"min","volumes":{},"__proto__":{"a":1}}',
    ),
  ).toEqual({});
  expect(ownIn("#model=own-XYZ&twin=own-0123456789abcdef0")).toEqual([]);
});
