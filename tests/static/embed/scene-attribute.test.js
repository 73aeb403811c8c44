import { expect, test } from "vitest";
import { shortened } from "../../../static/embed/scene-attribute.js";
import { CROSS } from "../examples.js";

const none = { pictures: null, background: null, stored: {}, problems: [] };

test.each([
  ["", null],
  ["  ", null],
  [" face.1.2~arm.3.4\n", "face.1.2~arm.3.4"],
  ["none", "none"],
  ["[1]", "[1]"],
])("%j, which is no JSON object, is left to the permalink's reader", (text, scene) => {
  expect(shortened(text)).toEqual({ ...none, scene });
});

test("JSON becomes the permalink's form, with the pictures beside it", () => {
  const scene = {
    objects: [
      { object: "picture-x", row: 1, col: -2 },
      { object: "face", row: 0, col: 9, scale: 3 },
    ],
    pictures: { "picture-x": CROSS, "picture-y": CROSS },
    background: "#00FF7a",
  };
  expect(shortened(`\n ${JSON.stringify(scene)}`)).toEqual({
    scene: "picture-x.1.-2~face.0.9.3",
    background: "00ff7a",
    pictures: "picture-x.~picture-y.",
    stored: scene.pictures,
    problems: [],
  });
});

test("JSON without objects is an empty scene, unlike an empty attribute", () => {
  expect(shortened("{}")).toEqual({ ...none, scene: "none" });
  expect(shortened('{"objects": []}')).toEqual({ ...none, scene: "none" });
});

test("names that only JavaScript's objects have are no pictures and no fields", () => {
  for (const text of ['{"__proto__": 1}', '{"objects": [], "pictures": {"__proto__": "x"}}']) {
    expect(shortened(text).problems).toHaveLength(1);
    expect(shortened(text).scene).toBeNull();
  }
});

test("one problem is told, of the first object that is wrong", () => {
  const [problem, ...more] = shortened(
    '{"objects": [{"object": "face", "row": 1, "col": 2}, {"object": "B"}, 7]}',
  ).problems;
  expect(problem).toContain('got “{"object":"B"}”');
  expect(more).toEqual([]);
});

test.each([
  [`{"objects": [${'{"object": "face", "row": 1, "col": 2}, '.repeat(9)}]}`, "}, ]}"],
  ['{"objects": [],\n\n"colours": {"a": [1, 2, 3, 4, 5, 6], "b": 7 8}}', "7 8}}"],
  [`{"objects": [{"object": "${"face-".repeat(12)}", "row": 1.5, "col": 2}]}`, '"row":1.5'],
  [`{"objects": [{"object": "${"face-".repeat(12)}", "row": 1, "col": 2, "z": 3}]}`, '"z":3'],
  [`{"pictures": {"picture-a": "${"A".repeat(99)}", "cat": "AAAA"}}`, "“cat”"],
  [`{"pictures": {"picture-a": "${"A".repeat(99)}", "picture-b": 7}}`, "“picture-b: 7”"],
])("the problem with %s quotes what is wrong", (text, quote) => {
  const { problems } = shortened(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(quote);
});

test("pictures are taken as programs write base64", () => {
  const lines = CROSS.replace(/.{76}/g, "$&\r\n");
  const url = CROSS.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  expect(new Set([CROSS, lines, url]).size).toBe(3);
  for (const png of [CROSS, lines, url]) {
    const scene = { objects: [], pictures: { "picture-x": png } };
    expect(shortened(JSON.stringify(scene)).stored).toEqual({ "picture-x": CROSS });
  }
});
