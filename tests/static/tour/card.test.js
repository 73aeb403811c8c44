import { render } from "lit";
import { expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { stepCard } from "../../../static/tour/card.js";
import { STEPS } from "../../../static/tour/steps.js";
import { card, state } from "../examples.js";
import { answering, compared, palette, second, step } from "./tour-states.js";

/** @import { Context } from "../../../static/ui/panel.js" */

const cards = ["digits-max-fc-corner", "digits-max-fc-everywhere"].map((id) => card({ id }));
const layers = [second({ responding_a: [20], responding_b: [18] })];

/** The first step's card, done before, with the 3 at a column. @param {number} col */
function drawn(col) {
  const model = card({ id: "digits-max-fc-corner", region: [0, 0, 4, 4] });
  const scene = { objects: [{ object: "digit-3-1", row: 0, col }] };
  const result = { layers, outputs_a: answering("3", 0.9), outputs_b: answering("1", 0.5) };
  const store = new Store(state(compared(result, { model, scene })));
  const context = /** @type {Context} */ (
    /** @type {unknown} */ ({ store, cards, families: [], palette })
  );
  const place = document.createElement("div");
  render(stepCard(context, { step: "corner", done: ["corner"] }, step("corner")), place);
  return place;
}

test("a done step says what was measured, and offers its task where it is set up anew", () => {
  const measured = drawn(5);
  const said = measured.querySelector(".task.done")?.textContent ?? "";
  expect(said.replace(/\s+/g, " ")).toContain("out here it is wrong");
  expect(measured.querySelector("[data-action]")).toBeNull();
  const anew = drawn(0);
  expect(anew.querySelector(".task.done")).toBeNull();
  expect(anew.querySelector("[data-action]")).not.toBeNull();
  expect(anew.querySelector("[data-next]")?.textContent).toContain("Next");
});

test("a dot a step, and a word for the last screen", () => {
  const dots = [...drawn(5).querySelectorAll(".dot")].map((dot) => dot.textContent?.trim());
  expect(dots).toEqual([...STEPS.map(() => ""), "End"]);
});
