import { describe, expect, test } from "vitest";
import { endingTexts, isBlind } from "../../../static/training/run-ending.js";
import { training, trainingForm } from "../examples.js";

/** @import { Elsewhere, Training } from "../../../static/types/training.js" */

/** As measured after 250 steps in a corner. @type {Elsewhere} */
const WRONG = {
  pictures: 80,
  volume_response_ratio: 1.01,
  volume_residual: 0,
  logit_response_ratio: 1.1,
  confidence: 0.943,
  blank: 0.79,
};

/**
 * What is said of some numbers.
 *
 * @param {number} inside
 * @param {number|null} outside
 * @param {Partial<Elsewhere>|null} [elsewhere]
 * @param {Partial<import("../../../static/types/training.js").TrainingForm>} [form]
 */
function said(inside, outside, elsewhere = {}, form = {}) {
  const final = {
    inside,
    outside,
    chance: 0.1,
    elsewhere: elsewhere && { ...WRONG, ...elsewhere },
  };
  return endingTexts(training({ final, step: 400, form: trainingForm(form) })).join(" ");
}

describe("the last sentence", () => {
  test("says that a head is blind and wrong, with the numbers", () => {
    const text = said(0.91, 0.11);
    expect(text).toContain(
      "right outside the region at step 400, 91% inside. Guessing would give 10%.",
    );
    expect(text).toContain("wrong there, not silent");
    expect(text).toContain("by 110% of what one inside does, and it is 94% sure");
    expect(text).toContain("by construction (measured: it differs by 0%)");
    // 0% holds by construction, and proves nothing blind.
    expect(text).not.toContain("went blind");
    expect(text).toContain("a new head on the same layers, below, tests that");
  });

  test("says silent only of outputs that respond to next to nothing", () => {
    expect(said(0.91, 0.1, { logit_response_ratio: 0.01, blank: 1 })).toContain(
      "It is silent there",
    );
    const faint = said(0.91, 0.1, { logit_response_ratio: 0.1 });
    expect(faint).toContain("faint");
    expect(faint).not.toContain("It is silent");
  });

  test.each([{ volume_residual: 0.17 }, { volume_response_ratio: 0.5 }])(
    "leaves open which part is blind where the volume differs, too: %o",
    (elsewhere) => {
      const text = said(0.91, 0.11, elsewhere);
      expect(text).toContain("leave open which part");
      expect(text).not.toContain("by construction");
    },
  );

  test("says nothing of parts that were not measured", () => {
    expect(said(0.91, 0.11, null)).not.toMatch(/head|volume|moves/);
    expect(said(0.91, 0.11, { volume_residual: null })).not.toContain("head");
  });

  test("says that it reads outside, too, and why that is no wonder with shifts", () => {
    expect(said(0.9, 0.89)).toContain("though it never saw an object there");
    expect(said(0.9, 0.89)).not.toMatch(/blind|head/);
    expect(said(0.9, 0.89, {}, { augment: true })).toContain("moved objects beyond the region");
  });

  test("calls nothing blind that reads more than by guessing", () => {
    const text = said(0.95, 0.6);
    expect(text).toContain("not blind there");
    expect(text).toContain("what the head makes of it");
  });

  test("says nothing about places where nothing was learned", () => {
    const text = said(0.2, 0.11);
    expect(text).toContain("hardly learned");
    expect(text).not.toMatch(/blind|wrong/);
  });

  test("of a training everywhere has no outside", () => {
    const text = said(0.93, null, null);
    expect(text).toContain("right at step 400; its region left no place outside");
    expect(text).not.toMatch(/blind|hardly/);
    const whole = new Set(Array.from({ length: 256 }, (_, cell) => cell));
    expect(said(0.93, null, null, { painted: whole })).toContain("was the whole canvas");
    expect(said(0.15, null, null)).toContain("hardly learned");
  });

  test("counts from chance: of two classes, 60% is hardly more than guessing", () => {
    const final = { inside: 0.98, outside: 0.56, chance: 0.5, elsewhere: WRONG };
    expect(endingTexts(training({ final })).join(" ")).toContain("wrong there, not silent");
    const reads = { ...final, outside: 0.8 };
    expect(endingTexts(training({ final: reads })).join(" ")).toContain("not blind there");
  });

  test.each(
    /** @type {[number, number|null, boolean][]} */ ([
      [0.91, 0.11, true],
      [0.99, 0.99, false],
      [0.95, 0.6, false],
      [0.2, 0.05, false],
      [0.93, null, false],
    ]),
  )(
    "a network that is right at %d inside and %d outside is blind: %s",
    (inside, outside, blind) => {
      const final = { inside, outside, chance: 0.1, elsewhere: null };
      expect(isBlind(training({ final }))).toBe(blind);
    },
  );

  test("is none before the end", () => {
    expect(endingTexts(/** @type {Training} */ (training()))).toEqual([]);
  });
});
