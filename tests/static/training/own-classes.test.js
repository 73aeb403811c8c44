import { expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { CLASSES } from "../../../static/training/choices.js";
import "../../../static/training/own-classes.js";
import { palette, state, trainingForm } from "../examples.js";

/** @import { OwnClasses } from "../../../static/training/own-classes.js" */

test("each picture that is not added is named, and the others are added", async () => {
  const list = /** @type {OwnClasses} */ (document.createElement("own-classes"));
  const form = trainingForm({ data: "own", classes: [{ name: "dot", pictures: [] }] });
  const store = new Store(state({ trainingForm: form }));
  list.context = /** @type {any} */ ({ store, palette });
  const refused = () => Promise.reject(new Error("expected a PNG"));
  await list.add(0, [
    { name: "notes.txt", picture: refused },
    { name: "dot.png", picture: async () => "png" },
    { name: "list.txt", picture: refused },
  ]);
  expect(list.failures).toEqual([
    "notes.txt was not added: expected a PNG",
    "list.txt was not added: expected a PNG",
  ]);
  expect(store.get("trainingForm").classes).toEqual([{ name: "dot", pictures: ["png"] }]);
});

test("a picture that a class has already, and one too many, are named", async () => {
  const list = /** @type {OwnClasses} */ (document.createElement("own-classes"));
  const pictures = Array.from({ length: CLASSES.pictures - 1 }, (_, i) => `png ${i}`);
  const form = trainingForm({ data: "own", classes: [{ name: "dot", pictures }] });
  const store = new Store(state({ trainingForm: form }));
  list.context = /** @type {any} */ ({ store, palette });
  const add = (/** @type {string} */ png) => ({ name: `${png}.png`, picture: async () => png });
  await list.add(0, [add("png 0"), add("new"), add("more")]);
  expect(list.failures).toEqual([
    "png 0.png was not added: the class has it already",
    `more.png was not added: a class has at most ${CLASSES.pictures} pictures`,
  ]);
  expect(store.get("trainingForm").classes[0]?.pictures).toEqual([...pictures, "new"]);
});
