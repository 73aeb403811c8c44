import { render } from "lit";
import { expect, test } from "vitest";
import { rightShare, sweepSentence } from "../../../static/lab/sweep-readout.js";
import { sweepOf } from "./sweeps.js";

/** @param {unknown} template */
function textOf(template) {
  const host = document.createElement("div");
  render(template, host);
  return host.textContent?.replaceAll(/\s+/g, " ").trim() ?? "";
}

test("a network of one output gets no share of right answers, but the span of its score", () => {
  const judged = sweepOf("two");
  expect(rightShare(judged)).toBeCloseTo(4 / 6);
  expect(textOf(sweepSentence(judged))).toContain("right");
  const { start } = judged;
  if (!start) throw new Error("expected a start");
  const lone = { ...judged, start: { ...start, chance: null } };
  expect(rightShare(lone)).toBeNull();
  const said = textOf(sweepSentence(lone));
  expect(said).toContain("at 6 places, one every 4 px, its score goes from 0.000 to 1.000");
  expect(said).not.toContain("%");
});
