import { expect, test } from "vitest";
import { OutputsPanel } from "../../../static/panels/outputs-panel.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */

test("of a hundred outputs the strongest ten are listed, and all of them on request", async () => {
  const outputs = Array.from({ length: 100 }, (_, i) => `class ${i}`);
  const scores = Float32Array.from(outputs, (_, i) => (i === 77 ? 0.5 : 0.005));
  const store = new Store(state());
  const frame = /** @type {any} */ ({ model: "small", scores, expected: null });
  store.merge({ model: card({ outputs }), frame });
  const panel = new OutputsPanel();
  panel.context = /** @type {Context} */ (/** @type {unknown} */ ({ store, cards: [] }));
  document.body.append(panel);
  await panel.updateComplete;
  const names = () =>
    [...panel.renderRoot.querySelectorAll("li")].map((li) => li.querySelector("span")?.textContent);
  const more = () =>
    /** @type {HTMLButtonElement} */ (panel.renderRoot.querySelector("button[data-more]"));
  expect(names()).toHaveLength(10);
  expect(names()[0]).toBe("class 77");
  expect(more().textContent?.trim()).toBe("All 100 outputs");
  more().click();
  await panel.updateComplete;
  expect(names()).toEqual(outputs);
  more().click();
  await panel.updateComplete;
  expect(names()).toHaveLength(10);
  panel.remove();
});
