import { expect, test } from "vitest";
import { evidenceResource } from "../../../../static/resources/evidence.js";
import "../../../../static/lab/tabs/6-evidence.js";
import { Store } from "../../../../static/state/store.js";
import { state } from "../../examples.js";

/** @import { EvidenceTab } from "../../../../static/lab/tabs/6-evidence.js" */
/** @import { Experiment, ExperimentRow } from "../../../../static/types/lab.js" */

/** @type {ExperimentRow} */
const row = {
  name: "valid padding, similar",
  values: [1, 0.99],
  over: "seeds",
  mean: 0.995,
  spread: 0.00707,
  chance: 0.5,
  reference: 1,
  interval: { low: 0.9905, high: 0.9987 },
  bar: "above .99",
  verdict: "holds",
  agreement: "reproduces the direction",
};

/** @type {Experiment[]} */
const experiments = [
  {
    name: "red-green",
    title: "Red-Green",
    question: "Does padding leak position?",
    record: {
      seeds: [0, 1],
      networks: { small: "0123456789" },
      grid: "five seeds a padding",
      rows: [
        row,
        { ...row, name: "small-corner, circular", reference: null, verdict: "fails" },
        { ...row, name: "open", interval: { low: 0.98, high: 1 }, verdict: "not told apart" },
        { ...row, name: "one", values: [0.5], spread: null, interval: null, agreement: "control" },
      ],
      source: "Kayhan & van Gemert 2020",
      remarks: ["circular comes out higher"],
    },
  },
  { name: "theorem", title: "Theorem", question: "Exact?", record: null },
];

/** @param {Store} store */
async function shown(store) {
  const tab = /** @type {EvidenceTab} */ (document.createElement("evidence-tab"));
  tab.context = /** @type {any} */ ({
    store,
    cards: [
      { id: "small", title: "Small one" },
      { id: "small-corner", title: "Small one, corner" },
    ],
  });
  document.body.append(tab);
  await tab.updateComplete;
  return (tab.renderRoot.textContent ?? "").replaceAll(/\s+/g, " ");
}

test("our results stand beside the published ones, and mismatches are stated", async () => {
  const text = await shown(new Store(state({ evidence: { experiments, failure: null } })));
  expect(text).toContain(
    "1/3 numbers that could have come out otherwise meet their criterion. We set the criteria ourselves.",
  );
  expect(text).toContain("Not told apart: 1.");
  expect(text).toContain("Fail: 1.");
  expect(text).toContain("1 of 2 experiments have no record yet.");
  expect(text).toContain("1/3 reproduces the direction: comes out in the published order");
  expect(text).toContain("1/1 control: shows");
  expect(text).toContain("✗failsRed-Green 2/4");
  expect(text).toContain(
    "2 seeds ± 0.007; criterion: above .99 0.995 0.991 – 0.999 reference 1.000 chance 0.500 holds reproduces the direction",
  );
  expect(text).toContain(
    "0.980 – 1.000 reference 1.000 chance 0.500 not told apart reproduces the direction",
  );
  expect(text).toContain(
    "1 seeds; criterion: above .99 0.995 reference 1.000 chance 0.500 holds control",
  );
  expect(text).toContain("fails reproduces the direction");
  expect(text).toContain("circular comes out higher");
  expect(text).toContain("Seeds 0, 1. Small one 01234567");
  expect(text).toContain("Small one, corner, circular");
  expect(text).toContain("No record yet.");
});

test("records are requested when the tab opens, and again only after a failure", async () => {
  const store = new Store(state());
  let asked = 0;
  let works = false;
  evidenceResource(store, () => {
    asked += 1;
    return works ? Promise.resolve(experiments) : Promise.reject(new Error("gone"));
  });
  store.set("lab", "compare");
  expect(asked).toBe(0);
  store.set("lab", "evidence");
  await new Promise((resolve) => setTimeout(resolve));
  expect(await shown(store)).toContain("gone");
  works = true;
  for (const tab of /** @type {const} */ (["compare", "evidence", "compare", "evidence"])) {
    store.set("lab", tab);
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(asked).toBe(2);
  expect(store.get("evidence")?.experiments).toBe(experiments);
});
