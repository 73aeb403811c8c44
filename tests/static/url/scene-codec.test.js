import { describe, expect, test } from "vitest";
import {
  MAX_PICTURE_CHARACTERS,
  divide,
  readScene,
  writeBackground,
  writeObjects,
  writePictures,
} from "../../../static/url/scene-codec.js";
import { UrlParams } from "../../../static/url/url-params.js";
import { CROSS, limits, palette } from "../examples.js";
import { random } from "../random.js";
import { cards, drawing } from "./states.js";

const half = "x".repeat(MAX_PICTURE_CHARACTERS / 2);
const other = drawing(random(1), 3, 3);

/** @param {Record<string, string>} pictures */
const only = (pictures) => ({ objects: [], pictures });

/**
 * @param {Record<string, string>} values
 * @param {Partial<Parameters<typeof readScene>[3]>} [known]
 */
function parsed(values, known = {}) {
  const parts = [
    { names: [], keys: ["model"], write: () => ({}), read: () => ({ model: cards[0] }) },
  ];
  const context = { cards, palette, limits };
  const params = new UrlParams(
    new Map(Object.entries(values)),
    context,
    /** @type {import("../../../static/url/url-params.js").Part[]} */ (parts),
  );
  const names = { stored: {}, background: "background" };
  const scene = readScene(params, "objects", "pictures", { ...names, ...known });
  return { scene, problems: params.problems };
}

describe("the space for pictures", () => {
  test("is used to the last character, and not beyond", () => {
    const { held, left } = divide({ scene: only({ a: half, b: half, c: "" }), pinned: null });
    expect(Object.keys(held.scene)).toEqual(["a", "b", "c"]);
    expect(left).toEqual({ scene: {}, pinned: {} });
    const over = divide({ scene: only({ a: half, b: `${half}x` }), pinned: null });
    expect(Object.keys(over.held.scene)).toEqual(["a"]);
    expect(Object.keys(over.left.scene)).toEqual(["b"]);
  });

  test("goes to the scene first, and to smaller pictures after one that is too large", () => {
    const { held, left } = divide({
      scene: only({ a: half }),
      pinned: only({ b: `${half}x`, c: "small" }),
    });
    expect(held).toEqual({ scene: { a: half }, pinned: { c: "small" } });
    expect(Object.keys(left.pinned)).toEqual(["b"]);
  });

  test("is not spent twice for a picture of both scenes, but is for another with its name", () => {
    const { held } = divide({ scene: only({ a: "1", b: "2" }), pinned: only({ a: "1", b: "3" }) });
    expect(held).toEqual({ scene: { a: "1", b: "2" }, pinned: { b: "3" } });
  });
});

describe("writing", () => {
  test("objects are joined, and an empty scene is not a missing one", () => {
    const objects = [
      { object: "face", row: 3, col: -4 },
      { object: "arm", row: 0, col: 12 },
    ];
    expect(writeObjects(objects)).toBe("face.3.-4~arm.0.12");
    expect(writeObjects([])).toBe("none");
  });

  test("pictures are base64url without padding, those left out by name alone", () => {
    expect(writePictures({ a: "ab+/cd+/", b: "abc=", c: "ab==" }, { d: "long" })).toBe(
      "a.ab-_cd-_~b.abc~c.ab~d.",
    );
    expect(writePictures({}, {})).toBeNull();
  });
});

