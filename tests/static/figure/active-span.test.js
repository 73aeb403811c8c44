import { expect, test } from "vitest";
import { spans } from "../../../static/figure/active-span.js";

test("only the box around a slice's active cells is drawn", () => {
  const bytes = new Uint8Array(3 * 4 * 8);
  const set = (/** @type {number} */ slice, /** @type {number} */ row, /** @type {number} */ col) =>
    (bytes[slice * 32 + row * 8 + col] = 1);
  set(0, 1, 2);
  set(0, 3, 6);
  set(2, 0, 7);
  const into = new Float32Array(12).fill(9);
  spans(bytes, 4, 8, into);
  expect([...into.slice(8)]).toEqual([1 / 4, 2 / 8, 1, 7 / 8]);
  expect([...into.slice(4, 8)]).toEqual([0, 0, 0, 0]);
  expect([...into.slice(0, 4)]).toEqual([0, 7 / 8, 1 / 4, 1]);
});
