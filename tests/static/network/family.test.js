import { expect, test } from "vitest";
import {
  closest,
  familyOf,
  isAlone,
  leads,
  makingDifferences,
  partner,
  poolingTwin,
  twinOn,
} from "../../../static/network/family.js";
import { card } from "../examples.js";
import { metricsOf } from "../../../static/network/metrics.js";

/** @import { Family, Switch } from "../../../static/types/api.js" */

/** @param {string} id @param {string} pooling @param {string} head @param {string} trained */
const network = (id, pooling, head, trained) => card({ id, axes: { pooling, head, trained } });

/** @param {string} axis @param {string} value @param {string} model @returns {Switch} */
const lead = (axis, value, model, also = {}) => ({ axis, value, model, also });

const a = network("a", "max", "fc", "everywhere");
const b = network("b", "max", "fc", "corner");
const c = network("c", "none", "fc", "everywhere");
const d = network("d", "avg", "gap", "corner");
const alone = card({ id: "z", family: "others", axes: { pooling: "max", head: "fc" } });

/** @type {Family} */
const family = {
  name: "tests",
  axes: [
    { name: "pooling", values: ["none", "max", "avg"] },
    { name: "head", values: ["fc", "gap"] },
    { name: "trained", values: ["everywhere", "corner"] },
  ],
  models: ["a", "b", "c", "d"],
  switches: {
    a: [
      lead("pooling", "none", "c"),
      lead("pooling", "max", "a"),
      lead("pooling", "avg", "d", { head: "gap", trained: "corner" }),
      lead("trained", "everywhere", "a"),
      lead("trained", "corner", "b"),
    ],
    b: [
      lead("pooling", "none", "c", { trained: "everywhere" }),
      lead("pooling", "max", "b"),
      lead("pooling", "avg", "d", { head: "gap" }),
      lead("trained", "everywhere", "a"),
      lead("trained", "corner", "b"),
    ],
    c: [lead("pooling", "none", "c"), lead("pooling", "max", "a")],
    d: [lead("pooling", "avg", "d"), lead("pooling", "max", "b", { head: "fc" })],
  },
};
const others = { name: "others", axes: [], models: ["z"], switches: { z: [] } };
const catalogue = { cards: [a, b, c, d, alone], families: [family, others] };

test("switches on an axis are those of the catalogue, in its order", () => {
  expect(leads(familyOf(catalogue, b), b, "pooling").map(({ model }) => model)).toEqual([
    "c",
    "b",
    "d",
  ]);
  expect(leads(undefined, b, "pooling")).toEqual([]);
});

test("a twin differs in one axis only", () => {
  expect(twinOn(catalogue, a, "pooling")).toBe(c);
  expect(twinOn(catalogue, a, "trained")).toBe(b);
  expect(twinOn(catalogue, a, "pooling", ["avg"])).toBeUndefined();
  expect(twinOn(catalogue, b, "pooling")).toBeUndefined();
});

test("a twin may have been trained under other conditions, which are named", () => {
  const slower = lead("pooling", "none", "c", { peak: "0.0012" });
  const switches = { ...family.switches, a: [slower] };
  const other = { ...catalogue, families: [{ ...family, switches }] };
  expect(twinOn(other, a, "pooling")).toBe(c);
  expect(isAlone(slower)).toBe(false);
  expect(isAlone(lead("pooling", "none", "c"))).toBe(true);
});

test("the pooling twin has no pooling, or has pooling if the network has none", () => {
  expect(poolingTwin(catalogue, a)).toEqual({ card: c, text: "Without pooling" });
  expect(poolingTwin(catalogue, c)).toEqual({ card: a, text: "With pooling" });
  expect(poolingTwin(catalogue, b)).toBeNull();
});

test("the default partner is the twin in pooling, else in training, else the most similar", () => {
  expect(partner(catalogue, a)).toBe(c);
  expect(partner(catalogue, b)).toBe(a);
  expect(partner(catalogue, d)).toBe(b);
  expect(partner(catalogue, alone)?.family).toBe("tests");
  expect(partner({ cards: [a], families: [family] }, a)).toBeUndefined();
});

test("a change of family keeps as many values as possible, then prefers accuracy", () => {
  const worse = { ...b, id: "e", metrics: { ...metricsOf(b), mean: 0.2 } };
  const cards = [worse, a, b, c, d];
  expect(closest(cards, network("z", "max", "fc", "by construction"))?.id).toBe("a");
  expect(closest(cards, network("z", "none", "fc", "corner"))?.id).toBe("b");
  expect(closest([], a)).toBeUndefined();
});

test("the making counts beside the axes", () => {
  const [one = card(), other = card()] = [0, 1].map((seed) => card({ made_by: "training", seed }));
  expect(makingDifferences(one, other)).toEqual(["seed"]);
  expect(makingDifferences(one, one)).toEqual([]);
  const made = card({ made_by: "construction", seed: null });
  expect(makingDifferences(one, made)).toEqual(["made_by"]);
});
