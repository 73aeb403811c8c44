import { expect, test } from "vitest";
import { captionText, sceneText } from "../../../static/export/caption.js";
import { card, palette } from "../examples.js";

const scene = {
  objects: [
    { object: "face", row: 3, col: -2 },
    { object: "unicorn", row: 0, col: 0 },
  ],
};

test("a scene's caption lists its objects, by title if they have one", () => {
  expect(sceneText(scene, palette)).toBe("face at row 3, col -2; unicorn at row 0, col 0");
  expect(sceneText({ objects: [] }, palette)).toBe("an empty canvas");
});

test.each(
  /** @type {const} */ ([
    ["fixed", "brightness on each layer's fixed scale"],
    ["layer", "brightness scaled layer by layer"],
    ["slice", "brightness scaled slice by slice"],
  ]),
)("a caption names networks by their weights, the scene, and the scale: %s", (scale, words) => {
  const cards = [
    card({ title: "First", sha256: "0123456789abcdef" }),
    card({ title: "Second", sha256: "fedcba9876543210" }),
  ];
  expect(captionText(cards, { objects: [] }, palette, scale)).toBe(
    `First (01234567) · Second (fedcba98). an empty canvas. Shiftscope, ${words}.`,
  );
});
