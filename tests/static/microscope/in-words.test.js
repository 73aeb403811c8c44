import { expect, test } from "vitest";
import { foundInWords } from "../../../static/microscope/in-words.js";

/** @type {any} */
const layer = { name: "pool1", role: "volume", slices: ["eye"] };

/** @param {number} channel @param {number} value @param {string} [form] @returns {any} */
const cell = (channel, value, form = "patch") => ({
  place: { channel, row: 1, col: 2 },
  steps: [{ how: { form } }],
  value,
});

test("says what a filter looks for and whether it found it", () => {
  expect(foundInWords(layer, cell(0, 1))).toBe("It looks for “eye” and found it here: 1.");
  expect(foundInWords(layer, cell(0, 0))).toBe("It looks for “eye” and did not find it here: 0.");
  expect(foundInWords(layer, cell(7, 0.67321))).toBe(
    "It looks for the pattern of slice 7 and found it here: 0.673.",
  );
  expect(foundInWords(layer, cell(7, 0))).toContain("did not find it here");
});

test("says nothing of a cell that no filter computed", () => {
  expect(foundInWords({ ...layer, role: "input" }, { ...cell(0, 1), steps: [] })).toBeNull();
  expect(foundInWords(layer, cell(0, 1, "shares"))).toBeNull();
  expect(foundInWords(layer, { ...cell(0, 1), place: { unit: 3 } })).toBeNull();
});
