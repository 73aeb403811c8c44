import { beforeEach, expect, test, vi } from "vitest";
import { record } from "../../../static/export/canvas-recorder.js";
import { Filming } from "../../../static/share/film-recorder.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */
/** @import { Shot } from "../../../static/export/canvas-recorder.js" */

vi.mock("../../../static/export/canvas-recorder.js", () => ({ record: vi.fn() }));
vi.mock("../../../static/export/film-frame.js", () => ({
  filmFrame: () => ({ canvas: null, draw: () => {} }),
}));

/** @param {number} col */
const at = (col) => ({ objects: [{ object: "face", row: 0, col }] });

/** @type {Store} */
let store;
/** @type {Filming} */
let filming;
/** Draws the running film's scene at a time, ms. @type {(time: number) => void} */
let draw;
/** Ends the running film. @type {(found: null) => void} */
let end;

beforeEach(() => {
  store = new Store(state({ scene: at(0) }));
  filming = new Filming(/** @type {Context} */ ({ store }), () => {});
  for (const col of [1, 2]) store.set("scene", at(col));
  vi.mocked(record).mockImplementation((/** @type {Shot} */ shot) => {
    draw = shot.draw;
    return new Promise((resolve) => (end = resolve));
  });
});

test("a replay sets the scenes of the last drag, then restores the scene", async () => {
  const replay = filming.replay();
  draw(0);
  expect(store.get("scene")).toEqual(at(0));
  draw(60_000);
  expect(store.get("scene")).toEqual(at(2));
  draw(0);
  end(null);
  await replay;
  expect(store.get("scene")).toEqual(at(2));
  expect([filming.state.phase, filming.drag.paused]).toEqual(["idle", false]);
});

test("a second replay leaves the running one unchanged", async () => {
  const replay = filming.replay();
  draw(0);
  await filming.replay();
  expect(store.get("scene")).toEqual(at(0));
  expect([filming.state.phase, filming.drag.paused]).toEqual(["replay", true]);
  end(null);
  await replay;
});
