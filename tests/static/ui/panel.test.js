import { afterEach, expect, test, vi } from "vitest";
import { html } from "lit";
import { Panel } from "../../../static/ui/panel.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

const drawn = vi.fn();
const heard = vi.fn();

class PlayOnly extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["scene"]);

  draw() {
    drawn();
    return html`<p>shown</p>`;
  }

  keyAnywhere() {
    heard();
  }
}
customElements.define("play-only", PlayOnly);

afterEach(() => {
  document.body.replaceChildren();
  vi.clearAllMocks();
});

/** @param {import("../../../static/types/state.js").Screen} screen */
async function open(screen) {
  const store = new Store(state({ screen }));
  const panel = new PlayOnly();
  document.body.append(panel);
  panel.context = /** @type {import("../../../static/ui/panel.js").Context} */ (
    /** @type {unknown} */ ({ store })
  );
  await panel.updateComplete;
  return { store, panel };
}

test("a panel of another screen neither draws nor hears keys, until its screen comes", async () => {
  const { store, panel } = await open("opening");
  store.set("scene", { objects: [] });
  dispatchEvent(new KeyboardEvent("keydown", { key: "p" }));
  await panel.updateComplete;
  expect(drawn).not.toHaveBeenCalled();
  expect(heard).not.toHaveBeenCalled();
  store.set("screen", "play");
  await panel.updateComplete;
  expect(panel.renderRoot.querySelector("p")?.textContent).toBe("shown");
  dispatchEvent(new KeyboardEvent("keydown", { key: "p" }));
  expect(heard).toHaveBeenCalledOnce();
});

test("it keeps what it has drawn while another screen is shown", async () => {
  const { store, panel } = await open("play");
  store.set("screen", "opening");
  store.set("scene", { objects: [] });
  await panel.updateComplete;
  expect(drawn).toHaveBeenCalledOnce();
  expect(panel.renderRoot.querySelector("p")).not.toBe(null);
});
