import { expect, test } from "vitest";
import { lacking, refused } from "../../../static/lab/expected-output-notices.js";
import { CROSS, card, palette as figures } from "../examples.js";

/** @import { Sprite } from "../../../static/types/api.js" */

/** @param {string} title */
function digit(title) {
  const name = `digit-${title}`;
  return /** @type {[string, Sprite]} */ ([
    name,
    { name, title, kind: "digit", height: 20, width: 20, image: "" },
  ]);
}

const palette = new Map([...figures, digit("3"), digit("7")]);
const reader = card({ outputs: ["3", "7"] });
const arm = /** @type {Sprite} */ (palette.get("arm"));
const three = /** @type {Sprite} */ (palette.get("digit-3"));
/** @param {string[]} names */
const scene = (...names) => ({ objects: names.map((object) => ({ object, row: 0, col: 0 })) });

test("a single digit is the correct output of networks that read digits, whatever is beside it", () => {
  expect(lacking(reader, scene("digit-3"), palette, three)).toBeNull();
  expect(lacking(reader, scene("arm", "digit-3"), palette, arm)).toBeNull();
});

test("without a digit, or with two, the user must choose", () => {
  expect(lacking(reader, scene("arm"), palette, arm)).toBe(
    "Choose a right answer: this network has none for an arm.",
  );
  expect(lacking(reader, scene("digit-3", "digit-7"), palette, three)).toBe(
    "Choose a right answer: this network has none for this scene.",
  );
});

test("other networks have a correct output for all palette objects, but not for pictures", () => {
  expect(lacking(card(), scene("arm", "face"), palette, arm)).toBeNull();
  const own = { ...scene("picture-x"), pictures: { "picture-x": CROSS } };
  const picture = { ...arm, name: "picture-x", title: "Picture", kind: "picture" };
  expect(lacking(card(), own, palette, picture)).toBe(
    "Choose a right answer: this network has none for a picture.",
  );
});

test("a refusal is due to the correct output only if the network lacks it", () => {
  const plan = (/** @type {string|null} */ output, /** @type {string} */ object) => ({
    model: "small",
    scene: scene(object),
    index: 0,
    step: 2,
    output,
  });
  expect(refused(reader, plan("3", "arm"), palette)).toBeNull();
  expect(refused(reader, plan("face", "arm"), palette)).toBe(
    "Not swept: this network has no right answer here. It answers with 3, 7.",
  );
  expect(refused(reader, plan(null, "digit-7"), palette)).toBeNull();
  expect(refused(reader, plan(null, "arm"), palette)).toContain("Not swept");
  expect(refused(reader, plan(null, "unicorn"), palette)).toBeNull();
});
