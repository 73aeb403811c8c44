import { expect, test } from "vitest";
import { settled } from "../../../static/opening/link.js";
import { SUBJECT } from "../../../static/opening/subject.js";
import { read } from "../../../static/url/permalink.js";
import { card, limits, palette } from "../examples.js";

/** @import { Card, Sprite } from "../../../static/types/api.js" */

/** @type {Partial<Card>} */
const digits = { family: "digits", input_shape: [3, 64, 64] };
const everywhere = card({ ...digits, id: SUBJECT.everywhere });
const corner = card({ ...digits, id: SUBJECT.corner });
const other = card({ ...digits, id: "other" });
const ludic = card({ outputs: ["face", "arm"], id: "ludic", input_shape: [3, 64, 64] });
const cards = [ludic, everywhere, corner, other];
const face = /** @type {Sprite} */ (palette.get("face"));
const objects = new Map(
  ["face", SUBJECT.object, "digit-7-1"].map((name) => [name, { ...face, name }]),
);
const server = { cards, palette: objects, limits };

/** What a link opens. @param {string} fragment */
function opens(fragment) {
  const { changes, problems, given } = read(fragment, server);
  const found = settled(changes, given, server);
  const { screen, model, twin, scene } = found.changes;
  return {
    screen,
    networks: [model?.id, twin?.id],
    objects: scene?.objects.map(({ object, row, col }) => `${object}.${row}.${col}`),
    problems: [...problems, ...found.problems],
  };
}

const pair = [everywhere.id, corner.id];
const subject = [`${SUBJECT.object}.4.4`];

test("what a link leaves out is that of a first visit", () => {
  const first = { screen: "opening", networks: pair, objects: subject, problems: [] };
  expect(opens("")).toEqual(first);
  expect(opens("#screen=opening&lang=en")).toEqual(first);
  expect(opens("#screen=opening&objects=digit-7-1.9.8")).toEqual({
    ...first,
    objects: ["digit-7-1.9.8"],
  });
  expect(opens("#screen=opening&model=other&twin=digits-max-fc-corner")).toEqual({
    ...first,
    networks: ["other", corner.id],
  });
  expect(opens("#screen=opening&twin=other")).toMatchObject({
    screen: "opening",
    networks: ["ludic", "other"],
    objects: ["face.3.3"],
  });
});

test("what the first screen cannot show opens the whole page as it was given, and is reported", () => {
  expect(opens("#screen=opening&model=other")).toEqual({
    screen: "play",
    networks: ["other", undefined],
    objects: subject,
    problems: ["screen: expected two networks on the first screen; got one"],
  });
  expect(opens("#screen=opening&model=ludic&objects=face.1.2")).toMatchObject({
    screen: "play",
    networks: ["ludic", undefined],
    objects: ["face.1.2"],
  });
  expect(opens("#screen=opening&objects=none")).toEqual({
    screen: "play",
    networks: pair,
    objects: [],
    problems: ["screen: expected one object on the first screen; got 0"],
  });
  const two = "face.1.2~digit-7-1.30.30";
  expect(opens(`#screen=opening&model=other&twin=ludic&objects=${two}`)).toEqual({
    screen: "play",
    networks: ["other", "ludic"],
    objects: two.split("~"),
    problems: ["screen: expected one object on the first screen; got 2"],
  });
});

test("networks that are not here are reported, and those of a first visit stand for them", () => {
  const { screen, networks, problems } = opens("#screen=opening&model=gone&twin=lost");
  expect({ screen, networks }).toEqual({ screen: "opening", networks: pair });
  expect(problems).toHaveLength(2);
});

test("a slice is of the networks that the link means", () => {
  expect(opens("#screen=opening&slice=1.pool1.1")).toMatchObject({
    screen: "play",
    networks: ["ludic", undefined],
  });
});

test("other screens stay as they are, and there is no first screen without its networks", () => {
  expect(opens("#model=other")).toMatchObject({ screen: "play", networks: ["other", undefined] });
  const less = { ...server, cards: [ludic, other] };
  const { changes, given } = read("", less);
  expect(settled(changes, given, less)).toMatchObject({
    changes: { screen: "play", model: ludic },
    problems: [],
  });
});

test.each(["&objects=face.1.2.2", "&objects=face.1.2&background=808080"])(
  "a scene with %s opens the whole page, unchanged",
  (rest) => {
    const { screen, problems } = opens(`#screen=opening${rest}`);
    expect(screen).toBe("play");
    expect(problems).toHaveLength(1);
    const { changes } = read(`#screen=opening${rest}`, server);
    const { scene } = settled(changes, new Map([["objects", ""]]), server).changes;
    expect(scene).toBe(changes.scene);
  },
);
