import { describe, expect, test } from "vitest";
import {
  BODY,
  add,
  addPicture,
  cleared,
  drawingOf,
  fittingScale,
  startScale,
  freePlace,
  hit,
  move,
  fullReason,
  placedDrawing,
  remove,
  rescale,
  wholeAt,
  withBackground,
} from "../../../static/scene/scene.js";
import { write } from "../../../static/scene/drawing-png.js";
import { CROSS, limits as serverLimits, palette } from "../examples.js";

const canvas = { height: 64, width: 64 };
const face = /** @type {import("../../../static/types/api.js").Sprite} */ (palette.get("face"));
const limits = serverLimits.scene;
const scene = {
  objects: [
    { object: "face", row: 0, col: 0 },
    { object: "arm", row: 10, col: 10 },
  ],
};

test("moving rounds to whole pixels and does not change the old scene", () => {
  const now = move(scene, 0, 3.4, 7.6, face, canvas);
  expect(now.objects[0]).toEqual({ object: "face", row: 3, col: 8 });
  expect(scene.objects[0]).toEqual({ object: "face", row: 0, col: 0 });
});

test("a move to the same place returns the same scene", () => {
  expect(move(scene, 0, 0.2, -0.3, face, canvas)).toBe(scene);
});

test("an object stays partly on the canvas", () => {
  expect(move(scene, 0, -500, 500, face, canvas).objects[0]).toEqual({
    object: "face",
    row: -17,
    col: 60,
  });
});

test("moving or removing at an invalid index changes nothing", () => {
  expect(move(scene, 5, 1, 1, face, canvas)).toBe(scene);
  expect(remove(scene, 5)).toBe(scene);
  expect(remove(scene, 0).objects).toEqual([scene.objects[1]]);
});

test("nothing can be added to a full scene", () => {
  let full = { objects: /** @type {typeof scene.objects} */ ([]) };
  for (let i = 0; i < limits.objects; i++)
    full = add(full, { object: "face", row: 0, col: 0 }, limits);
  expect(full.objects).toHaveLength(32);
  expect(add(full, { object: "face", row: 0, col: 0 }, limits)).toBe(full);
});

test("the topmost object is hit; boxes are half-open", () => {
  expect(hit(scene, palette, 12, 12)).toBe(1);
  expect(hit(scene, palette, 0, 0)).toBe(0);
  expect(hit(scene, palette, 20, 20)).toBe(0);
  expect(hit(scene, palette, 21, 20)).toBeNull();
  expect(hit(scene, palette, -1, 0)).toBeNull();
});

test("a free place overlaps no object; on a full canvas free places differ", () => {
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
  const more = add(crowd, { object: "face", ...first }, limits);
  expect(freePlace(more, palette, face, canvas)).not.toEqual(first);
});

test("the human figure consists of a face, two arms and two legs", () => {
  const count = (/** @type {string} */ name) => BODY.filter(({ object }) => object === name).length;
  expect([count("face"), count("arm"), count("leg"), count("torso")]).toEqual([1, 2, 2, 1]);
});

const cross = { name: "picture-cross", height: 3, width: 3, png: CROSS };

test("a picture is added on top in the centre, and behaves like any object", () => {
  const now = addPicture(scene, cross, canvas, limits);
  expect(now.objects).toEqual([...scene.objects, { object: "picture-cross", row: 30, col: 30 }]);
  expect(now.pictures).toEqual({ "picture-cross": CROSS });
  expect(scene).not.toHaveProperty("pictures");
  expect(drawingOf(now, palette, "picture-cross")).toEqual({
    name: "picture-cross",
    title: "Picture",
    kind: "picture",
    height: 3,
    width: 3,
    image: `data:image/png;base64,${CROSS}`,
  });
  expect(hit(now, palette, 32, 32)).toBe(2);
  expect(hit(now, palette, 33, 32)).toBeNull();
  const drawing = /** @type {typeof face} */ (drawingOf(now, palette, "picture-cross"));
  const moved = move(now, 2, -9, 70, drawing, canvas);
  expect(moved.objects[2]).toEqual({ object: "picture-cross", row: 1, col: 60 });
  expect(moved.pictures).toBe(now.pictures);
});

test("a picture by the pen is named a drawing", () => {
  const png = write({ height: 1, width: 2, cells: Uint8Array.from([1, 2]) });
  const drawn = { objects: [], pictures: { "picture-drawn1": png } };
  expect(drawingOf(drawn, palette, "picture-drawn1")).toMatchObject({ title: "Drawing", width: 2 });
});

test("a name refers to an object of the palette, or to nothing", () => {
  expect(drawingOf(scene, palette, "face")).toBe(face);
  expect(drawingOf(scene, palette, "sphinx")).toBeUndefined();
  expect(drawingOf({ objects: [], pictures: { a: "AAAA" } }, palette, "a")).toBeUndefined();
});

test("a free place does not overlap pictures", () => {
  const wide = write({ height: 60, width: 40, cells: new Uint8Array(2400).fill(1) });
  const now = addPicture(
    { objects: [] },
    { ...cross, height: 60, width: 40, png: wide },
    canvas,
    limits,
  );
  const at = freePlace(now, palette, { ...face, height: 20, width: 6 }, canvas);
  expect(at.col + 6 <= 12 || at.col >= 52).toBe(true);
});

