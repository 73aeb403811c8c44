import { expect, test } from "vitest";
import { TABS } from "../../../static/lab/tabs.js";

test("the ids are those in links since version 1", () => {
  expect(TABS.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["compare", "pooling", "sweep", "blind", "consistency", "evidence"]),
  );
});

test("the tabs' titles are unique", () => {
  const titles = TABS.map(({ title }) => title());
  expect(new Set(titles).size).toBe(titles.length);
});
