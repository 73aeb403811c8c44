import { expect, test } from "vitest";
import { choose, shown, worst } from "../../../static/state/network-sides.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Link } from "../../../static/types/state.js" */

const twin = card({ id: "twin" });
const frame = /** @type {any} */ ({ model: "small" });

test("choosing another network clears its side's frame and cell, and leaves the other side's", () => {
  const cell = { side: /** @type {const} */ ("model"), layer: "pool1", channel: 0, row: 0, col: 0 };
  const store = new Store(state({ frame, selection: { object: 3, cell, slice: null } }));
  choose(store, "twin", twin);
  expect(store.get("twin")).toBe(twin);
  expect([store.get("frame"), store.get("selection").cell]).toEqual([frame, cell]);
  store.set("twinFrame", frame);
  choose(store, "model", card({ id: "other" }));
  expect(store.get("model").id).toBe("other");
  expect([store.get("frame"), store.get("twinFrame")]).toEqual([null, frame]);
  expect(store.get("selection")).toEqual({ object: 3, cell: null, slice: null });
});

test("the twin can be removed, the first network cannot; choosing the same one changes nothing", () => {
  const store = new Store(state({ frame, twin, twinFrame: frame }));
  expect(shown(store).map(({ side }) => side)).toEqual(["model", "twin"]);
  choose(store, "model", null);
  choose(store, "model", store.get("model"));
  expect(store.get("frame")).toBe(frame);
  choose(store, "twin", null);
  expect([store.get("twin"), store.get("twinFrame")]).toEqual([null, null]);
  expect(shown(store).map(({ side }) => side)).toEqual(["model"]);
});

test("two connections are as good as the worse of them", () => {
  /** @param {Link["state"]} state @returns {Link} */
  const link = (state, message = null) => ({ state, message });
  expect(worst({ link: link("live"), twinLink: null })).toEqual(link("live"));
  expect(worst({ link: link("live"), twinLink: link("waiting") }).state).toBe("waiting");
  expect(worst({ link: link("connecting"), twinLink: link("live") }).state).toBe("connecting");
  const told = {
    state: /** @type {const} */ ("live"),
    message: { code: null, message: "no such object" },
  };
  expect(worst({ link: link("live"), twinLink: told })).toEqual(told);
});
