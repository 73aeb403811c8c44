import { expect, test, vi } from "vitest";
import { render } from "lit";
import { neighbourButtons } from "../../../static/microscope/neighbour-buttons.js";
import { card } from "../examples.js";

/** @import { CellResponse } from "../../../static/types/api.js" */

const step = vi.fn();

/** @param {Partial<CellResponse>} response */
function shown(response) {
  const root = document.createElement("div");
  const given = /** @type {CellResponse} */ ({ source: null, user: null, ...response });
  render(neighbourButtons(card(), given, step), root);
  return (/** @type {"source"|"user"} */ way) =>
    /** @type {HTMLButtonElement} */ (root.querySelector(`[data-way=${way}]`));
}

test("a neighbour is named, and its button steps to it", () => {
  const place = { channel: 0, row: 1, col: 2 };
  const button = shown({ layer: "fc2", source: { layer: "pool1", place } });
  expect(button("source").textContent).toContain("‹ Back to layer 1");
  expect(button("source").textContent).toContain("eye (1, 2)");
  const unit = shown({ layer: "pool1", user: { layer: "fc2", place: { unit: 1 } } });
  expect(unit("user").textContent).toContain("On to the output ›");
  button("source").click();
  expect(step).toHaveBeenCalledWith("source");
  expect(button("user").disabled).toBe(true);
  expect(button("user").textContent).toContain("This is the end");
});

test("a cell within the network without neighbours says why", () => {
  const button = shown({ layer: "pool1" });
  expect(button("source").textContent).toContain("Nothing adds to it");
  expect(button("source").textContent).toContain("nothing that it sees adds to it");
  expect(button("user").textContent).toContain("no small change");
});
