import { expect, test } from "vitest";
import { INITIAL_STATE, FIRST_FORM } from "../../../../static/state/initial-state.js";
import { read, write } from "../../../../static/url/permalink.js";
import { cellsOf } from "../../../../static/training/presets.js";
import { cards } from "../states.js";
import { CROSS, limits, palette, state, trainingForm } from "../../examples.js";

const given = { cards, limits, palette };

/** @param {string} text */
function link(text) {
  const { changes, problems } = read(text, given);
  return { form: changes.trainingForm, problems };
}

/** @param {Parameters<typeof trainingForm>[0]} form */
function written(form) {
  return write(state({ ...INITIAL_STATE, trainingForm: trainingForm(form) }));
}

test("a region is boxes in px, and a setting its name and value", () => {
  const painted = cellsOf([
    [0, 0, 7, 7],
    [9, 9, 16, 16],
  ]);
  expect(written({ painted, head: "gap", channels: [4, 32], augment: true })).toContain(
    "train=0.0.28.28~36.36.64.64&train-with=head.gap~slices.4.32~shifts.yes",
  );
  expect(written({ painted: new Set() })).toContain("train=none");
});

test("classes are left out, and what they belong to is kept", () => {
  const text = written({ data: "own", classes: [{ name: "a", pictures: [CROSS] }] });
  expect(text).toContain("train-with=data.own");
  expect(text).not.toContain("iVBOR");
  expect(link(text).form).toMatchObject({ data: "own", classes: [] });
});

test("boxes may overlap, in any order", () => {
  const { form, problems } = link("train=8.8.16.16~4.4.12.12");
  expect(problems).toEqual([]);
  expect(form?.painted).toEqual(
    cellsOf([
      [1, 1, 3, 3],
      [2, 2, 4, 4],
    ]),
  );
});

test.each(["0.0.28", "0.0.28.30", "0.0.68.28", "8.0.8.8", "-4.0.8.8", "0.0.28.28.28", "a", ""])(
  "a box of %j is refused, and the others apply",
  (box) => {
    const alone = link(`train=${box}`);
    expect(alone.problems).toHaveLength(1);
    expect(alone.form?.painted).toBe(FIRST_FORM.painted);
    expect(link(`train=${box}~0.0.4.4`).form?.painted).toEqual(new Set([0]));
  },
);

test.each([
  "head.fcc",
  "head",
  "head.fc.gap",
  "steps.9",
  `steps.${limits.trainings.steps + 1}`,
  "steps.4e2",
  "batch.7",
  "seed.4294967296",
  "slices.8",
  "slices.3.8",
  "shifts.maybe",
  "constructor.name",
  "classes.2",
  "",
])("a setting of %j is refused, and the others apply", (setting) => {
  const { form, problems } = link(`train-with=${setting}~pooling.aps`);
  expect(problems).toHaveLength(1);
  expect(form).toEqual({ ...FIRST_FORM, pooling: "aps" });
});
