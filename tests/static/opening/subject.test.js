import { expect, test } from "vitest";
import { exchanged } from "../../../static/network/transplants.js";
import { SUBJECT as digit, openingOf } from "../../../static/opening/subject.js";
import { screenOf } from "../../../static/opening/screen.js";
import { card, palette } from "../examples.js";

/** @import { Sprite } from "../../../static/types/api.js" */

const corner = card({ id: digit.corner, region: [0, 0, 4, 4] });
const everywhere = card({ id: digit.everywhere, region: [0, 0, 8, 8] });
const cornerHead = card({ id: "a", region: [0, 0, 4, 4], convolutions: everywhere.id });
const everywhereHead = card({ id: "b", region: [0, 0, 8, 8], convolutions: corner.id });
const cards = [corner, everywhere, cornerHead, everywhereHead];
const face = /** @type {Sprite} */ (palette.get("face"));
const objects = new Map([[digit.object, { ...face, name: digit.object }]]);

test("the opening is the subject before its two networks", () => {
  const found = openingOf({ cards, palette: objects }, digit);
  expect(found).toMatchObject({ model: everywhere, twin: corner, selection: { object: 0 } });
  expect(found?.scene.objects).toEqual([{ object: digit.object, ...digit.start }]);
});

test("there is no opening without one of its parts", () => {
  expect(openingOf({ cards: [everywhere], palette: objects }, digit)).toBe(null);
  expect(openingOf({ cards, palette: new Map() }, digit)).toBe(null);
});

test("heads are exchanged, and exchanged back", () => {
  const swapped = exchanged(cards, { model: everywhere, twin: corner });
  expect(swapped).toEqual({ model: cornerHead, twin: everywhereHead });
  expect(swapped && exchanged(cards, swapped)).toEqual({ model: everywhere, twin: corner });
});

test("other networks have no heads to exchange", () => {
  expect(exchanged(cards, { model: corner, twin: everywhere })).toBe(null);
  expect(exchanged([corner, everywhere], { model: everywhere, twin: corner })).toBe(null);
});

test("a URL without parameters opens the opening", () => {
  expect(["", "#", "#screen=opening", "#lang=en&screen=opening"].map(screenOf)).toEqual(
    Array(4).fill("opening"),
  );
  expect(["#screen=play", "#model=ludic", "#lang=en"].map(screenOf)).toEqual(Array(3).fill("play"));
});