test("a picture stays while an object uses it", () => {
  const one = addPicture(scene, cross, canvas, limits);
  const two = add(one, { object: "picture-cross", row: 0, col: 0 }, limits);
  expect(remove(two, 3).pictures).toEqual({ "picture-cross": CROSS });
  expect(remove(remove(two, 3), 2).pictures).toEqual({});
  expect(remove(one, 0).pictures).toEqual({ "picture-cross": CROSS });
});

test("the same picture is stored once; a fifth one is refused", () => {
  let now = addPicture(addPicture(scene, cross, canvas, limits), cross, canvas, limits);
  expect(now.objects).toHaveLength(4);
  for (const name of ["picture-2", "picture-3", "picture-4"]) {
    now = addPicture(now, { ...cross, name }, canvas, limits);
  }
  expect(Object.keys(now.pictures ?? {})).toHaveLength(4);
  expect(() => addPicture(now, { ...cross, name: "picture-5" }, canvas, limits)).toThrow(
    /4 pictures/,
  );
  expect(fullReason(now, "picture-4", limits)).toBeNull();
  expect(fullReason(now, "picture-5", limits)).toMatch(/4 pictures/);
});

test("a full scene takes no new object, but one of its objects may get another picture", () => {
  const full = { objects: Array.from({ length: limits.objects }, () => ({ ...BODY[0] })) };
  const scene = /** @type {import("../../../static/types/api.js").Scene} */ (full);
  expect(() => addPicture(scene, cross, canvas, limits)).toThrow(/32 objects/);
  expect(fullReason(scene, "picture-1", limits, false)).toBeNull();
});

test("a whole drawing is placed where it is asked for, or as near as it is whole", () => {
  const [drawing, canvas] = [
    { height: 21, width: 9 },
    { height: 64, width: 48 },
  ];
  expect(wholeAt(10.4, 20.6, drawing, canvas)).toEqual({ row: 10, col: 21 });
  expect(wholeAt(-5, 45, drawing, canvas)).toEqual({ row: 0, col: 39 });
  expect(wholeAt(70, -1, drawing, canvas)).toEqual({ row: 43, col: 0 });
  expect(wholeAt(30, 30, { height: 80, width: 60 }, canvas)).toEqual({ row: 0, col: 0 });
});

describe("scale", () => {
  const large = { objects: [{ object: "face", row: 10, col: 10, scale: 3 }] };

  test("makes a drawing larger on the canvas, where it is hit", () => {
    expect(placedDrawing(large, palette, large.objects[0])).toMatchObject({
      height: 3 * face.height,
      width: 3 * face.width,
    });
    expect(hit(large, palette, 9 + 3 * face.height, 9 + 3 * face.width)).toBe(0);
    expect(hit(large, palette, 10 + 3 * face.height, 10)).toBeNull();
  });

  test("changes around the middle, and is left out for 1", () => {
    const wide = { height: 224, width: 224 };
    const now = rescale(large, 0, 1, palette, wide);
    expect(now.objects[0]).toEqual({ object: "face", row: 10 + face.height, col: 10 + face.width });
    expect(rescale(now, 0, 3, palette, wide)).toEqual(large);
    expect(rescale(large, 0, 3, palette, wide)).toBe(large);
    expect(rescale(large, 0, 99, palette, wide).objects[0]?.scale).toBe(32);
    expect(rescale(large, 4, 2, palette, wide)).toBe(large);
  });

  test.each([
    [16, 16, 1],
    [64, 64, 1],
    [224, 224, 4],
    [96, 500, 2],
    [512, 512, 8],
  ])("that fits a canvas of %i × %i px is %i", (height, width, scale) => {
    expect(fittingScale({ height, width })).toBe(scale);
  });

  test("photographs and pictures keep their size where they are placed, drawings fit", () => {
    const canvas = { height: 128, width: 128 };
    const kinds = new Map(
      ["figure", "photograph"].map((kind) => [kind, /** @type {typeof face} */ ({ kind })]),
    );
    const scales = ["figure", "photograph", "picture-1"].map((name) =>
      startScale(kinds, name, canvas),
    );
    expect(scales).toEqual([2, 1, 1]);
  });
});

describe("a background", () => {
  const own = {
    objects: [{ object: "face", row: 0, col: 0 }],
    pictures: { "picture-x": CROSS },
    background: "picture-x",
  };

  test("that is a picture stays when objects go, and goes with it", () => {
    expect(remove(own, 0).pictures).toEqual({ "picture-x": CROSS });
    expect(withBackground(own, "#ff0000")).toEqual({
      objects: own.objects,
      pictures: {},
      background: "#ff0000",
    });
  });

  test("that is black is left out", () => {
    expect(withBackground(own, null)).not.toHaveProperty("background");
    expect(withBackground(own, "#000000")).not.toHaveProperty("background");
  });

  test("is all that is left of a cleared scene", () => {
    expect(cleared(own)).toEqual({ ...own, objects: [] });
    expect(cleared(scene)).toEqual({ objects: [] });
  });
});
