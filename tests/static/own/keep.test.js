import { beforeEach, expect, test, vi } from "vitest";
import { FileStorage } from "../../../static/own/file-storage.js";
import { MOST_UNASKED, keep } from "../../../static/own/keep.js";
import { OwnNetworks } from "../../../static/own/own-networks.js";
import { aboutText } from "../../../static/own/settings-text.js";
import { restore } from "../../../static/server/restore.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

const idOf = (/** @type {number} */ number) => `own-${String(number).padStart(16, "0")}`;
const ID = idOf(1);
const CARD = JSON.stringify({ id: ID, title: "Yours, step 400", home: 0.96, away: 0.12 });

/** @type {import("vitest").Mock} */
let fetch;
/** @type {import("vitest").Mock} */
let send;
/** @type {Store} */
let store;
/** @type {OwnNetworks} */
let own;

beforeEach(async () => {
  fetch = vi.fn(async (id, kind) => new Blob([kind === "card" ? CARD : `weights of ${id}`]));
  send = vi.fn(async () => card({ id: ID }));
  own = new OwnNetworks([card()], {
    send,
    fetch: vi.fn(),
    forget: vi.fn(async () => {}),
    storage: new FileStorage(/** @type {any} */ (null)),
  });
  store = new Store(state());
  await own.follow(store);
});

test("a network of the server's is kept by its weights and its card, and sent again as these", async () => {
  await keep(own, ID, { asked: false, fetch });
  expect(store.get("own")).toMatchObject([
    { id: ID, title: "Yours, step 400", file: `${ID}.safetensors`, listed: true },
  ]);
  expect(await restore(ID)).toBe(true);
  const [file, options, { card: text }] = send.mock.calls[0] ?? [];
  expect(await file.text()).toBe(`weights of ${ID}`);
  expect(text).toBe(CARD);
  // The card's own title changes nothing of the id that the server gives it.
  expect(options).toEqual({ title: "Yours, step 400" });
});

test("in lists it is told apart by what it reads", async () => {
  await keep(own, ID, { asked: false, fetch });
  const [network] = store.get("own");
  expect(network && aboutText(network)).toBe("right at 96% where you painted, 12% elsewhere");
  expect(aboutText({ options: {}, shares: { inside: 0.9, outside: null } })).toBe("right at 90%");
});

test("what nobody asked to keep makes room for what comes later; what was asked for stays", async () => {
  vi.useFakeTimers();
  await keep(own, ID, { asked: true, fetch });
  for (let number = 2; number < MOST_UNASKED + 4; number++) {
    vi.advanceTimersByTime(1);
    await keep(own, idOf(number), { asked: false, fetch });
  }
  const ids = store.get("own").map(({ id }) => id);
  expect(ids).toHaveLength(MOST_UNASKED + 1);
  expect(ids).toContain(ID);
  expect(ids).not.toContain(idOf(2));
  vi.useRealTimers();
});

test("whoever keeps what is kept already fetches nothing again, and it stays", async () => {
  await keep(own, ID, { asked: false, fetch });
  await keep(own, ID, { asked: true, fetch });
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(store.get("own")).toMatchObject([{ id: ID, unasked: false }]);
});
