import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Flight } from "../../../static/opening/flight.js";
import { Stills } from "../../../static/opening/stills.js";
import { SUBJECT } from "../../../static/opening/subject.js";
import { Store } from "../../../static/state/store.js";
import { card, palette, state } from "../examples.js";

/** @import { Frame, Scene, Sprite } from "../../../static/types/api.js" */
/** @import { State } from "../../../static/types/state.js" */

const face = /** @type {Sprite} */ (palette.get("face"));
const subject = { ...SUBJECT, object: "face", start: { row: 4, col: 4 } };
const live = { state: /** @type {const} */ ("live"), message: null };
const model = card({ id: "everywhere", input_shape: [3, 64, 64], outputs: ["face", "arm"] });
const twin = card({ id: "corner", input_shape: [3, 64, 64], outputs: ["face", "arm"] });
/** @type {Store} */
let store;
/** @type {Flight} */
let flight;
const changed = vi.fn();

/**
 * @param {string} id
 * @param {Scene} scene
 * @returns {Frame}
 */
function frame(id, scene) {
  const scores = Float32Array.of(1, 0);
  return /** @type {Frame} */ ({ model: id, expected: "face", scores, scene });
}

/** Both networks answer the present scene. */
function answer() {
  const scene = store.get("scene");
  store.set("frame", frame("everywhere", scene));
  store.set("twinFrame", frame("corner", scene));
}

/** @param {Partial<State>} [fields] */
function open(fields = {}) {
  const scene = { objects: [{ object: "face", ...subject.start }] };
  const opening = { screen: /** @type {const} */ ("opening"), model, twin, scene };
  store = new Store(state({ ...opening, link: live, twinLink: live, ...fields }));
  flight = new Flight({ store, palette: new Map([["face", face]]) }, subject, changed);
}

/** Plays some pictures, each answered at once. @param {number} count */
function play(count) {
  for (let i = 0; i < count; i++) {
    vi.advanceTimersToNextFrame();
    answer();
  }
}

const place = () => store.get("scene").objects[0];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  changed.mockClear();
});

afterEach(() => {
  flight.dispose();
  vi.useRealTimers();
});

test("it waits for both networks, then carries the object to the end", () => {
  open();
  expect(flight.phase).toBe("waiting");
  play(3);
  expect(flight.phase).toBe("flying");
  play(420);
  expect(flight.phase).toBe("over");
  expect(place()).not.toMatchObject(subject.start);
  expect(changed).toHaveBeenCalledTimes(2);
});

test("it waits while an answer is more than a tile behind", () => {
  open();
  answer();
  for (let i = 0; i < 200; i++) vi.advanceTimersToNextFrame();
  const { row = 0, col = 0 } = place() ?? {};
  expect(Math.hypot(row - 4, col - 4)).toBeLessThan(7);
  expect(flight.phase).toBe("flying");
});

test("it waits while there is no connection", () => {
  open();
  play(30);
  store.set("twinLink", { state: "waiting", message: null });
  const before = place();
  play(60);
  expect(place()).toBe(before);
  store.set("twinLink", live);
  play(60);
  expect(place()).not.toBe(before);
});

test.each([
  ["a press", new Event("pointerdown")],
  ["a key", new KeyboardEvent("keydown", { key: "ArrowLeft" })],
])("%s stops it, and it never flies again", (_, event) => {
  open();
  play(60);
  dispatchEvent(event);
  expect(flight.phase).toBe("over");
  const before = place();
  play(10);
  expect(place()).toBe(before);
  flight.dispose();
  open();
  play(3);
  expect(flight.phase).toBe("over");
});

test("what touches the page's bars alone does not stop it", () => {
  open();
  play(60);
  for (const name of ["notice-bar", "connection-status", "language-switch", "theme-switch"]) {
    const bar = document.createElement(name);
    const button = document.createElement("button");
    bar.append(button);
    document.body.append(bar);
    button.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    button.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }),
    );
    bar.remove();
  }
  for (const key of ["Tab", "Shift", "f", "?"])
    dispatchEvent(new KeyboardEvent("keydown", { key }));
  expect(flight.phase).toBe("flying");
  const panel = document.createElement("scene-panel");
  document.body.append(panel);
  panel.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
  panel.remove();
  expect(flight.phase).toBe("over");
});

test("it leaves a scene from elsewhere alone", () => {
  open({ scene: { objects: [{ object: "face", row: 20, col: 20 }] } });
  play(3);
  expect(flight.phase).toBe("over");
  flight.dispose();
  open();
  play(30);
  const other = { objects: [{ object: "face", row: 1, col: 2 }] };
  store.set("scene", other);
  play(10);
  expect(store.get("scene")).toBe(other);
});

test("forbidden storage is no obstacle", () => {
  const forbidden = vi.spyOn(globalThis, "localStorage", "get").mockImplementation(() => {
    throw new Error("forbidden");
  });
  open();
  play(3);
  expect(flight.phase).toBe("flying");
  dispatchEvent(new Event("keydown"));
  expect(flight.phase).toBe("over");
  forbidden.mockRestore();
});

test("without motion there are two stills, with both networks' answers", () => {
  open();
  flight.dispose();
  const stills = new Stills({ store, palette: new Map([["face", face]]) }, subject, changed);
  expect(place()).toMatchObject(subject.start);
  answer();
  expect(place()).not.toMatchObject(subject.start);
  expect(stills.over).toBe(false);
  answer();
  expect(stills.over).toBe(true);
  expect(stills.stills.map(({ verdicts }) => verdicts.twin.kind)).toEqual(["right", "right"]);
  const last = store.get("scene");
  answer();
  expect(store.get("scene")).toBe(last);
});
