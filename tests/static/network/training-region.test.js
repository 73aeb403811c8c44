import { expect, test } from "vitest";
import { regionText, regions, restricted } from "../../../static/network/training-region.js";
import { card } from "../examples.js";

/** @import { Card } from "../../../static/types/api.js" */

const canvas = { input_shape: /** @type {[number, number, number]} */ ([3, 64, 64]) };
const corner = card({ ...canvas, region: [0, 0, 44, 44] });
const centre = card({ ...canvas, region: [22, 20, 42, 48] });
const everywhere = card({ ...canvas, region: [0, 0, 64, 64] });
const untrained = card({ ...canvas, region: null });

/** @param {Card[]} cards */
const shown = (...cards) => cards.map((each, i) => ({ mark: String(i + 1), card: each }));

test("a region is a box in px, or null for the whole canvas", () => {
  expect(restricted(centre)).toEqual({ top: 22, left: 20, height: 20, width: 28 });
  expect(restricted(everywhere)).toBeNull();
  expect(restricted(untrained)).toBeNull();
});

test("the regions of two networks are both drawn, or once if equal", () => {
  const drawn = (/** @type {Card[]} */ ...cards) =>
    regions(shown(...cards)).map(({ box, marks, second }) => [box.top, marks.join(), second]);
  expect(drawn(corner)).toEqual([[0, "1", false]]);
  expect(drawn(corner, centre)).toEqual([
    [0, "1", false],
    [22, "2", true],
  ]);
  expect(drawn(corner, card(corner))).toEqual([[0, "1,2", false]]);
  expect(drawn(everywhere, centre)).toEqual([[22, "2", false]]);
  expect(drawn(everywhere, untrained)).toEqual([]);
});

test("the text states each network's training region", () => {
  expect(regionText(shown(corner))).toBe("Dotted: where it learned (the object's middle)");
  expect(regionText(shown(everywhere))).toBeNull();
  const painted = { ...everywhere, region: null, painted: [[0, 0, 8, 8]] };
  expect(regionText(shown(corner, /** @type {any} */ (painted)))).toMatch(
    /; 2 learned where it was painted$/,
  );
  expect(regionText(shown(corner, everywhere))).toBe(
    "Dotted: where 1 learned (the object's middle); 2 was trained everywhere",
  );
  expect(regionText(shown(untrained, centre))).toBe(
    "Dotted: where 2 learned (the object's middle); 1 was not trained",
  );
  expect(regionText(shown(card({ ...untrained, made_by: "file" }), centre))).toBe(
    "Dotted: where 2 learned (the object's middle); where 1 learned is not known",
  );
  expect(regionText(shown(corner, centre))).toBe(
    "Dotted: where 1 learned (the object's middle); dashed: where 2 learned",
  );
  const [lent, given] = [corner, everywhere].map((each) =>
    card({ ...each, convolutions: "other" }),
  );
  expect(regionText(shown(lent ?? corner, given ?? corner))).toBe(
    "Dotted: where head 1 learned (the object's middle); head 2 was trained everywhere",
  );
  expect(regionText(shown(corner, corner))).toBe(
    "Dotted: where 1 and 2 learned (the object's middle)",
  );
});
