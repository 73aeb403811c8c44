import { expect, test } from "vitest";
import { TABS } from "../../../static/lab/tabs.js";

test("the ids are those that links have used since version 1", () => {
  expect(TABS.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["compare", "pooling", "sweep", "blind", "consistency", "evidence"]),
  );
});

test("each tab has a title of its own", () => {
  const titles = TABS.map(({ title }) => title());
  expect(new Set(titles).size).toBe(titles.length);
});
