import { expect, test } from "vitest";
import { write } from "../../../static/scene/drawing-png.js";
import { PRESETS, cellsOf } from "../../../static/training/presets.js";
import { problems } from "../../../static/training/problems.js";
import { sizesOf, tightest } from "../../../static/training/data-sizes.js";
import { formText, placesText } from "../../../static/training/texts.js";
import { limits, palette, trainingForm } from "../examples.js";

/** @import { OwnClass, TrainingForm } from "../../../static/types/training.js" */

const server = { limits, palette };

/**
 * @param {number} height  px
 * @param {number} width
 */
function picture(height, width) {
  return write({ height, width, cells: new Uint8Array(height * width).fill(1) });
}

/** @param {Partial<OwnClass>[]} classes */
function own(...classes) {
  const whole = classes.map((one, i) => ({
    name: `class ${i}`,
    pictures: [picture(10, 10)],
    ...one,
  }));
  return trainingForm({ data: "own", classes: whole });
}

test("what a first visitor finds can be trained at once", () => {
  expect(problems(trainingForm(), server)).toEqual([]);
});

test.each(PRESETS)("digits and figures have places in the region $id", ({ boxes }) => {
  for (const data of /** @type {const} */ (["digits", "figures"])) {
    const form = trainingForm({ data, painted: cellsOf(boxes) });
    expect(problems(form, server)).toEqual([]);
  }
});

test("a region without room is named with the object, its size and how many places it leaves", () => {
  // 20 × 24 px hold a digit of 20 × 20 px at one row and five columns.
  const narrow = trainingForm({ painted: cellsOf([[0, 0, 5, 6]]) });
  expect(problems(narrow, server)).toEqual([]);
  const single = trainingForm({ painted: cellsOf([[0, 0, 5, 5]]) });
  expect(problems(single, server)).toEqual([
    "Too small: a digit (20 × 20 px) fits wholly inside at 1 place, and training needs 4. Paint more.",
  ]);
  expect(problems(trainingForm({ painted: new Set() }), server)[0]).toContain("at 0 places");
});

test("the places are those of the object that has fewest", () => {
  const form = own(
    { name: "tall", pictures: [picture(30, 4)] },
    { name: "wide", pictures: [picture(4, 8), picture(2, 40)] },
  );
  expect(sizesOf(form, palette)).toEqual([
    { name: "tall", height: 30, width: 4 },
    // Both pictures lie in one box.
    { name: "wide", height: 4, width: 40 },
  ]);
  const painted = cellsOf([[0, 0, 16, 11]]);
  // 64 × 44 px: 61 rows and 5 columns for 4 × 40 px, 35 rows and 41 columns for 30 × 4 px.
  expect(tightest({ ...form, painted }, palette)).toMatchObject({ name: "wide", places: 305 });
  expect(placesText({ ...form, painted }, palette)).toBe(
    "“wide” (4 × 40 px) fits wholly inside at 305 places, each other object at as many or more.",
  );
});

test("a picture of the visitor's own that has too few places is named", () => {
  const classes = [{ name: "dot" }, { name: "wide", pictures: [picture(4, 8), picture(2, 40)] }];
  const narrow = cellsOf([[0, 0, 8, 8]]);
  // No picture alone is as large as the box that holds both.
  expect(placesText({ ...own(...classes), painted: narrow }, palette)).toBe(
    "Too small: “wide” (4 × 40 px) fits wholly inside at 0 places, and training needs 4. Paint more, or add it smaller.",
  );
  const tall = own({ name: "dot" }, { name: "tall", pictures: [picture(8, 8), picture(40, 9)] });
  expect(placesText({ ...tall, painted: narrow }, palette)).toMatch(
    /^Too small: picture 2 of “tall” \(40 × 9 px\)/,
  );
});

test.each(
  /** @type {[TrainingForm, string][]} */ ([
    [own({}), "Own classes: from 2 to 10 are needed, each with a picture."],
    [own({}, { pictures: [] }), "Own classes: number 2 needs a picture."],
    [own({ name: " " }, {}), "Own classes: number 1 needs a name."],
    [
      own({ name: "a" }, { name: "a " }),
      "Own classes: two are called “a”; each needs a name of its own.",
    ],
    [
      own({ pictures: ["A".repeat(limits.message.body_bytes)] }, {}),
      "Own classes: their pictures are too large together; remove some.",
    ],
    [
      trainingForm({ steps: limits.trainings.steps + 1 }),
      `Steps: from 10 to ${limits.trainings.steps} on this server.`,
    ],
  ]),
)("%#: what is wrong is named", (form, text) => {
  expect(problems(form, server)).toContain(text);
});

test("classes are no matter while other objects are trained", () => {
  expect(problems({ ...own({}), data: "digits" }, server)).toEqual([]);
});

test("what is trained is said in a line", () => {
  expect(formText(trainingForm())).toBe(
    "handwritten digits, max pooling, fully connected (FC) head, 400 steps of 64 pictures, seed 0",
  );
});
