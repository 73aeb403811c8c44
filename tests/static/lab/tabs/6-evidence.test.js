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
  bar: "at least .99",
  holds: true,
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
        { ...row, name: "small-corner, circular", reference: null, chance: null, holds: false },
      ],
      agreement: "reproduces the direction",
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
  expect(text).toContain("1/2 numbers meet their criterion. We set the criteria ourselves;");
  expect(text).toContain("1 of 2 experiments have no record yet.");
  expect(text).toContain("1/2 reproduces the direction");
  expect(text).toContain("✗does not matchRed-Green 1/2");
  expect(text).toContain(
    "2 seeds; criterion: at least .99 0.995 ± 0.007 1.000 0.500 reproduces the direction yes",
  );
  expect(text).toContain(
    "2 seeds; criterion: at least .99 0.995 ± 0.007 reproduces the direction does not match",
  );
  expect(text).toContain("comes out in the published order");
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
