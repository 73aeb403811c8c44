import { expect, test } from "vitest";
import { Store } from "../../../static/state/store.js";
import { followHidden } from "../../../static/ui/hidden-sections.js";
import { state } from "../examples.js";

test("hidden sections disappear and return, and so do empty columns", () => {
  document.body.innerHTML = `
    <header></header>
    <main>
      <div class="left"><scene-panel></scene-panel><palette-panel></palette-panel></div>
      <div class="right"><outputs-panel></outputs-panel></div>
    </main>
    <tour-switch></tour-switch><tour-panel></tour-panel>`;
  const away = () => [...document.querySelectorAll(".away")].map((each) => each.localName);
  const store = new Store(state({ hidden: ["outputs", "tour"] }));
  followHidden(store, document);
  expect(away()).toEqual(["div", "outputs-panel", "tour-switch", "tour-panel"]);
  store.set("hidden", ["scene"]);
  expect(away()).toEqual(["scene-panel"]);
  store.set("hidden", ["scene", "palette", "header"]);
  expect(away()).toEqual(["header", "div", "scene-panel", "palette-panel"]);
  store.set("hidden", []);
  expect(away()).toEqual([]);
});
