import { expect, test } from "vitest";
import "../../../../static/lab/tabs/5-consistency.js";
import { Store } from "../../../../static/state/store.js";
import { state } from "../../examples.js";

/** @import { ConsistencyTab } from "../../../../static/lab/tabs/5-consistency.js" */

const result = {
  model: "small",
  sha256: "0123456789abcdef",
  protocol: /** @type {const} */ ("canvas"),
  radius: 8,
  pairs: 128,
  seed: 3,
  samples: 100,
  consistency: { mean: 1, spread: 0 },
  instability: { mean: 0, spread: null },
  change: { mean: 0.25 },
  accuracy: 0.1,
  chance: 0.1,
  constant: true,
};

/** @param {typeof result[]} results */
async function shown(results) {
  const tab = /** @type {ConsistencyTab} */ (document.createElement("consistency-tab"));
  const store = new Store(state({ consistency: { busy: false, results, failure: null } }));
  tab.context = /** @type {any} */ ({ store, cards: [store.get("model")] });
  document.body.append(tab);
  await tab.updateComplete;
  return (tab.renderRoot.textContent ?? "").replaceAll(/\s+/g, " ");
}

test("a constant predictor is named as such, beside its perfect consistency", async () => {
  const text = await shown([result]);
  expect(text).toContain(
    "100% of the pairs get the same answer from Small (± 0%, standard deviation over groups of pairs).",
  );
  expect(text).toContain("The answer is right for 10%; guessing would be right for 10%.");
  expect(text).toContain("It is a constant predictor");
  expect(await shown([{ ...result, constant: false }])).not.toContain("constant predictor:");
});

test("a result of another network than the shown one is marked as old", async () => {
  const old = "Not of what is shown now";
  expect(await shown([result])).not.toContain(old);
  expect(await shown([{ ...result, model: "other" }])).toContain(old);
});

test("the results state protocol, seed, pairs, chance, spread and weights", async () => {
  const text = await shown([result]);
  for (const part of ["canvas", "seed 3", "pairs 128", "chance 0.100", "± 0.000", "01234567"]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("n/a");
});
