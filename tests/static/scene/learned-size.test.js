import { expect, test } from "vitest";
import { learnedSide, sizeNote } from "../../../static/scene/learned-size.js";
import { blank } from "../../../static/scene/tools/ink-bitmap.js";
import { write } from "../../../static/scene/drawing-png.js";
import { Store } from "../../../static/state/store.js";
import { card, palette as figures, state } from "../examples.js";

const digit = { name: "digit-3", title: "3", kind: "digit", height: 20, width: 20, image: "" };
const palette = new Map([...figures, [digit.name, digit]]);
const reader = card({ outputs: ["3"] });

/**
 * A store with a chosen drawing of a size, px.
 *
 * @param {number} height
 * @param {import("../../../static/types/state.js").Tool["kind"]} kind
 */
function drawn(height, kind) {
  const sheet = blank(height, 4);
  sheet.cells.fill(1);
  const store = new Store(state({ model: reader }));
  store.merge({
    scene: {
      objects: [{ object: "picture-drawn1", row: 0, col: 0 }],
      pictures: { "picture-drawn1": write(sheet) },
    },
    selection: { object: 0, cell: null, slice: null },
    tool: { ...store.get("tool"), kind },
  });
  return store;
}

test("the digits' side is known where a shown network reads digits", () => {
  expect(learnedSide(new Store(state({ model: reader })), palette)).toBe(20);
  expect(learnedSide(new Store(state({ model: card({ outputs: ["face"] }) })), palette)).toBeNull();
});

test("a drawing of another size than the digits in training is told of", () => {
  expect(sizeNote(drawn(43, "pen"), palette)).toBe(
    "This drawing is 43 px large; digits in training had about 20 px. No network here learned one this large.",
  );
  expect(sizeNote(drawn(22, null), palette)).toBeNull();
  expect(sizeNote(drawn(8, null), palette)).toContain("this small.");
  // It may still grow.
  expect(sizeNote(drawn(8, "pen"), palette)).toBeNull();
});
