import { afterEach, beforeEach, expect, test } from "vitest";
import { anySignal } from "../../../static/browser/any-signal.js";

const { any } = AbortSignal;

beforeEach(() => {
  Object.defineProperty(AbortSignal, "any", { value: undefined, configurable: true });
});

afterEach(() => {
  Object.defineProperty(AbortSignal, "any", { value: any, configurable: true });
});

test("without AbortSignal.any the first signal aborts, with its reason", () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const either = anySignal([first.signal, second.signal]);
  expect(either.aborted).toBe(false);
  second.abort("the second");
  first.abort("the first");
  expect(either.aborted).toBe(true);
  expect(either.reason).toBe("the second");
});

test("a signal that has aborted counts", () => {
  const past = AbortSignal.abort("past");
  expect(anySignal([new AbortController().signal, past]).reason).toBe("past");
});
