import { describe, expect, test } from "vitest";
import { MAX_CHARACTERS, noticeOf, read, write } from "../../../static/url/permalink.js";
import { PARTS, closed } from "../../../static/url/parts.js";
import { MAX_PICTURE_CHARACTERS, divide } from "../../../static/url/scene-codec.js";
import { LOCALES } from "../../../static/i18n/locale.js";
import { INITIAL_STATE } from "../../../static/state/initial-state.js";
import { isAccepted } from "../../../static/scene/drawing-png.js";
import { drawingOf } from "../../../static/scene/scene.js";
import { fits } from "../../../static/network/cell-ref.js";
import "../../../static/panels/notice-bar.js";
import { Store } from "../../../static/state/store.js";
import { anyState, cards, drawing } from "./states.js";
import { CROSS, card, limits, palette, state } from "../examples.js";
import { random } from "../random.js";

/** @import { Limits, Scene } from "../../../static/types/api.js" */
/** @import { State } from "../../../static/types/state.js" */

const given = { cards, limits, palette };
const KEYS = PARTS.flatMap(({ keys }) => keys);
const [ludic, small, wide] = cards;
const first = state({ ...INITIAL_STATE, model: ludic });

/**
 * The values of the keys that a permalink has.
 *
 * @param {Partial<State>} all
 */
function comparable(all) {
  return Object.fromEntries(KEYS.map((key) => [key, all[key]]));
}

/**
 * The scene with a `pictures` field even if it has none.
 *
 * @param {Scene|null|undefined} scene
 */
const full = (scene) => scene && { pictures: {}, ...scene };

test("a link to a network of photographs opens with a photograph, unless it has objects", () => {
  const faces = card({ id: "faces", outputs: ["face", "nothing"] });
  const all = { ...given, cards: [...cards, faces] };
  const { changes } = read("model=faces", all);
  expect(changes.scene?.objects).toEqual([{ object: "astronaut", row: 3, col: 3 }]);
  expect(write(state({ ...INITIAL_STATE, ...changes }))).toBe("lang=en&model=faces");
  const drawn = state({ ...INITIAL_STATE, model: faces });
  expect(write(drawn)).toBe("lang=en&model=faces&objects=face.3.3");
  expect(read(write(drawn), all).changes.scene?.objects).toEqual(drawn.scene.objects);
});

/**
 * Sets as lists, which JSON knows.
 *
 * @param {string} _key
 * @param {unknown} value
 */
function listed(_key, value) {
  return value instanceof Set ? [...value] : value;
}

describe("a written permalink is read back", () => {
  test.each(Array.from({ length: 20 }, (_, seed) => [seed]))("twenty states of seed %i", (seed) => {
    const dice = random(seed);
    for (let n = 0; n < 20; n++) {
      const was = anyState(dice);
      const text = write(was);
      const { changes, problems } = read(`#${text}`, given);
      expect(problems).toEqual([]);
      const now = { ...first, locale: was.locale, ...changes };
      const turn = was.camera.turn;
      expect({ ...comparable(now), scene: full(now.scene), pinned: full(now.pinned) }).toEqual({
        ...comparable(was),
        scene: full(was.scene),
        pinned: full(was.pinned),
        camera: { ...was.camera, turn: turn && expect.anything() },
      });
      numbers(now).forEach((number, i) => expect(number).toBeCloseTo(numbers(was)[i] ?? NaN, 4));
      expect(write(now)).toBe(text);
      expect(text.length).toBeLessThan(MAX_CHARACTERS);
    }
  });

  /** Of a turned camera. @param {State} state */
  function numbers({ camera: { turn } }) {
    return turn ? [...turn.from, turn.zoom, ...turn.pan] : [];
  }

  test("different states have different permalinks", () => {
    const states = Array.from({ length: 400 }, (_, seed) => anyState(random(seed)));
    const texts = new Set(states.map(write));
    const known = new Set(states.map((each) => JSON.stringify(comparable(each), listed)));
    expect(texts.size).toBe(known.size);
  });

  test("the initial state needs only the language", () => {
    expect(write(first)).toBe("lang=en");
    const { changes, problems } = read("#lang=en", given);
    expect(problems).toEqual([]);
    // Other keys have their initial values.
    const others = Object.fromEntries(Object.entries(first).filter(([key]) => key in changes));
    expect(changes).toEqual({ ...others, ...INITIAL_STATE, model: ludic });
  });

  test("a permalink is legible", () => {
    const scene = {
      objects: [
        { object: "face", row: 3, col: 3 },
        { object: "arm", row: 22, col: -1 },
      ],
    };
    const pinnedCell = /** @type {const} */ ({
      side: "twin",
      layer: "pool2",
      channel: 3,
      row: 5,
      col: 6,
    });
    const now = state({ ...first, model: wide, twin: wide, scene, pinnedCell, lab: "sweep" });
    expect(write(now)).toBe(
      "cell=2.pool2.3.5.6&lab=sweep&lang=en&model=wide&twin=wide&objects=face.3.3~arm.22.-1",
    );
  });

  test("changes of other keys leave the permalink unchanged", () => {
    const cell = /** @type {const} */ ({
      side: "model",
      layer: "pool1",
      channel: 0,
      row: 0,
      col: 0,
    });
    const busy = state({
      ...first,
      selection: { ...first.selection, cell },
      tool: { kind: "pen", ink: 2, width: 3, drawing: null },
      notice: "something",
    });
    expect(write(busy)).toBe(write(first));
  });
});

