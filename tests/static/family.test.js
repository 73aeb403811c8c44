import { expect, test } from "vitest";
import { axes, closest, nearest } from "../../static/family.js";
import { card } from "./examples.js";

/** @param {string} id @param {string} pooling @param {string} head @param {string} trained */
const network = (id, pooling, head, trained) => card({ id, axes: { pooling, head, trained } });

const family = [
  network("a", "max", "fc", "everywhere"),
  network("b", "max", "fc", "corner"),
  network("c", "none", "fc", "everywhere"),
  network("d", "avg", "gap", "corner"),
];
const [first = card()] = family;

test("axes on which a family differs are listed with their values", () => {
  expect([...axes(family)]).toEqual([
    ["pooling", ["max", "none", "avg"]],
    ["head", ["fc", "gap"]],
    ["trained", ["everywhere", "corner"]],
  ]);
  expect([...axes(family.slice(0, 2)).keys()]).toEqual(["trained"]);
});

test("a combination that was trained differs in nothing else", () => {
  expect(nearest(family, first, "pooling", "none")).toEqual({ card: family[2], also: [] });
  expect(nearest(family, first, "trained", "corner")).toEqual({ card: family[1], also: [] });
});

test("one that was not trained gives the nearest and says what else changes", () => {
  const found = nearest(family, first, "head", "gap");
  expect(found?.card.id).toBe("d");
  expect(found?.also).toEqual(["pooling", "trained"]);
  expect(nearest(family, first, "head", "gmp")).toBeNull();
});

test("a change of family keeps as much as it can, and then takes the more accurate", () => {
  const worse = {
    ...network("e", "max", "fc", "corner"),
    metrics: { ...first.metrics, mean: 0.2 },
  };
  const foreign = network("z", "max", "fc", "by construction");
  expect(closest([worse, ...family], foreign)?.id).toBe("a");
  expect(closest([worse, ...family], network("z", "none", "fc", "corner"))?.id).toBe("b");
  expect(closest([], foreign)).toBeUndefined();
});
