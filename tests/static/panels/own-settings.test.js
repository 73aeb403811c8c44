import { afterEach, expect, test } from "vitest";
import { OwnSettings } from "../../../static/panels/own-settings.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

/** @import { Context } from "../../../static/ui/panel.js" */

afterEach(() => document.body.replaceChildren());

/** @param {Element|null} element */
const text = (element) => element?.textContent?.replace(/\s+/g, " ").trim();

/** The form of a network that ends in a map, and how to look at it. */
async function shown(outputs = ["a", "b", "c"]) {
  const store = new Store(state());
  const origin = { format: /** @type {const} */ ("onnx"), bytes: 1, sha256: "", ranges: "" };
  store.merge({
    model: card({
      outputs,
      origin: { ...origin, reduce: "max", notes: [], named: true },
    }),
  });
  const panel = new OwnSettings();
  panel.context = /** @type {Context} */ (/** @type {unknown} */ ({ store, cards: [], own: null }));
  document.body.append(panel);
  await panel.updateComplete;
  const root = panel.renderRoot;
  const field = (/** @type {string} */ name) => {
    const found = root.querySelector(`[data-field="${name}"]`);
    if (!(found instanceof HTMLInputElement) && !(found instanceof HTMLTextAreaElement))
      throw new Error(`no field ${name}`);
    return found;
  };
  return {
    panel,
    root,
    /** The marked fields, each of which the alert explains. */
    marked: () => [
      ...new Set(
        [...root.querySelectorAll('[aria-invalid="true"]')].map((each) =>
          each.closest("[data-field]")?.getAttribute("data-field"),
        ),
      ),
    ],
    said: () => [...root.querySelectorAll('[role="alert"]')].map((each) => text(each)),
    async type(/** @type {string} */ name, /** @type {string} */ value) {
      const input = field(name);
      input.value = value;
      input.dispatchEvent(new Event("input"));
      await panel.updateComplete;
    },
    async apply() {
      root.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
      await panel.updateComplete;
      await panel.updateComplete;
    },
    field,
  };
}

test("each wrong field is marked, tied to what is said, and the first one has the focus", async () => {
  const form = await shown();
  for (const name of ["range", "classes"]) await form.type(name, "x");
  expect(form.marked()).toEqual([]);
  await form.apply();
  expect(form.marked()).toEqual(["range", "classes"]);
  for (const name of ["range", "classes"]) {
    const why = form.field(name).getAttribute("aria-describedby");
    expect(text(form.root.querySelector(`#${why}`))).toMatch(/^expected /);
  }
  expect(form.said()).toEqual([
    "expected two numbers as range, the lower one first",
    "expected 3 names of classes, got 1",
  ]);
  expect(/** @type {ShadowRoot} */ (form.root).activeElement).toBe(form.field("range"));
});

test("a field is marked until it is changed", async () => {
  const form = await shown();
  for (const name of ["mean", "std"]) await form.type(name, "x");
  await form.apply();
  expect(form.marked()).toEqual(["mean", "std"]);
  await form.type("mean", "0.5");
  expect(form.marked()).toEqual(["std"]);
  expect(form.said()).toEqual([expect.stringContaining("as standard deviation")]);
});

test("what the server refuses marks its field: a text, a list, the volumes", async () => {
  const form = await shown();
  for (const [where, field] of [
    ["options.title", "title"],
    ["options.input.std.1", "std"],
    ["options.classes.2", "classes"],
    ["options.volumes.0", "volumes"],
  ]) {
    form.panel.error = { code: "invalid_input", message: `refused: ${where}`, where };
    await form.panel.updateComplete;
    expect(form.marked()).toEqual([field]);
    const line = field === "classes" ? "Line 3: " : "";
    expect(form.said()).toEqual([`${line}refused: ${where}`]);
  }
  form.panel.error = { code: "invalid_input", message: "no map", where: "options.reduce" };
  await form.panel.updateComplete;
  const lists = [...form.root.querySelectorAll('select[aria-invalid="true"]')];
  expect(lists.map((list) => list.getAttribute("aria-label"))).toEqual(["It is"]);
  form.panel.error = { code: "busy", message: "later" };
  await form.panel.updateComplete;
  expect(form.marked()).toEqual([]);
  expect(form.said()).toEqual(["later"]);
});

test("the difference is a choice for two outputs alone", async () => {
  const three = await shown();
  const choices = (/** @type {typeof three} */ { root }) =>
    [...root.querySelectorAll('select[aria-label="It is"] option')].map((each) =>
      each.getAttribute("value"),
    );
  expect(choices(three)).toEqual(["max", "mean"]);
  const two = await shown(["no face", "face"]);
  expect(choices(two)).toEqual(["max", "mean", "difference"]);
});
