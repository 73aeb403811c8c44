import { render } from "lit";
import { expect, test } from "vitest";
import { claim, comparedOn, quote, strongest } from "../../../static/tour/claims.js";
import { card, state } from "../examples.js";
import { compared } from "./tour-states.js";

test("a claim has the wording of the measured outcome", () => {
  expect(claim(true, "moved", "stayed")).toEqual({ kind: "holds", text: "moved", late: false });
  expect(claim(false, "moved", "stayed", true)).toEqual({
    kind: "fails",
    text: "stayed",
    late: true,
  });
});

test("a quoted number is rounded, and its title is the exact one", () => {
  const box = document.createElement("p");
  render(quote("score", 0.98765, 2), box);
  const number = box.querySelector("b");
  expect(number?.textContent).toBe("0.99");
  expect(number?.title).toBe("0.98765");
  expect(number?.dataset.quote).toBe("score");
});

test("a comparison is valid for the shown network and scene A, and fresh for scene B", () => {
  const now = { ...state(), ...compared({}, { model: card() }) };
  expect(comparedOn(now)).toEqual({ result: now.comparison?.result, fresh: true });
  expect(comparedOn({ ...now, scene: { objects: [] } })?.fresh).toBe(false);
  expect(comparedOn({ ...now, pinned: { objects: [] } })).toBeNull();
  expect(comparedOn({ ...now, model: card({ id: "another" }) })).toBeNull();
  expect(comparedOn(now, "twin")).toBeNull();
});

test("the strongest output is the first of the largest", () => {
  expect(strongest(["a", "b", "c"], Float32Array.of(0.25, 0.5, 0.5))).toEqual({
    name: "b",
    score: 0.5,
  });
  expect(strongest([], new Float32Array())).toEqual({ name: "", score: 0 });
});
