import { expect, test } from "vitest";
import { along } from "../../../static/opening/curve.js";
import { isAtStart, pathOf } from "../../../static/opening/path.js";
import { SUBJECT } from "../../../static/opening/subject.js";
import { TILE, nearest } from "../../../static/opening/tiles.js";
import { Store } from "../../../static/state/store.js";
import { card, palette, state } from "../examples.js";

const subject = { ...SUBJECT, object: "face", start: { row: 4, col: 4 } };
const model = card({ id: "everywhere", input_shape: [3, 64, 64] });

/** @param {{ object: string, row: number, col: number }[]} objects */
const context = (objects) => ({ store: new Store(state({ model, scene: { objects } })), palette });

test("the path without its motion: the flight's end, and the tiles that it lays", () => {
  const path = pathOf(context([{ object: "face", ...subject.start }]), subject);
  const sprite = /** @type {import("../../../static/types/api.js").Sprite} */ (palette.get("face"));
  const room = { height: 64 - sprite.height, width: 64 - sprite.width };
  expect(path?.end.objects).toEqual([{ object: "face", ...along(1, subject.start, room) }]);
  for (const time of [0, 0.123, 0.5, 0.77, 1]) {
    expect(path?.places.map(nearest)).toContainEqual(nearest(along(time, subject.start, room)));
  }
  const places = path?.places.map(nearest) ?? [];
  places.forEach(({ row, col }, i) => {
    const { row: above, col: left } = places[i - 1] ?? { row, col };
    expect(Math.max(Math.abs(row - above), Math.abs(col - left))).toBeLessThanOrEqual(TILE);
  });
});

test("only an object that is alone at its start has one", () => {
  const at = { object: "face", ...subject.start };
  expect(isAtStart({ objects: [at] }, subject)).toBe(true);
  expect(pathOf(context([{ ...at, row: 5 }]), subject)).toBeNull();
  expect(pathOf(context([at, at]), subject)).toBeNull();
  expect(pathOf(context([]), subject)).toBeNull();
});
