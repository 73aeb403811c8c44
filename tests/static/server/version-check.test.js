import { beforeEach, expect, test, vi } from "vitest";
import { VersionCheck } from "../../../static/server/version-check.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

const old = [card({ id: "a" }), card({ id: "b" })];
const other = [card({ id: "a" })];

/** @type {Store} */
let store;
/** @type {import("vitest").Mock<() => Promise<{ models: typeof old }>>} */
let ask;
const reload = vi.fn();

beforeEach(() => {
  sessionStorage.clear();
  reload.mockReset();
  store = new Store(state());
  ask = vi.fn(async () => ({ models: old }));
  new VersionCheck(store, old, { ask, reload });
});

/** @param {("live"|"waiting"|"connecting")[]} states */
async function pass(...states) {
  for (const each of states) store.set("link", { state: each, message: null });
  await new Promise((resolve) => setTimeout(resolve));
}

test("the catalogue is not requested while the connection lasts", async () => {
  await pass("live", "live");
  expect(ask).not.toHaveBeenCalled();
});

test("the same networks after a lost connection change nothing", async () => {
  await pass("live", "waiting", "connecting", "live");
  expect(ask).toHaveBeenCalledOnce();
  expect(reload).not.toHaveBeenCalled();
  await pass("live");
  expect(ask).toHaveBeenCalledOnce();
});

test("other networks, or the same with other weights, reload the page", async () => {
  ask.mockResolvedValue({ models: other });
  await pass("live", "waiting", "live");
  expect(reload).toHaveBeenCalledOnce();
});

test("servers with different networks do not cause endless reloads", async () => {
  ask.mockResolvedValue({ models: [card({ id: "a", sha256: "f".repeat(64) }), ...other] });
  await pass("live", "waiting", "live");
  await pass("waiting", "live");
  expect(reload).toHaveBeenCalledOnce();
  expect(store.get("notice")).toMatch(/other networks now/);
});

test("if the connection is lost again, the next reconnection checks again", async () => {
  ask.mockRejectedValueOnce(new Error("gone")).mockResolvedValue({ models: other });
  await pass("live", "waiting", "live");
  expect(reload).not.toHaveBeenCalled();
  await pass("waiting", "live");
  expect(reload).toHaveBeenCalledOnce();
});
