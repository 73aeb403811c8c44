import { expect, test } from "vitest";
import {
  groupOf,
  outputOf,
  readableGroups,
  readableObjects,
} from "../../../static/network/readable.js";

/** @import { Sprite } from "../../../static/types/api.js" */

/** @param {Sprite["kind"]} kind @param {string} name @param {string} title */
const sprite = (kind, name, title) => /** @type {Sprite} */ ({ kind, name, title });
const face = sprite("figure", "face", "Face");
const ball = sprite("distractor", "ball", "Ball");
const three = sprite("digit", "digit-3-1", "3");
const palette = new Map([face, ball, three].map((each) => [each.name, each]));

test("a digit is read by its title, a drawing by its name", () => {
  expect([face, ball, three].map(outputOf)).toEqual(["face", "ball", "3"]);
  expect([face, ball, three].map(groupOf)).toEqual(["figures", "figures", "digits"]);
});

test("a network reads the groups of the objects for which it has outputs", () => {
  const figures = { outputs: ["human body", "face", "nothing"] };
  expect(readableObjects(figures, palette)).toEqual([face]);
  expect([...readableGroups(figures, palette)]).toEqual(["figures"]);
  expect([...readableGroups({ outputs: ["3", "4"] }, palette)]).toEqual(["digits"]);
  expect([...readableGroups({ outputs: ["cat"] }, palette)]).toEqual([]);
});
