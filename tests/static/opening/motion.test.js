import { beforeEach, afterEach, expect, test, vi } from "vitest";
import { Motion } from "../../../static/opening/motion.js";
import { SUBJECT, startOf } from "../../../static/opening/subject.js";
import { markTouched } from "../../../static/opening/visit-storage.js";
import { Store } from "../../../static/state/store.js";
import { card, palette, state } from "../examples.js";

/** @import { Sprite } from "../../../static/types/api.js" */

const face = /** @type {Sprite} */ (palette.get("face"));
const objects = new Map([SUBJECT.object, "digit-7-1"].map((name) => [name, { ...face, name }]));
const model = card({ id: "everywhere", input_shape: [3, 64, 64] });
const elsewhere = { objects: [{ object: "digit-7-1", row: 20, col: 20 }] };
/** @type {Store} */
let store;
/** @type {Motion} */
let motion;
/** Whether no motion is wanted. */
let still = false;
const changed = vi.fn();

/** @param {import("../../../static/types/api.js").Scene} [scene] */
function open(scene = startOf(SUBJECT)) {
  store = new Store(state({ screen: "opening", model, twin: model, scene }));
  motion = new Motion({ store, palette: objects }, changed);
}

beforeEach(() => {
  localStorage.clear();
  still = false;
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
  changed.mockClear();
});

afterEach(() => {
  motion.end();
  vi.unstubAllGlobals();
});

test("the flight comes first, then the visitor's turn, until the object is moved", () => {
  open();
  expect(motion.begin()).toEqual([]);
  expect([motion.busy, motion.waits, motion.repeats]).toEqual([true, false, false]);
  dispatchEvent(new Event("pointerdown"));
  motion.watch();
  expect([motion.busy, motion.waits, motion.repeats]).toEqual([false, true, true]);
  store.set("scene", elsewhere);
  motion.watch();
  expect(motion.waits).toBe(false);
});

test("who has touched the screen finds the object at the flight's end, and its way to measure", () => {
  markTouched();
  open();
  const places = motion.begin();
  expect(places.length).toBeGreaterThan(20);
  expect(motion.busy).toBe(false);
  expect(store.get("scene")).not.toEqual(startOf(SUBJECT));
});

test("without motion there are pictures, and no way to carry the object again", () => {
  still = true;
  open();
  motion.begin();
  expect([motion.busy, motion.repeats]).toEqual([true, false]);
  expect(motion.pictures).toEqual([]);
});

test.each([true, false])("an object that a link put elsewhere stays there (still: %s)", (less) => {
  still = less;
  markTouched();
  open(elsewhere);
  expect(motion.begin()).toEqual([]);
  expect(store.get("scene")).toBe(elsewhere);
  expect(motion.waits).toBe(true);
});

test("the object that is there is carried again, from the start", () => {
  markTouched();
  open({ ...elsewhere, pictures: {} });
  motion.begin();
  motion.again();
  expect(motion.busy).toBe(true);
  expect(store.get("scene")).toEqual({
    objects: [{ object: "digit-7-1", ...SUBJECT.start }],
    pictures: {},
  });
});