describe("pictures", () => {
  const placed = (/** @type {string[]} */ names) =>
    names.map((object) => ({ object, row: 0, col: 0 }));
  test("are in the link with the scene, and not repeated for scene A", () => {
    const scene = { objects: placed(["picture-x"]), pictures: { "picture-x": CROSS } };
    const now = state({ ...first, scene, pinned: scene });
    const text = write(now);
    expect(text.match(/iVBOR/g)).toHaveLength(1);
    expect(text).not.toMatch(/[+/]/);
    expect(read(text, given).changes).toMatchObject({ scene, pinned: scene });
  });

  test("that do not fit are named in the link, and read from the browser's history", () => {
    const names = [1, 2, 3, 4].map((n) => `picture-drawn${n}`);
    const four = Object.fromEntries(names.map((name, i) => [name, sheet(64, i)]));
    const a = { objects: placed(Object.keys(four)), pictures: four };
    // Scene A has other drawings with the same names.
    const other = Object.fromEntries(Object.keys(four).map((name, i) => [name, sheet(120, 9 + i)]));
    const b = { objects: a.objects, pictures: other };
    const now = state({ ...first, model: wide, scene: a, pinned: b });
    const { held, left } = divide(now);
    const sizes = [held.scene, held.pinned].flatMap(Object.values).map((png) => png.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_PICTURE_CHARACTERS);
    expect(Object.keys(held.scene)).toEqual(Object.keys(four));
    const lost = Object.keys(left.pinned);
    expect(lost.length).toBeGreaterThan(0);

    const text = write(now);
    expect(text.length).toBeLessThan(MAX_CHARACTERS);
    const lacking = read(text, given);
    expect(lacking.changes.scene).toEqual(a);
    expect(lacking.changes.pinned?.objects.map(({ object }) => object)).toEqual(
      Object.keys(held.pinned),
    );
    for (const name of lost) {
      expect(lacking.problems.join()).toContain(
        `a-pictures: expected a picture that fits in a link; got “${name}”`,
      );
    }
    const kept = read(text, { ...given, storedPictures: left });
    expect(kept.problems).toEqual([]);
    expect(kept.changes).toMatchObject({ scene: a, pinned: b });
  });

  /**
   * @param {number} side  px
   * @param {number} seed
   */
  function sheet(side, seed) {
    return drawing(random(seed), side, side);
  }

  test("stored pictures are checked like those of a link", () => {
    const text = "objects=picture-x.1.1&pictures=picture-x.";
    for (const png of ["", "no picture", 7, null, { length: 3 }, CROSS.slice(0, -9)]) {
      const storedPictures = { scene: /** @type {any} */ ({ "picture-x": png }), pinned: {} };
      expect(read(text, { ...given, storedPictures }).changes.scene).toEqual(INITIAL_STATE.scene);
    }
  });
});

