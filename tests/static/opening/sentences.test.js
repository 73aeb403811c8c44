import { expect, test } from "vitest";
import { exchangeText, strandTitle } from "../../../static/opening/sentences.js";
import { card } from "../examples.js";

/** @import { Sweep } from "../../../static/types/lab.js" */

/** @param {number} accuracy */
const swept = (accuracy) => /** @type {Sweep} */ ({ end: { accuracy } });

test("exchanged heads: what they do, once it was measured", () => {
  expect(exchangeText(undefined, swept(1))).toBe(
    "Heads swapped. The head, the last part, decides; the layers before it only look.",
  );
  expect(exchangeText(swept(0.14), swept(0.97))).toMatch(
    /^Heads swapped: now the lower network reads it at 97% of the places, the upper one at 14%\./,
  );
  expect(exchangeText(swept(0.6), swept(0.8))).toBe(
    "Heads swapped: the upper network reads it at 60% of the places, the lower one at 80%. Not clear for this one.",
  );
});

test("a strand is named by where it learned; with another's head, by where its layers did", () => {
  const corner = card({ id: "corner", input_shape: [3, 64, 64], region: [0, 0, 28, 28] });
  const everywhere = card({ id: "everywhere", input_shape: [3, 64, 64], region: null });
  const both = card({ id: "both", convolutions: "corner" });
  const cards = [corner, everywhere, both];
  expect(cards.map((each) => strandTitle(each, cards))).toEqual([
    "Learned in one corner",
    "Learned everywhere",
    "Layers: corner",
  ]);
});
