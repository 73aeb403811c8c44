import { expect, test } from "vitest";
import {
  exchangeText,
  questionText,
  stateText,
  learnedTitles,
  shortTitle,
  strandTitles,
} from "../../../static/opening/sentences.js";
import { card } from "../examples.js";

/** @import { Card, Sprite } from "../../../static/types/api.js" */
/** @import { Sweep } from "../../../static/types/lab.js" */

/** @param {number} accuracy */
const swept = (accuracy) => /** @type {Sweep} */ ({ end: { accuracy } });

test("exchanged heads: what they do, once it was measured", () => {
  expect(exchangeText(undefined, swept(1), "3")).toBe(
    "Now the lower network has a head from everywhere, the upper one a head from the corner. Both were trained anew for these layers.",
  );
  expect(exchangeText(swept(0.14), swept(0.97), "3")).toMatch(
    /^Lower network, head from everywhere: right at 97% of the places; upper, head from the corner: 14%\. So for this 3 the head decides\. Both were trained anew for these layers\./,
  );
  expect(exchangeText(swept(0.6), swept(0.8), "3")).toBe(
    "Heads swapped: the upper network is right at 60% of the places, the lower one at 80%. Not clear for this one.",
  );
});

/** @type {Record<string, [number, number, number, number]>} */
const region = { corner: [0, 0, 28, 28], everywhere: [0, 0, 64, 64], centre: [22, 22, 42, 42] };
/** @type {Partial<Card>} */
const digits = { family: "digits", input_shape: [3, 64, 64] };
const corner = card({ ...digits, id: "corner", title: "Corner", region: region.corner });
const everywhere = card({ ...digits, id: "everywhere", region: region.everywhere });

test("strands are named by where they learned; with another's head, by where its layers did", () => {
  const [upper, lower] = [
    card({ id: "upper", convolutions: "everywhere" }),
    card({ id: "lower", convolutions: "corner" }),
  ];
  const cards = [corner, everywhere, upper, lower];
  expect(strandTitles({ model: everywhere, twin: corner }, cards)).toEqual({
    model: "Learned everywhere",
    twin: "Learned in one corner",
  });
  expect(strandTitles({ model: upper, twin: lower }, cards)).toEqual({
    model: "Layers: everywhere",
    twin: "Layers: corner",
  });
});

test("a network with another's head has a short title that tells it from others", () => {
  const upper = card({ ...digits, convolutions: "everywhere", region: region.corner });
  const lower = card({ ...digits, convolutions: "corner", region: region.everywhere });
  const cards = [corner, everywhere];
  expect(shortTitle(upper, cards)).toBe("Everywhere, head: corner");
  expect(shortTitle(lower, cards)).toBe("One corner, head: everywhere");
  expect(shortTitle(corner, cards)).toBe("Corner");
});

test("captions elsewhere have the first screen's words for such a pair alone", () => {
  const pair = { model: everywhere, twin: corner };
  const cards = [everywhere, corner];
  expect(learnedTitles(pair, cards)).toEqual(strandTitles(pair, cards));
  const head = card({ ...digits, id: "head", convolutions: "corner", region: region.everywhere });
  expect(learnedTitles({ model: head, twin: corner }, cards)).toBeNull();
  expect(learnedTitles({ model: corner, twin: corner }, cards)).toBeNull();
  const centre = card({ ...digits, id: "centre", region: region.centre });
  expect(learnedTitles({ model: everywhere, twin: centre }, cards)).toBeNull();
});

test("networks that this does not tell apart, or that learned elsewhere, have their own titles", () => {
  const other = card({ ...digits, id: "other", title: "No pooling", region: region.corner });
  expect(strandTitles({ model: corner, twin: other }, [])).toEqual({
    model: "Corner",
    twin: "No pooling",
  });
  const centre = card({ ...digits, id: "centre", title: "Centre", region: region.centre });
  const made = card({ id: "made", title: "Hand-made", region: null });
  expect(strandTitles({ model: made, twin: centre }, [])).toEqual({
    model: "Hand-made",
    twin: "Centre",
  });
});

test("the question is of the object on the canvas", () => {
  const object = /** @type {Sprite} */ ({ title: "7" });
  expect(questionText(object)).toBe("Does a neural network care where the 7 is?");
  expect(questionText({ ...object, title: "Face" })).toContain("where the face is?");
});

test("the sentence says what was asked last, once it was measured", () => {
  const pair = { model: everywhere, twin: corner };
  const titles = { model: "Upper", twin: "Lower" };
  const sweep = (/** @type {number} */ accuracy) =>
    /** @type {Sweep} */ ({ start: { total: 144, step: 4 }, end: { accuracy } });
  const sweeps = { model: sweep(1), twin: sweep(0.09) };
  const object = /** @type {Sprite} */ ({ title: "3" });
  const shown = { pair, object, titles, sweeps, swapped: false };
  const places = "Of 144 places, one every 4 px, “Lower” is right at 9%, “Upper” at 100%.";
  expect(stateText({ ...shown, topic: null })).toMatch(/^Both networks learned digits:/);
  expect(stateText({ ...shown, topic: "places" })).toBe(places);
  expect(stateText({ ...shown, topic: "heads" })).toBe(
    `Each network has its own head again. ${places}`,
  );
  const waiting = { ...shown, sweeps: { model: undefined, twin: undefined } };
  expect(stateText({ ...waiting, topic: "places" })).toMatch(/^Both networks learned digits:/);
  expect(stateText({ ...waiting, topic: "heads" })).toBe("Each network has its own head again.");
  const others = { model: corner, twin: everywhere };
  expect(stateText({ ...waiting, pair: others, topic: null })).toBe(
    "One object, two networks: “Upper” above, “Lower” below.",
  );
});
