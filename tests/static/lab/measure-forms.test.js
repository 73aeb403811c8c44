import { expect, test } from "vitest";
import { render } from "lit";
import { consistencySettings } from "../../../static/lab/measure-forms.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */

function shown() {
  const store = new Store(state());
  const root = document.createElement("div");
  const context = /** @type {Context} */ (/** @type {unknown} */ ({ store }));
  render(consistencySettings(context), root);
  const field = /** @type {HTMLInputElement} */ (root.querySelector("[name=radius]"));
  const enter = (/** @type {string} */ value) => {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return store.get("analysis").consistency.radius;
  };
  return { field, enter };
}

test.each(["", "-5", "0", "33", "99999999999999999999"])(
  "a radius of “%s” changes no setting",
  (value) => {
    expect(shown().enter(value)).toBe(8);
  },
);

test("a radius within the bounds is taken", () => {
  expect(shown().enter("32")).toBe(32);
});

test("each number has its bounds beside it", () => {
  const { field } = shown();
  expect(field.nextElementSibling?.textContent).toBe("whole number from 1 to 32");
});