describe("invalid parameters are reported, and the others apply", () => {
  test.each([
    ["model=old", "model: expected the id of a network that is here; got “old”"],
    ["model=__proto__", "model: expected the id of a network that is here; got “__proto__”"],
    ["twin=constructor", "twin: expected the id of a network that is here; got “constructor”"],
    ["__proto__=1", "expected no parameter “__proto__”"],
    ["constructor=1", "expected no parameter “constructor”"],
    ["nonsense", "expected no parameter “nonsense”"],
    ["lab=%E0%A4%A", "lab: expected percent-encoded UTF-8; got “lab=%E0%A4%A”"],
    [
      `lab=${"a".repeat(90)}%C3%BC%FF${"b".repeat(90)}`,
      `lab: expected percent-encoded UTF-8; got “…${"a".repeat(20)}%C3%BC%FF${"b".repeat(11)}…”`,
    ],
    ["v=2", "v: expected version 1 of links; got “2”"],
    ["spread=NaN", "spread: expected a number from 0 to 1; got “NaN”"],
    ["spread=1e-1", "spread: expected a number from 0 to 1; got “1e-1”"],
    ["spread=2", "spread: expected a number from 0 to 1; got “2”"],
    ["scale=toString", "scale: expected fixed, layer, slice; got “toString”"],
    ["camera=", "camera: expected flow, front, side; got “”"],
    ["turn=1~1~1~1~0~0~0", "turn: expected a unit vector, a zoom from 0.125 to 3 and"],
    ["turn=1~0~0~Infinity~0~0~0", "turn: expected a unit vector"],
    ["turn=0.1234~0.1234~0.1234~0.1234~0.1234~0.1234~x", "0.1234~x”"],
    ["turn=1~0~0~1~0~0", "turn: expected a unit vector"],
    ["turn=1~0~0~9~0~0~0", "turn: expected a unit vector"],
    ["cell=1.pool9.0.0.0", "cell: expected a cell or unit of a network that is shown"],
    ["cell=1.pool1.2.0.0", "cell: expected a cell or unit of a network that is shown"],
    ["cell=1.pool1.0.4.0", "cell: expected a cell or unit of a network that is shown"],
    ["cell=1.pool1.0", "cell: expected a cell or unit of a network that is shown"],
    ["cell=1.relu2.40", "cell: expected a cell or unit of a network that is shown"],
    ["cell=2.pool1.0.0.0", "cell: expected a cell or unit of a network that is shown"],
    ["cell=1.__proto__.0", "cell: expected a cell or unit of a network that is shown"],
    ["slice=1.pool1.2", "slice: expected a slice of a volume that is shown"],
    ["slice=1.conv1.0", "slice: expected a slice of a volume that is shown"],
    ["object=1", "object: expected a whole number from 0 to 0; got “1”"],
    ["object=0.5", "object: expected a whole number from 0 to 0; got “0.5”"],
    ["object=-1", "object: expected a whole number from 0 to 0; got “-1”"],
    ["objects=ghost.1.1", "objects: expected an object of the palette or picture of the link"],
    ["objects=constructor.1.1", "objects: expected an object of the palette or picture"],
    ["objects=face.1", "objects: expected an object of the palette or picture"],
    ["objects=face.NaN.1", "objects: expected an object of the palette or picture"],
    ["objects=", "objects: expected an object of the palette or picture"],
    ["objects=picture-x.1.1", "objects: expected an object of the palette or picture"],
    ["pictures=picture-x.AAAA", "pictures: expected a whole PNG of a size that fits into a scene"],
    ["pictures=face.AAAA", "pictures: expected a name and a PNG in base64url"],
    ["pictures=__proto__.AAAA", "pictures: expected a name and a PNG in base64url"],
    ["a=ghost.1.1", "a: expected an object of the palette or picture of the link"],
    ["beside=old", "beside: expected the id of a network that is here; got “old”"],
    ["answer=cat", "answer: expected an output of a network; got “cat”"],
    ["over=old", "over: expected the id of a network that is here; got “old”"],
    ["step=3", "step: expected 1, 2, 4, 8; got “3”"],
    ["map=__proto__", "map: expected correct, score, sensitivity, response, cosine; got"],
    ["consistency=cyclic~8~128", "consistency: expected protocol, radius, pairs and seed"],
    ["consistency=cyclic~33~128~0", "consistency: expected protocol, radius, pairs and seed"],
    ["consistency=cyclic~8~128~2147483648", "consistency: expected protocol, radius, pairs"],
    ["consistency=__proto__~8~128~0", "consistency: expected protocol, radius, pairs and seed"],
    ["equivariance=canvas~1.5~0", "equivariance: expected protocol and shift in px"],
    ["equivariance=canvas~65~0", "equivariance: expected protocol and shift in px"],
    ["blind=3~correct", "blind: expected step in px and map, as in 2~response; got “3~correct”"],
    ["blind=2~cosine", "blind: expected step in px and map, as in 2~response; got “2~cosine”"],
    ["lang=tlh", `lang: expected ${Object.keys(LOCALES).join(", ")}; got “tlh”`],
    ["theme=pink", "theme: expected auto, dark, light; got “pink”"],
    ["lang=en&lang=en", "lang: expected it once; got it again"],
  ])("%s", (pair, problem) => {
    const [name = ""] = pair.split("=");
    const rest = ["twin=wide", "answer=0"].filter((each) => each.split("=")[0] !== name).join("&");
    const { changes, problems } = read(`${pair}&${rest}`, given);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(changes).toMatchObject({
      ...INITIAL_STATE,
      model: ludic,
      twin: name === "twin" ? null : wide,
      sweepSettings: {
        ...INITIAL_STATE.sweepSettings,
        output: name === "answer" ? null : "0",
        networks: [],
      },
    });
  });

  test("the valid items of a list apply", () => {
    const { changes, problems } = read("objects=face.1.2~ghost.1.1~arm.3.4", given);
    expect(changes.scene?.objects.map(({ object }) => object)).toEqual(["face", "arm"]);
    expect(problems).toHaveLength(1);
  });

  test("objects are moved onto the canvas, and reported", () => {
    const { changes, problems } = read("objects=face.9999.-9999", given);
    expect(changes.scene?.objects).toEqual([{ object: "face", row: 7, col: -20 }]);
    expect(problems).toEqual(["objects: expected a place on the canvas; got “face.9999.-9999”"]);
  });

  test("a scene has at most as many objects as on the server", () => {
    const text = Array.from({ length: 40 }, () => "face.1.1").join("~");
    const { changes, problems } = read(`objects=${text}`, given);
    expect(changes.scene?.objects).toHaveLength(limits.scene.objects);
    expect(problems).toEqual([
      `objects: expected at most ${limits.scene.objects} objects; got “40”`,
    ]);
  });

  test("another server may have other limits", () => {
    const scene = { ...limits.scene, objects: 2 };
    const { consistency, equivariance } = limits.measures;
    const measures = { consistency, equivariance: { ...equivariance, "shift.row": [0, 65] } };
    const server = { ...given, limits: /** @type {Limits} */ ({ ...limits, scene, measures }) };
    const { changes, problems } = read(
      "objects=face.1.1~face.1.1~face.1.1&equivariance=canvas~65~0",
      server,
    );
    expect(changes.scene?.objects).toHaveLength(2);
    expect(changes.analysis?.equivariance).toEqual({ protocol: "canvas", row: 65, col: 0 });
    expect(problems).toEqual(["objects: expected at most 2 objects; got “3”"]);
  });

  test("a permalink that is too long is not read at all", () => {
    const { changes, problems } = read(`model=small&x=${"a".repeat(MAX_CHARACTERS)}`, given);
    expect(changes.model).toBe(ludic);
    expect(problems).toEqual([
      `expected a link of at most 32768 characters; got ${MAX_CHARACTERS + 14}`,
    ]);
  });

  test("all problems are one notice, however many", () => {
    const text = Array.from({ length: 30 }, (_, i) => `x${i}=1`).join("&");
    const notice = noticeOf(read(text, given).problems);
    expect(notice).toMatch(
      /^Part of this link could not be read: expected no parameter “x0” · .* · and 22 more$/,
    );
    expect(noticeOf([])).toBeNull();
  });

  test("lists the same problem of several items once", () => {
    const { problems } = read("hide=~~~", given);
    expect(problems.length).toBeGreaterThan(1);
    expect(noticeOf(problems)?.match(/hide/g)).toHaveLength(1);
  });
});

