import { render } from "lit";
import { describe, expect, test } from "vitest";
import { card } from "../../examples.js";
import { said, seen, step, swept } from "../tour-states.js";
import { metricsOf } from "../../../../static/network/metrics.js";

/** @import { Card } from "../../../../static/types/api.js" */

describe("step 2: which part went blind?", () => {
  /**
   * @param {string} id
   * @param {number} mean  accuracy of its card
   * @param {Card["region"]} region
   * @param {string|null} convolutions
   */
  const network = (id, mean, region, convolutions = null) =>
    card({ id, region, convolutions, metrics: { ...metricsOf(card()), samples: 100, mean } });
  const cards = [
    network("corner", 0.17, [0, 0, 4, 4]),
    network("everywhere", 0.96, [0, 0, 8, 8]),
    network("lent", 0.2, [0, 0, 4, 4], "everywhere"),
    network("given", 0.93, [0, 0, 8, 8], "corner"),
  ];
  /** @param {Record<string, number[]>} right  by network; the first position is in the corner */
  const given = (right) =>
    seen({ transplantSweeps: Object.entries(right).map(([id, each]) => swept(id, each)) }, cards);

  test("names the head, if the numbers say so", () => {
    const { text, kinds, done, found, result } = said(
      "head",
      given({
        corner: [1, 0, 0, 0, 0],
        lent: [1, 1, 0, 0, 0],
        given: [1, 1, 1, 1, 0],
        everywhere: [1, 1, 1, 1, 1],
      }),
    );
    expect(text).toContain(
      "Of 5 places, a head that learned everywhere reads this 3 at 100% and 80%, a head from the corner only at 40% and 20%. For this 3, the head went blind, not the layers.",
    );
    expect(text).toContain("Guessing would be right at 10% of them.");
    expect(text).toContain("100 of each digit, which no training saw");
    expect(text).toContain("There, too, the head decides; single digits come out otherwise.");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
    expect(found).toBe(2);
    expect(result).toEqual({ own: 0.2, lent: 0.4, given: 0.8, both: 1, chance: 0.1, places: 5 });
  });

  test("names neither, if they do not", () => {
    const alike = [1, 1, 0, 1, 0];
    const { text, kinds } = said(
      "head",
      given({ corner: alike, lent: alike, given: alike, everywhere: alike }),
    );
    expect(text).toContain("This 3 does not tell which part went blind.");
    expect(kinds).toEqual(["fails", "fails", "holds"]);
  });

  test("names the layers, too, where the corner's are worse", () => {
    const none = [1, 0, 0, 0, 0];
    const { text, kinds } = said(
      "head",
      given({ corner: none, lent: none, given: none, everywhere: [1, 1, 1, 1, 1] }),
    );
    expect(text).toContain("For this 3, the corner's layers are worse, too.");
    expect(kinds).toEqual(["fails", "fails", "holds"]);
  });

  test("shows the four networks' accuracies on all digits, from their cards", () => {
    const box = document.createElement("div");
    render(step("head").background?.(given({})), box);
    const rows = [...box.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("td b")].map((share) => share.textContent),
    );
    expect(rows).toEqual([
      ["96%", "93%"],
      ["20%", "17%"],
    ]);
  });

  test("waits for the fourth sweep", () => {
    const three = given({ corner: [1], lent: [1], given: [1] });
    expect(said("head", three)).toMatchObject({ kinds: ["waiting"], done: false });
  });
});
