import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { blankCellResource } from "../../../static/resources/blank-cell.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

/** @import { Cell, Pin } from "../../../static/types/state.js" */
/** @import { CellResponse, Scene } from "../../../static/types/api.js" */

/** @type {Cell} */
const cell = { side: "model", layer: "pool1", channel: 1, row: 2, col: 3 };

/** @param {string} model @param {Scene} _scene @param {Pin} pin */
const answerTo = (model, _scene, pin) =>
  Promise.resolve(/** @type {CellResponse} */ ({ model, layer: pin.layer, value: 0.5 }));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a pinned cell is asked for once on an empty canvas, whatever the scene", async () => {
  const store = new Store(state());
  const fetch = vi.fn(answerTo);
  blankCellResource(store, fetch);
  const pin = async (/** @type {Cell|null} */ at) => {
    store.set("pinnedCell", at);
    await vi.advanceTimersByTimeAsync(1);
  };
  await pin(cell);
  expect(store.get("blankCell")).toMatchObject({ pin: cell, response: { value: 0.5 } });
  expect(fetch).toHaveBeenCalledExactlyOnceWith("small", { objects: [] }, cell, expect.anything());
  store.set("scene", { objects: [{ object: "face", row: 1, col: 1 }] });
  await pin(null);
  expect(store.get("blankCell")).toBeNull();
  await pin({ ...cell });
  expect(store.get("blankCell")?.response.value).toBe(0.5);
  expect(fetch).toHaveBeenCalledTimes(1);
  await pin({ ...cell, col: 1 });
  expect(fetch).toHaveBeenCalledTimes(2);
});