/** Asserts, independently of the reader, that a state is valid. @param {State} now */
function isSound(now) {
  expect(cards).toContain(now.model);
  expect([null, ...cards]).toContain(now.twin);
  for (const scene of [now.scene, now.pinned]) {
    if (!scene) continue;
    expect(scene.objects.length).toBeLessThanOrEqual(limits.scene.objects);
    const pictures = Object.entries(scene.pictures ?? {});
    expect(pictures.length).toBeLessThanOrEqual(limits.scene.pictures);
    for (const [name, png] of pictures) {
      expect(name).toMatch(/^picture-[0-9a-z]{1,24}$/);
      expect(isAccepted(png, limits.scene)).toBe(true);
    }
    for (const { object, row, col } of scene.objects) {
      const { height = NaN, width = NaN } = drawingOf(scene, palette, object) ?? {};
      expect(Number.isInteger(row) && Number.isInteger(col)).toBe(true);
      expect(row + height > 0 && row < now.model.input_shape[1]).toBe(true);
      expect(col + width > 0 && col < now.model.input_shape[2]).toBe(true);
    }
  }
  const { object, cell, slice } = now.selection;
  expect(object === null || object in now.scene.objects).toBe(true);
  expect(cell).toBeNull();
  const of = slice && now[slice.side]?.layers.find(({ name }) => name === slice.layer);
  expect(
    slice === null || (of?.role && of.shape.length === 3 && slice.channel < (of.shape[0] ?? 0)),
  ).toBeTruthy();
  const pin = now.pinnedCell;
  const card = pin && now[pin.side];
  expect(pin === null || (card && fits(card, pin))).toBe(true);
  expect(now.view.spread >= 0 && now.view.spread <= 1).toBe(true);
  expect(["fixed", "layer", "slice"]).toContain(now.view.scale);
  expect(["flow", "front", "side"]).toContain(now.camera.preset);
  const { turn } = now.camera;
  if (turn) {
    expect([...turn.from, turn.zoom, ...turn.pan].every(Number.isFinite)).toBe(true);
    expect(Math.hypot(...turn.from)).toBeCloseTo(1, 2);
  }
  expect([1, 2, 4]).toContain(now.sweepSettings.step);
  const ids = [...now.sweepSettings.networks, ...(now.overlay ? [now.overlay] : [])];
  for (const id of ids) expect(cards.map((each) => each.id)).toContain(id);
  const { consistency, equivariance, transplants } = now.analysis;
  for (const { protocol } of [consistency, equivariance]) {
    expect(["canvas", "cyclic"]).toContain(protocol);
  }
  for (const [number, least, most] of /** @type {const} */ ([
    [consistency.radius, 1, 32],
    [consistency.pairs, 1, 512],
    [consistency.seed, 0, 2147483647],
    [equivariance.row, -64, 64],
    [equivariance.col, -64, 64],
  ])) {
    expect(Number.isInteger(number) && number >= least && number <= most).toBe(true);
  }
  expect([2, 4]).toContain(transplants.step);
  expect(["correct", "response", "score"]).toContain(transplants.field);
  expect(["en", "zh-Hans"]).toContain(now.locale);
  expect(["auto", "dark", "light"]).toContain(now.theme);
  expect(Object.keys(now).sort()).toEqual(Object.keys(first).sort());
}

