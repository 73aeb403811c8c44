import { expect, test } from "vitest";
import { mainNetworks } from "../../../static/network/main-networks.js";
import { card } from "../examples.js";

/** @import { Sprite } from "../../../static/types/api.js" */

/** @param {string} id @param {string} family @param {string[]} outputs @param {Record<string, string>} axes */
const network = (id, family, outputs, axes) => card({ id, family, outputs, axes });

const palette = new Map(
  /** @type {Sprite[]} */ ([
    { kind: "digit", name: "digit-3-1", title: "3" },
    { kind: "figure", name: "face", title: "Face" },
  ]).map((each) => [each.name, each]),
);
const max = { pooling: "max", steps: "10" };
const hand = network("hand", "made", ["face"], { ...max, trained: "by hand" });
const cards = [
  network("digits-corner", "digits", ["3"], { ...max, trained: "corner", steps: "20" }),
  network("digits-everywhere", "digits", ["3"], { ...max, trained: "everywhere" }),
  network("digits-none", "digits", ["3"], { pooling: "none", trained: "everywhere" }),
  network("figures", "figures", ["face"], { ...max, trained: "everywhere" }),
  hand,
  network("hand-none", "made", ["face"], { pooling: "none", trained: "by hand" }),
  network("own", "uploads", ["cat"], { pooling: "avg", trained: "elsewhere" }),
];
const trained = { name: "trained", values: ["everywhere", "corner"] };
const pooling = { name: "pooling", values: ["none", "max"] };
const families = [
  { name: "digits", axes: [pooling, trained], models: [], switches: {} },
  { name: "figures", axes: [], models: [], switches: {} },
  { name: "made", axes: [], models: [], switches: {} },
  { name: "uploads", axes: [], models: [], switches: {} },
];

test("of each family come those that differ only in their training region, else the nearest", () => {
  const found = mainNetworks({ cards, families }, palette, hand);
  expect(found.map(({ group, cards }) => [group, cards.map(({ id }) => id)])).toEqual([
    ["figures", ["figures", "hand"]],
    ["digits", ["digits-everywhere", "digits-corner"]],
    [null, ["own"]],
  ]);
});

test("what reads the canvas's objects comes first", () => {
  const groups = (/** @type {string} */ object) => {
    const scene = { objects: [{ object, row: 0, col: 0 }] };
    return mainNetworks({ cards, families }, palette, hand, scene).map(({ group }) => group);
  };
  expect(groups("digit-3-1")).toEqual(["digits", "figures", null]);
  expect(groups("face")).toEqual(["figures", "digits", null]);
  // A drawing of one's own may be either.
  expect(groups("picture-drawn-1")).toEqual(["figures", "digits", null]);
});
