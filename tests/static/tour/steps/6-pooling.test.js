import { nothing, render } from "lit";
import { describe, expect, test } from "vitest";
import { card } from "../../examples.js";
import { faces, frame, said, seen, step } from "../tour-states.js";
import { metricsOf } from "../../../../static/network/metrics.js";

describe("step 6: is it the pooling?", () => {
  const twin = { ...faces, id: "twin", axes: { pooling: "none" } };
  const wide = faces.layers.map((each) =>
    each.stage === 2 ? { ...each, shape: [1, 8, 8] } : each,
  );
  const both = { model: faces, frame: frame([2, 1], [1], [0.2, 0.8]) };

  test("is a face with and without pooling", () => {
    const without = frame([2, 1], [4], [0.3, 0.7]);
    const given = seen({ ...both, twin: { ...twin, layers: wide }, twinFrame: without });
    const { text, kinds, done, found, result } = said("pooling", given);
    expect(text).toContain(
      "the face is found and the answer is “face”: in this network it is not the pooling.",
    );
    expect(text).toContain("Pooling compresses: with it layer 2 is 2 cells wide, without it 8.");
    expect(text).toContain("Lit cells of the face slice: 1 with pooling, 4 without.");
    expect(text).toContain("How sure the answers are: 80% and 70%.");
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(true);
    expect(step("pooling").background?.(given)).toBe(nothing);
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toMatchObject({ "side-1": 2, "side-2": 8, "answer-2": "face" });
  });

  test("states that it is no face without pooling, not smaller, or another prediction", () => {
    const without = frame([2, 1], [0], [0.9, 0.1]);
    const { text, kinds } = said("pooling", seen({ ...both, twin, twinFrame: without }));
    expect(text).toContain(
      "The answers are “face” with pooling and “human body” without it: here they do not agree.",
    );
    expect(text).toContain("Pooling does not compress: with it layer 2 is 2 cells wide");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  const quartet = (/** @type {number[]} */ ...means) =>
    ["max", "none"].flatMap((pooling, row) =>
      ["corner", "everywhere"].map((trained, col) =>
        card({
          axes: { head: "fc", pooling, trained },
          metrics: { ...metricsOf(card()), samples: 100, mean: means[2 * row + col] ?? 0 },
        }),
      ),
    );

  test("shows what trained networks can do, which their training decides", () => {
    const fields = { ...both, twin, twinFrame: frame([2, 1], [1], [0.3, 0.7]) };
    const given = seen(fields, quartet(0.17, 0.96, 0.13, 0.95));
    const { text, kinds, found } = said("pooling", given);
    expect(text).toContain("the place of training decides, not the pooling.");
    expect(text).toContain("100 of each digit");
    expect(kinds.at(-1)).toBe("holds");
    expect(found).toBeLessThanOrEqual(2);
    const box = document.createElement("div");
    render(step("pooling").background?.(given), box);
    const rows = [...box.querySelectorAll("tbody tr")].map((row) =>
      [...row.querySelectorAll("td b")].map((share) => share.textContent),
    );
    expect(rows).toEqual([
      ["96%", "17%"],
      ["95%", "13%"],
    ]);
    const pooled = said("pooling", seen(fields, quartet(0.17, 0.96, 0.13, 0.6)));
    expect(pooled.text).toContain("the pooling decides too.");
    expect(pooled.kinds.at(-1)).toBe("fails");
  });

  test("is not done with another network beside the first", () => {
    const other = { ...twin, axes: { pooling: "avg" } };
    const given = seen({ ...both, twin: other, twinFrame: frame([2, 1], [1], [0, 1]) });
    expect(said("pooling", given).done).toBe(false);
  });
});
