import { expect, test } from "vitest";
import { watchEdges } from "../../../static/ui/scroll-edges.js";

test("says at which sides there is more to scroll to, until it is stopped", () => {
  const bar = document.createElement("div");
  const at = { scrollLeft: 0, scrollWidth: 300, clientWidth: 200 };
  for (const name of /** @type {const} */ (["scrollLeft", "scrollWidth", "clientWidth"]))
    Object.defineProperty(bar, name, { get: () => at[name] });
  const ends = () => [bar.hasAttribute("data-before"), bar.hasAttribute("data-after")];
  const stop = watchEdges(bar);
  expect(ends()).toEqual([false, true]);
  at.scrollLeft = 50;
  bar.dispatchEvent(new Event("scroll"));
  expect(ends()).toEqual([true, true]);
  at.scrollLeft = 100;
  bar.dispatchEvent(new Event("scroll"));
  expect(ends()).toEqual([true, false]);
  stop();
  at.scrollLeft = 0;
  bar.dispatchEvent(new Event("scroll"));
  expect(ends()).toEqual([true, false]);
});
