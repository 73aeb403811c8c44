import { expect, test } from "vitest";
import { measurementResources } from "../../../static/resources/measurements.js";
import { Store } from "../../../static/state/store.js";
import { card, state } from "../examples.js";

const DIGITS = [..."0123456789"];
const config = { protocol: "canvas", radius: 8, pairs: 4, seed: 1 };

/**
 * A network from a file with ten outputs that nobody named.
 *
 * @param {string} id
 */
function numbered(id) {
  const file = { format: /** @type {const} */ ("onnx"), bytes: 1, sha256: "", reduce: null };
  const origin = { ...file, named: false, ranges: "", notes: [] };
  return card({ id, outputs: DIGITS, origin });
}

/** @param {(model: string) => Promise<any>} respond */
function measurements(respond) {
  const store = new Store(state({ model: card({ outputs: DIGITS }) }));
  return {
    store,
    measurements: measurementResources(store, { consistency: respond, equivariance: respond }),
  };
}

test("results are kept, newest first", async () => {
  let count = 0;
  const { store, measurements: asks } = measurements((model) =>
    Promise.resolve({ model, count: ++count }),
  );
  const coming = asks.consistency.ask(config);
  expect(store.get("consistency").busy).toBe(true);
  await coming;
  store.set("model", card({ id: "other", outputs: DIGITS }));
  await asks.consistency.ask(config);
  expect(store.get("consistency")).toEqual({
    busy: false,
    failure: null,
    results: [
      { model: "other", count: 2 },
      { model: "small", count: 1 },
    ],
  });
  expect(store.get("equivariance").results).toEqual([]);
});

test("consistency is measured of each shown network, the first one's result first", async () => {
  const { store, measurements: asks } = measurements((model) => Promise.resolve({ model }));
  store.set("twin", card({ id: "twin", outputs: DIGITS }));
  await asks.consistency.ask(config);
  expect(store.get("consistency").results).toEqual([{ model: "small" }, { model: "twin" }]);
});

test("a network without samples is not asked for, and does not keep the other from being measured", async () => {
  const { store, measurements: asks } = measurements((model) => Promise.resolve({ model }));
  for (const twin of [card({ id: "named", outputs: ["cat", "dog"] }), numbered("numbered")]) {
    store.merge({ twin, consistency: { busy: false, results: [], failure: null } });
    await asks.consistency.ask(config);
    expect(store.get("consistency").results).toEqual([{ model: "small" }]);
  }
});

test("a refusal is reported, and earlier results stay", async () => {
  let works = true;
  const { store, measurements: asks } = measurements((model) =>
    works ? Promise.resolve({ model }) : Promise.reject(new Error("too many pairs")),
  );
  const shift = { scene: { objects: [] }, shift: { row: 1, col: 0 }, protocol: "canvas" };
  await asks.equivariance.ask(shift);
  works = false;
  await asks.equivariance.ask(shift);
  expect(store.get("equivariance")).toEqual({
    busy: false,
    failure: { code: null, message: "too many pairs" },
    // The result keeps its scene, to be compared with the shown one.
    results: [{ model: "small", scene: shift.scene }],
  });
});

test("a measurement can be cancelled, and its late result is dropped", async () => {
  /** @type {(respond: object) => void} */
  let late = () => {};
  const store = new Store(state({ model: card({ outputs: DIGITS }) }));
  /** @type {(AbortSignal|undefined)[]} */
  const signals = [];
  const respond = (
    /** @type {string} */ _id,
    /** @type {unknown} */ _config,
    /** @type {AbortSignal|undefined} */ signal,
  ) => {
    signals.push(signal);
    return /** @type {Promise<any>} */ (new Promise((resolve) => (late = resolve)));
  };
  const asks = measurementResources(store, { consistency: respond, equivariance: respond });
  const coming = asks.consistency.ask(config);
  asks.equivariance.cancel();
  expect(store.get("consistency").busy).toBe(true);
  asks.consistency.cancel();
  expect(signals[0]?.aborted).toBe(true);
  expect(store.get("consistency").busy).toBe(false);
  late({ model: "small" });
  await coming;
  expect(store.get("consistency")).toEqual({ busy: false, failure: null, results: [] });
});
