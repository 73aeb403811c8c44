import { expect, test } from "vitest";
import {
  FIRST_MODEL,
  INITIAL_STATE,
  firstModel,
  firstScene,
  initialState,
  sceneFor,
} from "../../../static/state/initial-state.js";
import { card, limits, state } from "../examples.js";

/** @import { Sprite } from "../../../static/types/api.js" */

const kinds = { face: "figure", astronaut: "photograph", "digit-3-4": "digit" };
const palette = new Map(
  Object.entries(kinds).map(([name, kind]) => [name, /** @type {Sprite} */ ({ name, kind })]),
);
const figures = card({ outputs: ["face", "arm"] });
const faces = card({ outputs: ["face", "nothing"] });

test("the first network is the default one, else the server's first", () => {
  const [a, b] = [card({ id: "a" }), card({ id: FIRST_MODEL })];
  expect(firstModel([a, b])).toBe(b);
  expect(firstModel([a])).toBe(a);
  expect(() => firstModel([])).toThrow("the server has no networks to show");
});

test("the initial state has every key and no responses, and changes override it", () => {
  const { scene, ...rest } = initialState({ cards: [card()], limits }, { lab: "sweep" });
  expect(Object.keys({ scene, ...rest }).sort()).toEqual(Object.keys(state()).sort());
  expect(scene).toEqual({ objects: [{ object: "face", row: 3, col: 3 }] });
  expect(rest.limits).toBe(limits);
  expect(rest).toMatchObject({ lab: "sweep", frame: null, twin: null, sweeps: [] });
});

test("a network of photographs opens with one, any other with a drawn face", () => {
  expect(firstScene(faces).objects).toEqual([{ object: "astronaut", row: 3, col: 3 }]);
  expect(firstScene(figures)).toBe(INITIAL_STATE.scene);
});

test("another network opens with its own first scene only where nobody has made one", () => {
  const after = (/** @type {string[]} */ names, former = figures, next = faces) => {
    const objects = names.map((object) => ({ object, row: 9, col: 9 }));
    return sceneFor({ objects }, former, next, palette).objects.map(({ object }) => object);
  };
  expect(sceneFor(firstScene(figures), figures, faces, palette)).toBe(firstScene(faces));
  expect(sceneFor(firstScene(faces), faces, figures, palette)).toBe(firstScene(figures));
  expect(after(["digit-3-4"])).toEqual(["astronaut"]);
  expect(after(["digit-3-4", "face"])).toEqual(["digit-3-4", "face"]);
  expect(after(["picture-1"])).toEqual(["picture-1"]);
  expect(after([])).toEqual([]);
  expect(after(["astronaut"])).toEqual(["astronaut"]);
  expect(after(["digit-3-4"], faces, figures)).toEqual(["digit-3-4"]);
});