describe("reading", () => {
  const url = (/** @type {string} */ png) => writePictures({ "picture-x": png }, {}) ?? "";

  test("no parameter is no scene; none is an empty one, with the pictures", () => {
    expect(parsed({})).toEqual({ scene: null, problems: [] });
    expect(parsed({ objects: "none" }).scene).toEqual({ objects: [] });
    expect(parsed({ objects: "none", pictures: url(CROSS) }).scene).toEqual({
      objects: [],
      pictures: { "picture-x": CROSS },
    });
  });

  test.each([CROSS, other])("a picture is the same PNG again", (png) => {
    const { scene, problems } = parsed({ objects: "picture-x.1.2", pictures: url(png) });
    expect(scene).toEqual({
      objects: [{ object: "picture-x", row: 1, col: 2 }],
      pictures: { "picture-x": png },
    });
    expect(problems).toEqual([]);
  });

  test("a picture is read from base64 too", () => {
    const { scene, problems } = parsed({ objects: "none", pictures: `picture-x.${CROSS}` });
    expect(scene?.pictures).toEqual({ "picture-x": CROSS });
    expect(problems).toEqual([]);
  });

  test.each([
    [`picture-x.${"A".repeat(60)}!${"A".repeat(60)}`, "A!A"],
    [`picture-x.${"A".repeat(60)}=${"A".repeat(60)}`, "A=A"],
    [`picture-x,${CROSS}`, "“picture-x,iVBOR"],
    [`picture-${"x".repeat(60)}!.AAAA`, "x…”"],
    ["picture-X.AAAA", "“picture-X.AAAA”"],
    [`picture-x.${"A".repeat(400)}`, "got “picture-x”"],
  ])("the problem with %s quotes what is wrong", (pictures, quote) => {
    const { problems } = parsed({ objects: "none", pictures });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(quote);
  });

  test("a scene has of another's pictures those that it shows", () => {
    const others = { "picture-x": CROSS, "picture-y": other };
    const { scene } = parsed({ objects: "picture-y.1.2" }, { others });
    expect(scene?.pictures).toEqual({ "picture-y": other });
  });

  test("its own picture has priority over another scene's of the same name, even if unreadable", () => {
    const others = { "picture-x": CROSS };
    const own = parsed({ objects: "picture-x.0.0", pictures: url(other) }, { others });
    expect(own.scene?.pictures).toEqual({ "picture-x": other });
    const lost = parsed({ objects: "picture-x.0.0~face.1.1", pictures: "picture-x." }, { others });
    expect(lost.scene).toEqual({ objects: [{ object: "face", row: 1, col: 1 }] });
    expect(lost.problems).toHaveLength(2);
  });

  test("a stored picture stands for a name without PNG, and not for one with", () => {
    const stored = { "picture-x": other };
    const objects = "picture-x.0.0";
    expect(parsed({ objects, pictures: "picture-x." }, { stored }).scene?.pictures).toEqual(stored);
    const both = parsed({ objects, pictures: url(CROSS) }, { stored });
    expect(both.scene?.pictures).toEqual({ "picture-x": CROSS });
  });

  test("no more pictures than on the server, the first ones", () => {
    const names = [1, 2, 3, 4, 5].map((n) => `picture-${n}`);
    const pictures = names.map((name) => writePictures({ [name]: CROSS }, {})).join("~");
    const { scene, problems } = parsed({ objects: "face.0.0", pictures });
    expect(Object.keys(scene?.pictures ?? {})).toEqual(names.slice(0, limits.scene.pictures));
    expect(problems).toEqual(["pictures: expected at most 4 pictures; got “5”"]);
  });

  // A face of 21 × 21 px on a canvas of 8 × 8.
  test.each([
    ["face.-20.-20", -20, -20, 0],
    ["face.7.7", 7, 7, 0],
    ["face.-21.8", -20, 7, 1],
    ["face.8.-21", 7, -20, 1],
  ])("of %s at least one pixel is on the canvas", (objects, row, col, count) => {
    const { scene, problems } = parsed({ objects });
    expect(scene?.objects).toEqual([{ object: "face", row, col }]);
    expect(problems).toHaveLength(count);
  });
});

describe("scales and backgrounds", () => {
  test("are read as they are written", () => {
    const scene = {
      objects: [
        { object: "face", row: 3, col: -9, scale: 7 },
        { object: "arm", row: 1, col: 2 },
      ],
      background: "#00ff7a",
    };
    const values = {
      objects: writeObjects(scene.objects),
      background: writeBackground(scene) ?? "",
    };
    expect(values).toEqual({ objects: "face.3.-9.7~arm.1.2", background: "00ff7a" });
    expect(parsed(values)).toEqual({ scene, problems: [] });
  });

  test("a background may be a picture of the link, also before no object", () => {
    const pictures = writePictures({ "picture-x": CROSS }, {}) ?? "";
    const { scene, problems } = parsed({ objects: "none", pictures, background: "picture-x" });
    expect(scene).toEqual({
      objects: [],
      pictures: { "picture-x": CROSS },
      background: "picture-x",
    });
    expect(problems).toEqual([]);
  });

  test.each(["picture-y", "red", "#00ff7a", "00FF7A", ""])(
    "%j is no background, and is reported",
    (background) => {
      const { scene, problems } = parsed({ objects: "face.1.2", background });
      expect(scene).toEqual({ objects: [{ object: "face", row: 1, col: 2 }] });
      expect(problems).toHaveLength(1);
    },
  );

  test.each([
    ["face.1.2.0", undefined],
    ["face.1.2.33", 32],
    ["face.1.2.99", 32],
  ])("%j has the nearest scale, and is reported", (objects, scale) => {
    const { scene, problems } = parsed({ objects });
    expect(scene?.objects[0]?.scale).toBe(scale);
    expect(problems).toHaveLength(1);
  });
});
