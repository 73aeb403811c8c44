import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SpokenAnswers } from "../../../static/opening/spoken-answers.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("answers are said once, when they rest", () => {
  /** @type {string|null} */
  let text = null;
  const changed = vi.fn();
  const voice = new SpokenAnswers(() => text, changed);
  const wait = (/** @type {number} */ ms) => {
    voice.later();
    vi.advanceTimersByTime(ms);
  };
  wait(1000);
  expect(voice.said).toBe("");
  text = "right: 3";
  wait(500);
  wait(500);
  expect(voice.said).toBe("");
  wait(1000);
  wait(1000);
  expect(voice.said).toBe("right: 3");
  expect(changed).toHaveBeenCalledOnce();
  text = "wrong: 8";
  voice.later();
  voice.end();
  vi.advanceTimersByTime(1000);
  expect(voice.said).toBe("right: 3");
});
