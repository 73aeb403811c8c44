import { afterEach, describe, expect, test, vi } from "vitest";
import { INITIAL_STATE } from "../../../static/state/initial-state.js";
import {
  keysOf,
  languageOf,
  readAttributes,
  withPictures,
} from "../../../static/embed/attributes.js";
import { Server } from "../../../static/server/base-url.js";
import { CROSS, card, limits, palette } from "../examples.js";

const cards = [card({ id: "ludic", input_shape: [3, 64, 64] }), card({ id: "small" })];

/** @param {Record<string, string>} attributes */
const read = (attributes) =>
  readAttributes((name) => attributes[name] ?? null, { cards, limits, palette });

const NOTHING = read({});

describe("attributes are read like permalinks", () => {
  test("no attributes give the initial state", () => {
    expect(NOTHING.problems).toEqual([]);
    expect(NOTHING.changes).toMatchObject({
      scene: INITIAL_STATE.scene,
      view: INITIAL_STATE.view,
      camera: INITIAL_STATE.camera,
      model: cards[0],
    });
    expect("theme" in NOTHING.changes).toBe(false);
  });

  test("each attribute sets the value of its name", () => {
    const { changes, problems } = read({
      model: "small",
      scene: "arm.1.-2",
      spread: "0.75",
      scale: "slice",
      camera: "side",
      theme: "dark",
    });
    expect(problems).toEqual([]);
    expect(changes).toMatchObject({
      model: cards[1],
      scene: { objects: [{ object: "arm", row: 1, col: -2 }] },
      view: { spread: 0.75, scale: "slice" },
      camera: { preset: "side", turn: null },
      theme: "dark",
    });
  });

  test.each([
    ["model", "cat", "model: expected the id of a network that is here; got “cat”"],
    ["spread", "2", "spread: expected a number from 0 to 1; got “2”"],
    ["scale", "wide", "scale: expected fixed, layer, slice; got “wide”"],
    ["camera", "", "camera: expected flow, front, side; got “”"],
    ["theme", "red", "theme: expected auto, dark, light; got “red”"],
  ])("%s=%s is told and left as at the beginning", (name, value, problem) => {
    const { changes, problems } = read({ [name]: value });
    expect(problems).toEqual([problem]);
    expect(changes).toEqual(NOTHING.changes);
  });
});

describe("a scene", () => {
  const placed = [
    { object: "face", row: 4, col: 40 },
    { object: "arm", row: -3, col: 0 },
  ];

  test("is the same in both forms", () => {
    const json = read({ scene: JSON.stringify({ objects: placed }) });
    const short = read({ scene: "face.4.40~arm.-3.0" });
    expect(json).toEqual(short);
    expect(json.problems).toEqual([]);
    expect(json.changes.scene?.objects).toEqual(placed);
  });

  test.each(['{"objects": []}', "{}", "none"])("may be empty: %s", (scene) => {
    expect(read({ scene })).toMatchObject({ changes: { scene: { objects: [] } }, problems: [] });
  });

  test("may have pictures, within the REST API's limits on number and size", () => {
    const pictures = Object.fromEntries(["a", "b", "c", "d"].map((x) => [`picture-${x}`, CROSS]));
    const objects = Object.keys(pictures).map((object) => ({ object, row: 1, col: 2 }));
    const { changes, problems } = read({ scene: JSON.stringify({ objects, pictures }) });
    expect(problems).toEqual([]);
    expect(changes.scene).toEqual({ objects, pictures });
  });

  test.each([
    ["{", "{"],
    ['{"objects": 3}', "3"],
    ['{"objects": null}', "null"],
    ['{"objects": [null]}', "null"],
    ['{"objects": [{"object": "face", "row": 1.5, "col": 2}]}', '"row":1.5'],
    ['{"objects": [{"object": "face", "row": "1", "col": 2}]}', '"row":"1"'],
    ['{"objects": [{"object": "face.1.1~arm", "row": 1, "col": 2}]}', "face.1.1~arm"],
    ['{"objects": [{"object": "face", "row": 1}]}', '"row":1'],
    ['{"objects": [{"object": "face", "row": 1, "col": 2, "z": 3}]}', '"row":1'],
    ['{"objects": [], "colour": 1}', "colour"],
    ['{"objects": [], "pictures": {"cat": "x"}}', "cat"],
    ['{"objects": [], "pictures": ["x"]}', "x"],
    ["[1]", "[1]"],
    ["null", "null"],
    ["cat.1.2", "cat.1.2"],
    ["face.1", "face.1"],
    ['{"objects": [{"object": "cat", "row": 1, "col": 2}]}', "cat.1.2"],
    ['{"objects": [{"object": "face", "row": 1e9, "col": 2}]}', "face.1000000000.2"],
  ])("%s is told with what came, and is the beginning's", (scene, came) => {
    const { changes, problems } = read({ scene });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^scene: expected .*; got “/);
    expect(problems[0]).toContain(came);
    expect(changes.scene).toEqual(INITIAL_STATE.scene);
  });

  test("keeps its valid objects if one is invalid", () => {
    const { changes, problems } = read({ scene: "face.1.2~cat.3.4" });
    expect(problems).toHaveLength(1);
    expect(changes.scene?.objects).toEqual([{ object: "face", row: 1, col: 2 }]);
  });
});

