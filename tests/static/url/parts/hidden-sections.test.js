import { expect, test } from "vitest";
import { read, write } from "../../../../static/url/permalink.js";
import { HIDEABLE } from "../../../../static/ui/hidden-sections.js";
import { limits, palette, state } from "../../examples.js";
import { cards } from "../states.js";

const all = Object.keys(HIDEABLE);
const given = { cards, limits, palette };

test("`show` hides all other parts, and is written as `hide`", () => {
  const { changes, problems } = read("#show=outputs~scene", given);
  expect(problems).toEqual([]);
  expect(changes.hidden).toEqual(all.filter((name) => name !== "outputs" && name !== "scene"));
  const text = write(state(changes));
  expect(text).not.toContain("show=");
  expect(read(text, given).changes.hidden).toEqual(changes.hidden);
});

test("the figure alone", () => {
  expect(read("#show=none", given)).toMatchObject({ changes: { hidden: all }, problems: [] });
});

test.each(["#show=cat", "#hide=cat"])("%s hides nothing and is reported", (fragment) => {
  const { changes, problems } = read(fragment, given);
  expect(changes.hidden).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("“cat”");
  for (const name of all) expect(problems[0]).toContain(name);
});

test("with both parameters, `hide` applies", () => {
  const { changes, problems } = read("#show=scene&hide=lab", given);
  expect(changes.hidden).toEqual(["lab"]);
  expect(problems).toEqual(["show: expected no such parameter beside hide; got “scene”"]);
});
