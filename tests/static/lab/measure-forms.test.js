import { expect, test } from "vitest";
import { render } from "lit";
import { consistencyForm, consistencySettings } from "../../../static/lab/measure-forms.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { State } from "../../../static/types/state.js" */
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

test("before the press, the form says which networks have no samples", () => {
  const digits = [..."0123456789"];
  /** @param {Partial<State>} fields */
  const form = (fields) => {
    const root = document.createElement("div");
    const store = new Store(state(fields));
    const context = /** @type {Context} */ (/** @type {unknown} */ ({ store }));
    render(consistencyForm(context), root);
    const { disabled } = /** @type {HTMLButtonElement} */ (root.querySelector("button"));
    return { disabled, text: root.querySelector("p")?.textContent?.trim() };
  };
  expect(form({ model: card({ outputs: digits }) })).toEqual({ disabled: false, text: undefined });
  const pets = card({ title: "Pets", outputs: ["cat", "dog"] });
  expect(form({ model: card({ outputs: digits }), twin: pets })).toMatchObject({
    disabled: false,
    text: expect.stringContaining("Not of Pets"),
  });
  expect(form({ model: pets })).toMatchObject({
    disabled: true,
    text: expect.stringContaining("outputs have their names"),
  });
});
