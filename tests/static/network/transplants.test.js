import { expect, test } from "vitest";
import { atHome, loneDigit, silence, transplants } from "../../../static/network/transplants.js";
import { card } from "../examples.js";

/** @import { Card, Sprite } from "../../../static/types/api.js" */

const CORNER = /** @type {[number, number, number, number]} */ ([0, 0, 4, 4]);
const WHOLE = /** @type {[number, number, number, number]} */ ([0, 0, 8, 8]);

/**
 * @param {string} id
 * @param {Card["region"]} region
 * @param {string|null} convolutions
 * @param {string} biases
 */
const network = (id, region, convolutions = null, biases = "yes") =>
  card({ id, region, convolutions, axes: { head: "fc", biases } });

const corner = network("x", CORNER);
const everywhere = network("y", WHOLE);
const cornerHead = network("p", CORNER, "y");
const everywhereHead = network("q", WHOLE, "x");
const exact = network("n", CORNER, null, "no");

test("the four networks are found by their properties, not by their names", () => {
  const cards = [everywhereHead, exact, card(), everywhere, cornerHead, corner];
  expect(transplants(cards)).toEqual({
    corner,
    everywhere,
    cornerHead,
    everywhereHead,
    exact,
    biased: corner,
  });
});

test("the network without biases is paired with one that differs only in them", () => {
  const pooled = { ...corner, axes: { ...corner.axes, pooling: "max" } };
  const plain = (/** @type {Card} */ each) => ({
    ...each,
    axes: { ...each.axes, pooling: "none" },
  });
  const like = { ...plain(corner), id: "like" };
  const four = [everywhereHead, everywhere, cornerHead, pooled, plain(exact)];
  expect(transplants([...four, like])?.biased).toBe(like);
  expect(transplants(four)?.biased).toBeNull();
});

test("silence is claimed only if measured", () => {
  const said = silence(0.4, 0.01);
  expect(said).toMatch(/40% of its response at home: it is wrong there rather than silent\./);
  expect(said).toMatch(/without biases keeps only 1%: it is silent\./);
  expect(silence(0.1, 0.01)).toMatch(/10% of its response at home; .* without biases with 1%\./);
  expect(silence(0.4, 0.1)).not.toContain("silent");
});

test("a missing network leaves no result", () => {
  const cards = [everywhereHead, everywhere, cornerHead, corner];
  expect(transplants(cards)?.exact).toBeNull();
  for (const missing of cards) {
    expect(transplants(cards.filter((each) => each !== missing))).toBeNull();
  }
});

/** @type {Map<string, Sprite>} */
const palette = new Map(
  [
    { name: "digit-3-1", title: "3", kind: "digit" },
    { name: "face", title: "Face", kind: "figure" },
  ].map((each) => [each.name, { ...each, height: 2, width: 2, image: "" }]),
);

test("a lone digit is the only object of the scene", () => {
  const three = { object: "digit-3-1", row: 0, col: 0 };
  expect(loneDigit({ objects: [three] }, palette)?.title).toBe("3");
  expect(loneDigit({ objects: [three, three] }, palette)).toBeNull();
  expect(loneDigit({ objects: [] }, palette)).toBeNull();
  expect(loneDigit({ objects: [{ object: "face", row: 0, col: 0 }] }, palette)).toBeNull();
});

test("home is the centre of the training region", () => {
  const scene = { objects: [{ object: "digit-3-1", row: 6, col: 5 }] };
  expect(atHome(scene, corner, { height: 2, width: 1 }).objects).toEqual([
    { object: "digit-3-1", row: 1, col: 1 },
  ]);
});
