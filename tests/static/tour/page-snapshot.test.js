import { expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { decode, encode, restore, snapshotOf } from "../../../static/tour/page-snapshot.js";
import { read, write } from "../../../static/url/permalink.js";
import { card, palette, state, trainingForm } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */

const cards = [card(), card({ id: "other" })];
const own = state({
  scene: { objects: [{ object: "arm", row: 2, col: 1 }] },
  model: cards[1],
  lab: "sweep",
  theme: "dark",
});

/** @param {Store} store */
function contextOf(store) {
  return /** @type {Context} */ (/** @type {unknown} */ ({ store, cards, palette }));
}

test("a snapshot restores scene, networks and laboratory, and leaves preferences alone", () => {
  const snapshot = snapshotOf(own);
  const store = new Store(state({ model: cards[0], theme: "light" }));
  restore(contextOf(store), snapshot);
  expect(store.state).toMatchObject({ scene: own.scene, model: own.model, lab: "sweep" });
  expect(store.get("theme")).toBe("light");
});

test("a snapshot brings the form of a training back, with the classes as they are now", () => {
  const before = trainingForm({ head: "gap", painted: new Set([0, 1]) });
  const snapshot = snapshotOf({ ...own, trainingForm: before });
  const classes = [{ name: "dot", pictures: ["png"] }];
  const store = new Store(state({ trainingForm: trainingForm({ classes }) }));
  restore(contextOf(store), snapshot);
  expect(store.get("trainingForm")).toEqual({ ...before, classes });
});

test("a snapshot survives encoding, without the tour, whatever the page shows by then", () => {
  const text = encode(
    { read, write },
    { ...own, tour: { step: "move", done: [] } },
    snapshotOf(own),
  );
  expect(text).not.toContain("tour");
  const store = new Store(state({ model: cards[0], lab: "compare" }));
  expect(decode({ read, write }, text, contextOf(store))).toEqual(snapshotOf(own));
});

test("invalid text gives a valid page", () => {
  const store = new Store(state({ model: cards[0] }));
  const found = decode({ read, write }, "model=nowhere&lab=%ff&scene=<script>", contextOf(store));
  expect(cards).toContain(found.model);
  expect(found.lab).toBeNull();
});