test("pictures of a scene are those that its server decodes, and broken ones are reported", async () => {
  const odd = btoa(`${atob(CROSS)}?`);
  const pictures = { "picture-a": CROSS, "picture-b": odd };
  const objects = ["face", "picture-a", "picture-b"].map((object) => ({ object, row: 1, col: 2 }));
  const found = read({ scene: JSON.stringify({ objects, pictures }) });
  expect(found.problems).toEqual([]);
  const urls = /** @type {string[]} */ ([]);
  vi.stubGlobal(
    "fetch",
    async (/** @type {string} */ url, /** @type {{ body: string }} */ { body }) => {
      urls.push(url);
      const error = { code: "invalid_input", message: "broken", where: "picture" };
      return JSON.parse(body).picture === CROSS
        ? new Response(JSON.stringify({ png: "DECODED" }))
        : new Response(JSON.stringify({ error }), { status: 422 });
    },
  );
  const { changes, problems } = await withPictures(found, new Server("https://app.test/x/"));
  expect(urls).toEqual(Array(2).fill("https://app.test/x/api/pictures/decode"));
  expect(problems).toEqual(["picture-b: expected a PNG with its pixels"]);
  expect(changes.scene).toEqual({
    objects: objects.slice(0, 2),
    pictures: { "picture-a": "DECODED" },
  });
  vi.unstubAllGlobals();
});

test("another network or scene clears an invalid selection", () => {
  expect(keysOf("model")).toEqual(expect.arrayContaining(["model", "selection", "pinnedCell"]));
  expect(keysOf("scene")).toEqual(["scene", "selection"]);
  expect(keysOf("spread")).toEqual(["view"]);
  expect(keysOf("controls")).toEqual([]);
});

describe("the language", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** @param {string} markup  with one `<b>` */
  const inside = (markup) => {
    const box = document.createElement("div");
    box.innerHTML = markup;
    return /** @type {Element} */ (box.querySelector("b"));
  };

  test.each([
    ['<p lang="zh-CN"><b></b></p>', "zh-Hans", 0],
    ['<p lang="zh"><b lang="en-GB"></b></p>', "en", 0],
    ["<b></b>", "zh-Hans", 0],
    ['<b lang="fr"></b>', "zh-Hans", 0],
    ['<b lang="not_a_language"></b>', "zh-Hans", 1],
    ['<p lang="not_a_language"><b></b></p>', "zh-Hans", 0],
  ])("of %s is %s", (markup, locale, wrong) => {
    vi.stubGlobal("navigator", { languages: ["zh-TW", "en"] });
    /** @type {string[]} */
    const problems = [];
    expect(languageOf(inside(markup), problems)).toBe(locale);
    expect(problems).toHaveLength(wrong);
  });
});
