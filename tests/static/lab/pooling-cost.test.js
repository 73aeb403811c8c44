import { render } from "lit";
import { expect, test } from "vitest";
import { costBars, costOf, costSentence } from "../../../static/lab/pooling-cost.js";
import { card, layer } from "../examples.js";

/** @import { Compared } from "../../../static/types/lab.js" */

const model = card({
  layers: [layer({ name: "pool1" }), layer({ name: "pool2", stage: 2 })],
});

/** @param {number|null} interior @returns {Compared} */
function compared(interior) {
  const volume = { role: "volume", error: { whole: 0.5, interior } };
  const layers = ["pool1", "pool2"].map((name) => ({ ...volume, name }));
  return /** @type {any} */ ({ model: "small", result: { layers } });
}

test("the cost is the last volume's interior error, or that of the whole without an interior", () => {
  expect(costOf(model, compared(0.25))?.error).toBe(0.25);
  expect(costOf(model, compared(null))?.error).toBe(0.5);
  expect(costOf(card({ id: "other" }), compared(0.25))).toBeNull();
  expect(costOf(model, null)).toBeNull();
});

test("each volume of each network has a bar", () => {
  const cost = costOf(model, compared(0.25));
  const host = document.createElement("div");
  render(
    costBars([
      { card: model, cost },
      { card: model, cost },
    ]),
    host,
  );
  const shares = [...host.querySelectorAll("[data-share]")].map((bar) => bar.textContent?.trim());
  expect(shares).toEqual(["25%", "25%", "25%", "25%"]);
  render(costSentence({ card: model, cost }, { card: model, cost }), host);
  expect(host.textContent).toContain("having simply moved along, away from the border.");
  expect(host.textContent).toContain("In the network beside it, away from the border: 25%.");
  const whole = costOf(model, compared(null));
  render(costSentence({ card: model, cost: whole }, { card: model, cost: whole }), host);
  expect(host.textContent).not.toContain("border");
});
