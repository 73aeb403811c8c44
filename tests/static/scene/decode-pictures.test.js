import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withDecodedPictures } from "../../../static/scene/decode-pictures.js";
import { write } from "../../../static/scene/drawing-png.js";
import { Server } from "../../../static/server/base-url.js";
import { CROSS } from "../examples.js";

/** What the server answers, by PNG. @type {Map<string, () => Response>} */
let answers;
/** @type {string[]} */
let asked;
let count = 0;

/** A PNG that no earlier test has asked for. */
const fresh = () => `${CROSS}${count++}`;
const placed = (/** @type {string} */ object) => ({ object, row: 1, col: 2 });
const decoded = (/** @type {string} */ png) => () => new Response(JSON.stringify({ png }));
const failed = (/** @type {string} */ code, /** @type {number} */ status) => () =>
  new Response(JSON.stringify({ error: { code, message: "no", where: "picture" } }), { status });

beforeEach(() => {
  [answers, asked] = [new Map(), []];
  vi.stubGlobal(
    "fetch",
    async (/** @type {string} */ url, /** @type {{ body: string }} */ { body }) => {
      asked.push(url);
      const answer = answers.get(JSON.parse(body).picture);
      if (!answer) throw new TypeError("Failed to fetch");
      return answer();
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

describe("a scene from outside", () => {
  test("without pictures asks nothing", async () => {
    const scene = { objects: [placed("face")] };
    expect(await withDecodedPictures(scene)).toEqual({ scene, broken: [], dark: [] });
    expect(asked).toEqual([]);
  });

  test("gets the server's pixels for each picture, by its own name", async () => {
    const [a, b] = [fresh(), fresh()];
    answers.set(a, decoded("A")).set(b, decoded("B"));
    const objects = [placed("picture-a"), placed("picture-b"), placed("picture-a")];
    const { scene, broken } = await withDecodedPictures({
      objects,
      pictures: { "picture-a": a, "picture-b": b },
    });
    expect(scene).toEqual({ objects, pictures: { "picture-a": "A", "picture-b": "B" } });
    expect(broken).toEqual([]);
  });

  test("says which pictures show nothing", async () => {
    const [a, b] = [fresh(), fresh()];
    answers.set(a, () => new Response(JSON.stringify({ png: "A", visible: false })));
    answers.set(b, () => new Response(JSON.stringify({ png: "B", visible: true })));
    const scene = { objects: [placed("a"), placed("b")], pictures: { a, b } };
    expect((await withDecodedPictures(scene)).dark).toEqual(["a"]);
    // Also from the cache.
    expect((await withDecodedPictures(scene)).dark).toEqual(["a"]);
  });

  test("loses pictures that the server refuses, and says which", async () => {
    const [a, b] = [fresh(), fresh()];
    answers.set(a, failed("invalid_input", 422)).set(b, decoded("B"));
    const { scene, broken } = await withDecodedPictures({
      objects: [placed("picture-a"), placed("face"), placed("picture-b")],
      pictures: { "picture-a": a, "picture-b": b },
    });
    expect(scene).toEqual({
      objects: [placed("face"), placed("picture-b")],
      pictures: { "picture-b": "B" },
    });
    expect(broken).toEqual(["picture-a"]);
  });

  test.each([
    ["is busy", failed("busy", 503)],
    ["is not there", undefined],
  ])("stays as it is while the server %s", async (_, answer) => {
    const png = fresh();
    if (answer) answers.set(png, answer);
    const scene = { objects: [placed("picture-a")], pictures: { "picture-a": png } };
    expect(await withDecodedPictures(scene)).toEqual({ scene, broken: [], dark: [] });
    answers.set(png, decoded("A"));
    const later = await withDecodedPictures(scene);
    expect(later.scene.pictures, "a failure is not kept").toEqual({ "picture-a": "A" });
  });

  test("keeps drawings, whose pixels the page knows", async () => {
    const png = write({ height: 2, width: 2, cells: Uint8Array.of(0, 1, 2, 3) });
    const scene = { objects: [placed("picture-drawn1")], pictures: { "picture-drawn1": png } };
    expect(await withDecodedPictures(scene)).toEqual({ scene, broken: [], dark: [] });
    expect(asked).toEqual([]);
  });

  test("is asked for once, of each server", async () => {
    const png = fresh();
    answers.set(png, decoded("A"));
    const scene = { objects: [placed("picture-a")], pictures: { "picture-a": png } };
    for (let i = 0; i < 3; i++) await withDecodedPictures(scene);
    expect(asked).toHaveLength(1);
    await withDecodedPictures(scene, new Server("https://other.test/app/"));
    expect(asked[1]).toBe("https://other.test/app/api/pictures/decode");
  });
});