const BAD = [
  "__proto__", "constructor", "toString", "hasOwnProperty", "NaN", "Infinity", "-1", "1e99",
  "99999999999999999999", "0x10", "", "none", "~", "~~~", ".", "...", "%", "%00", "%E0%A4%A", "&", "=",
  "<img src=x onerror=alert(1)>", "%3Cscript%3Ealert(1)%3C/script%3E", "javascript:alert(1)", "\u202e",
  "\ud800", "😀", " ", "null", "undefined", "true", "[]", "{}", "picture-x.", "picture-x.AAAA",
  "face.1.1", "1.pool1.0.0.0", "2.pool1.0", "1.pool1.-1.0.0", "1.pool1.0.0.99999", "old",
]; // prettier-ignore
const NAMES = [...PARTS.flatMap(({ names }) => names), "v", "__proto__", "x"];

/**
 * A valid permalink made hostile.
 *
 * @param {ReturnType<typeof random>} dice
 */
function hostile(dice) {
  let text = write(anyState(dice));
  for (let n = dice.whole(1, 6); n > 0; n--) {
    const at = dice.whole(0, text.length);
    const to = Math.min(text.length, at + dice.whole(0, 8));
    text = dice.of([
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, at) + dice.of(BAD) + text.slice(to),
      () => text.slice(0, at) + String.fromCharCode(dice.whole(0, 65535)) + text.slice(to),
      () => `${text}&${dice.of(NAMES)}=${dice.of(BAD)}`,
      () => `${dice.of(NAMES)}=${dice.of(BAD)}${dice.of(BAD)}&${text}`,
      () => text.split("&").toSorted(() => dice.next() - 0.5).join("&"),
      () => text.replace(/=[^&]*/, () => `=${dice.of(BAD)}`),
    ])(); // prettier-ignore
  }
  return text;
}

