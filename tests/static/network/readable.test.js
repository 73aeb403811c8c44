import { expect, test } from "vitest";
import {
  groupOf,
  labels,
  outputOf,
  readableGroups,
  readableObjects,
} from "../../../static/network/readable.js";

/** @import { Origin, Sprite } from "../../../static/types/api.js" */

/** @param {Sprite["kind"]} kind @param {string} name @param {string} title */
const sprite = (kind, name, title) => /** @type {Sprite} */ ({ kind, name, title });
const face = sprite("figure", "face", "Face");
const ball = sprite("distractor", "ball", "Ball");
const three = sprite("digit", "digit-3-1", "3");
const portrait = sprite("photograph", "portrait", "Portrait");
const palette = new Map([face, ball, three, portrait].map((each) => [each.name, each]));

test("a digit is read by its title, a drawing by its name, a photograph as a face", () => {
  expect([face, ball, three, portrait].map(outputOf)).toEqual(["face", "ball", "3", "face"]);
  expect([face, ball, three, portrait].map(groupOf)).toEqual([
    "figures",
    "figures",
    "digits",
    "photographs",
  ]);
});

test("a network reads the groups of the objects for which it has outputs", () => {
  const figures = { outputs: ["human body", "face", "nothing"] };
  expect(readableObjects(figures, palette)).toEqual([face]);
  expect([...readableGroups(figures, palette)]).toEqual(["figures"]);
  expect([...readableGroups({ outputs: ["3", "4"] }, palette)]).toEqual(["digits"]);
  expect([...readableGroups({ outputs: ["cat"] }, palette)]).toEqual([]);
});

test("numbers are digits where somebody gave them, and there are no others", () => {
  const outputs = Array.from({ length: 100 }, (_, i) => String(i));
  expect(readableObjects({ outputs }, palette)).toEqual([]);
  const ten = outputs.slice(0, 10);
  const of = (/** @type {boolean} */ named) => ({
    outputs: ten,
    origin: /** @type {Origin} */ ({ named }),
  });
  expect(readableObjects(of(true), palette)).toEqual([three]);
  expect(readableObjects(of(false), palette)).toEqual([]);
  expect(labels(of(false))).toEqual([]);
});

test("a network that tells only faces from nothing reads photographs, no drawings", () => {
  for (const outputs of [
    ["face", "nothing"],
    ["nothing", "face"],
  ]) {
    expect(readableObjects({ outputs }, palette)).toEqual([portrait]);
    expect([...readableGroups({ outputs }, palette)]).toEqual(["photographs"]);
  }
});
