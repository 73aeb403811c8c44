import { expect, test } from "vitest";
import { closestReader, mismatch } from "../../../static/network/mismatch.js";
import { card } from "../examples.js";

/** @import { Sprite } from "../../../static/types/api.js" */

const palette = new Map(
  /** @type {Sprite[]} */ ([
    { kind: "figure", name: "face", title: "Face" },
    { kind: "distractor", name: "ball", title: "Ball" },
    { kind: "digit", name: "digit-3-1", title: "3" },
    { kind: "digit", name: "digit-4-1", title: "4" },
    { kind: "photograph", name: "portrait", title: "Portrait" },
  ]).map((each) => [each.name, { ...each, height: 2, width: 2 }]),
);
const figures = card({ id: "figures", outputs: ["face", "arm", "nothing"] });
const digits = card({ id: "digits", outputs: ["3", "4"] });

/** @param {string[]} names */
const scene = (...names) => ({ objects: names.map((object) => ({ object, row: 0, col: 0 })) });

test("a network was made for the objects that it has outputs for, and their like", () => {
  expect(mismatch(figures, scene("face", "ball"), palette)).toBeNull();
  expect(mismatch(digits, scene("digit-4-1"), palette)).toBeNull();
  expect(mismatch(digits, scene(), palette)).toBeNull();
});

test("objects of the other group are foreign", () => {
  const found = mismatch(figures, scene("face", "digit-3-1"), palette);
  expect(found).toEqual({ kind: "foreign", group: "figures", other: "digits" });
  expect(mismatch(digits, scene("ball"), palette)).toEqual({
    kind: "foreign",
    group: "digits",
    other: "figures",
  });
  expect(mismatch(figures, scene("face", "portrait"), palette)).toEqual({
    kind: "foreign",
    group: "figures",
    other: "photographs",
  });
});

test("networks of digits read one at a time", () => {
  const found = mismatch(digits, scene("digit-3-1", "digit-4-1"), palette);
  expect(found).toEqual({ kind: "several", group: "digits" });
});

test("an object that is partly off the canvas is cut, which the visitor's pictures may be", () => {
  const small = { ...digits, input_shape: /** @type {[number, number, number]} */ ([3, 8, 8]) };
  const at = (/** @type {number} */ row, /** @type {number} */ col, object = "digit-3-1") => ({
    objects: [{ object, row, col }],
  });
  expect(mismatch(small, at(0, 6), palette)).toBeNull();
  for (const cut of [at(-1, 0), at(0, -1), at(7, 0), at(0, 7)]) {
    expect(mismatch(small, cut, palette)).toEqual({ kind: "cut", group: "digits" });
  }
  expect(mismatch(small, at(7, 7, "own"), palette)).toBeNull();
  expect(mismatch(small, at(7, 7, "face"), palette)?.kind).toBe("foreign");
});

test("nothing is said of the visitor's pictures, and of networks with other outputs", () => {
  expect(mismatch(digits, scene("own"), palette)).toBeNull();
  expect(mismatch(card({ outputs: ["cat"] }), scene("face", "digit-3-1"), palette)).toBeNull();
});

test("the way out is the most similar network that reads the group", () => {
  const axes = { pooling: "none" };
  const near = card({ id: "near", outputs: ["3"], axes });
  const cards = [figures, digits, near];
  expect(closestReader(cards, { ...figures, axes }, "digits", palette)?.id).toBe("near");
  expect(closestReader([figures], figures, "digits", palette)).toBeUndefined();
});
