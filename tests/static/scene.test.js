import { expect, test } from "vitest";
import { BODY, MAX_OBJECTS, add, freePlace, hit, move, remove } from "../../static/scene.js";
import { palette } from "./examples.js";

const canvas = { height: 64, width: 64 };
const face = /** @type {import("../../static/types.js").Drawing} */ (palette.get("face"));
const scene = {
  objects: [
    { object: "face", row: 0, col: 0 },
    { object: "arm", row: 10, col: 10 },
  ],
};

test("moving goes to whole pixels and leaves the old scene as it was", () => {
  const now = move(scene, 0, 3.4, 7.6, face, canvas);
  expect(now.objects[0]).toEqual({ object: "face", row: 3, col: 8 });
  expect(scene.objects[0]).toEqual({ object: "face", row: 0, col: 0 });
});

test("a move to the same place is the same scene", () => {
  expect(move(scene, 0, 0.2, -0.3, face, canvas)).toBe(scene);
});

test("an object stays within reach of the canvas", () => {
  expect(move(scene, 0, -500, 500, face, canvas).objects[0]).toEqual({
    object: "face",
    row: -17,
    col: 60,
  });
});

test("there is no object to move or remove at an index that is not taken", () => {
  expect(move(scene, 5, 1, 1, face, canvas)).toBe(scene);
  expect(remove(scene, 5)).toBe(scene);
  expect(remove(scene, 0).objects).toEqual([scene.objects[1]]);
});

test("a full scene takes no more", () => {
  let full = { objects: /** @type {typeof scene.objects} */ ([]) };
  for (let i = 0; i < MAX_OBJECTS; i++) full = add(full, { object: "face", row: 0, col: 0 });
  expect(full.objects).toHaveLength(32);
  expect(add(full, { object: "face", row: 0, col: 0 })).toBe(full);
});

test("the topmost object is hit; boxes are half-open", () => {
  expect(hit(scene, palette, 12, 12)).toBe(1);
  expect(hit(scene, palette, 0, 0)).toBe(0);
  expect(hit(scene, palette, 20, 20)).toBe(0);
  expect(hit(scene, palette, 21, 20)).toBeNull();
  expect(hit(scene, palette, -1, 0)).toBeNull();
});

test("a free place overlaps nothing; a full canvas gives places that differ", () => {
  const at = freePlace(scene, palette, face, canvas);
  for (const placed of scene.objects) {
    const other = /** @type {typeof face} */ (palette.get(placed.object));
    const apart =
      at.row >= placed.row + other.height ||
      at.col >= placed.col + other.width ||
      at.row + face.height <= placed.row ||
      at.col + face.width <= placed.col;
    expect(apart).toBe(true);
  }
  const crowd = {
    objects: [0, 20, 40].flatMap((row) => [0, 20, 40].map((col) => ({ object: "face", row, col }))),
  };
  const first = freePlace(crowd, palette, face, canvas);
  const more = add(crowd, { object: "face", ...first });
  expect(freePlace(more, palette, face, canvas)).not.toEqual(first);
});

test("the human figure asks for a face, two arms and two legs", () => {
  const count = (/** @type {string} */ name) => BODY.filter(({ object }) => object === name).length;
  expect([count("face"), count("arm"), count("leg"), count("torso")]).toEqual([1, 2, 2, 1]);
});
