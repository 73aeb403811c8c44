import { expect, test } from "vitest";
import { FIRST_MODEL, firstModel, initialState } from "../../../static/state/initial-state.js";
import { card, limits, state } from "../examples.js";

test("the first network is the default one, else the server's first", () => {
  const [a, b] = [card({ id: "a" }), card({ id: FIRST_MODEL })];
  expect(firstModel([a, b])).toBe(b);
  expect(firstModel([a])).toBe(a);
  expect(() => firstModel([])).toThrow("the server has no networks to show");
});

test("the initial state has every key and no responses, and changes override it", () => {
  const { scene, ...rest } = initialState({ cards: [card()], limits }, { lab: "sweep" });
  expect(Object.keys({ scene, ...rest }).sort()).toEqual(Object.keys(state()).sort());
  expect(scene).toEqual({ objects: [{ object: "face", row: 3, col: 3 }] });
  expect(rest.limits).toBe(limits);
  expect(rest).toMatchObject({ lab: "sweep", frame: null, twin: null, sweeps: [] });
});
