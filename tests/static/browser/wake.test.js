import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onWake } from "../../../static/browser/wake.js";

const woken = vi.fn();
/** @type {AbortController} */
let ended;

beforeEach(() => {
  vi.useFakeTimers();
  woken.mockClear();
  ended = new AbortController();
  onWake(woken, ended.signal);
});

afterEach(() => {
  ended.abort();
  vi.useRealTimers();
});

test("the network's return and the page's wake it", () => {
  dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("visibilitychange"));
  dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  expect(woken).toHaveBeenCalledTimes(3);
  dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  expect(woken).toHaveBeenCalledTimes(3);
});

test("a clock that jumps does, one that passes does not", () => {
  vi.advanceTimersByTime(600_000);
  expect(woken).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(2_000);
  expect(woken).toHaveBeenCalledOnce();
});

test("after its end nothing does", () => {
  ended.abort();
  dispatchEvent(new Event("online"));
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(2_000);
  expect(woken).not.toHaveBeenCalled();
});
