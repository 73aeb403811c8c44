import { expect, test } from "vitest";
import { conclusion, sharesText } from "../../../static/lab/head-transplants-verdict.js";

const right = { corner: 0.03, cornerHead: 0.04, everywhere: 1, everywhereHead: 0.99 };
const clear = { digit: "3", right, chance: 0.1, blank: ["8", "8", "8", "1"] };

/** @param {Partial<typeof right>} changed */
const of = (changed) => conclusion({ ...clear, right: { ...right, ...changed } });

test("the shares are quoted in the order of the maps", () => {
  const text = sharesText(clear);
  expect(text).toContain("in the corner 3% with a head trained there and 99% with a head trained");
  expect(text).toContain("on layers trained everywhere 4% and 100%. Guessing: 10%.");
});

test("a head is called blind only near guessing, and only of this digit", () => {
  expect(conclusion(clear)).toBe("For this 3 the head went blind; the layers did not.");
  expect(of({ cornerHead: 0.46 })).toBe(
    "For this 3 a head trained in the corner reads less, but is not blind on both: it is right at up to 46%.",
  );
  expect(of({ cornerHead: 0.8 })).toBe("For this 3 the difference between the heads is not clear.");
});

test("layers that read less with the same head are named, too", () => {
  expect(of({ everywhereHead: 0.27 })).toBe(
    "For this 3 both parts are worse, not the head alone: with a head trained everywhere, layers trained in the corner are right at 27%, those trained everywhere at 100%.",
  );
  expect(of({ everywhereHead: 0.27, cornerHead: 0.9 })).toMatch(
    /^For this 3 the layers are worse: .* are right at 27%, those trained everywhere at 100%\.$/,
  );
});

test("a digit that an empty canvas gets, too, says nothing about blindness", () => {
  const blind = conclusion({ ...clear, digit: "8", right: { ...right, corner: 0.61 } });
  expect(blind).toBe(
    "Being right about this 8 does not show that a network sees it: an empty canvas gets 8 from 3 of the 4 networks, too.",
  );
  expect(conclusion({ ...clear, blank: null })).toBeNull();
});