describe("hostile permalinks", () => {
  test.each(Array.from({ length: 40 }, (_, seed) => [seed]))("fifty of seed %i", (seed) => {
    const dice = random(1000 + seed);
    for (let n = 0; n < 50; n++) {
      const text = hostile(dice);
      const { changes, problems } = read(text, given);
      isSound({ ...first, ...changes });
      expect(problems.every((problem) => problem.length < 400)).toBe(true);
      // The valid rest gives a permalink again.
      const now = { ...first, ...changes };
      expect(read(write(now), given).problems).toEqual([]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("create no element of the page", async () => {
    const bar = /** @type {any} */ (document.createElement("notice-bar"));
    const store = new Store(first);
    bar.context = { store };
    document.body.append(bar);
    const dice = random(5);
    const attacks = BAD.filter((each) => each.includes("<") || each.includes("%3C"));
    for (const name of NAMES) {
      const text = `${name}=${dice.of(attacks)}&${dice.of(attacks)}`;
      store.set("notice", noticeOf(read(text, given).problems));
      await bar.updateComplete;
      expect(bar.renderRoot.querySelector("p").textContent).toMatch(/<|%3C/);
      expect(bar.renderRoot.querySelectorAll("img, script, p *")).toHaveLength(0);
    }
  });
});

describe("the registry of parts", () => {
  const [part] = PARTS;

  test("is sorted and immutable", () => {
    expect(Object.isFrozen(PARTS)).toBe(true);
    expect(PARTS.flatMap(({ names }) => names)[0]).toBe("consistency");
    const files = /** @type {any} */ ({
      "./b.js": { names: ["b"], keys: [] },
      "./a.js": { names: ["a"], keys: [] },
    });
    expect(closed(files).map(({ names }) => names)).toEqual([["a"], ["b"]]);
  });

  test("refuses two parts with the same parameter, and a file without a part", () => {
    const files = /** @type {any} */ ({ "./a.js": part, "./b.js": part });
    expect(() => closed(files)).toThrow("expected one parameter called consistency; got two");
    expect(() => closed(/** @type {any} */ ({ "./a.js": undefined }))).toThrow(
      "expected ./a.js to export a part",
    );
  });

  test("each part has its own parameters and keys, and no others", () => {
    for (const { names, keys, write: writes } of PARTS) {
      for (let seed = 0; seed < 20; seed++) {
        expect(Object.keys(writes(anyState(random(seed)))).sort()).toEqual([...names].sort());
      }
      expect(keys.every((key) => key in first)).toBe(true);
    }
    expect(small).toBeDefined();
  });
});

test("a URL without parameters opens the opening, any other the figure unless it says so", () => {
  expect(read("", given).changes.screen).toBe("opening");
  expect(read("#", given).changes.screen).toBe("opening");
  expect(read("#lang=en", given).changes.screen).toBe("play");
  expect(read("#screen=opening&lang=en", given).changes.screen).toBe("opening");
  expect(read("#screen=lobby", given).problems).toEqual([
    "screen: expected opening, play; got “lobby”",
  ]);
});
