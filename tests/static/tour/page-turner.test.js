import { afterEach, beforeEach, expect, test, vi } from "vitest";

const page = vi.hoisted(() => ({
  shown: false,
  running: false,
  /** @type {string|null} */ step: "one",
  played: false,
  did: [""],
}));

vi.mock("../../../static/tour/navigation.js", () => ({
  act: () => page.did.push("act"),
  go: () => page.did.push("go"),
  goBack: () => page.did.push("back"),
  leave: () => page.did.push("leave"),
  start: () => {
    page.did.push("start");
    page.step = "one";
  },
  cameFromPlay: () => page.played,
  isOffered: () => true,
  isShown: () => page.shown,
}));
vi.mock("../../../static/tour/steps.js", () => ({
  beside: () => "two",
  stepOf: (/** @type {string} */ id) => ({ id, action: () => ({ running: page.running }) }),
}));

const { PageTurner } = await import("../../../static/tour/page-turner.js");

/** What is waited for, last. @type {unknown} */
let mark = null;

function turner() {
  const store = { get: () => page.step && { step: page.step, done: [] } };
  return new PageTurner(/** @type {any} */ ({ store }), {
    endMotion: () => false,
    scroll: () => false,
    show: (waiting) => (mark = waiting),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(page, { shown: false, running: false, step: "one", played: false, did: [] });
});
afterEach(() => void vi.useRealTimers());

test("a press while the task runs is kept, and goes on after its result was seen", () => {
  const keys = turner();
  keys.turn(1);
  expect([page.did, mark]).toEqual([["act"], "task"]);
  page.running = true;
  keys.turn(1);
  expect([page.did, mark]).toEqual([["act"], "next"]);
  vi.advanceTimersByTime(60_000);
  expect(page.did).toEqual(["act"]);
  Object.assign(page, { running: false, shown: true });
  keys.settle();
  expect(page.did).toEqual(["act"]);
  vi.advanceTimersByTime(2000);
  expect([page.did, mark]).toEqual([["act", "go"], null]);
});

test("a result that never comes does not hold a press for ever", () => {
  const keys = turner();
  keys.turn(1);
  keys.turn(1);
  vi.advanceTimersByTime(10_000);
  expect(page.did).toEqual(["act", "go"]);
});

test("a press back forgets the press that was kept", () => {
  const keys = turner();
  keys.turn(1);
  keys.turn(1);
  keys.turn(-1);
  vi.advanceTimersByTime(10_000);
  expect([page.did, mark]).toEqual([["act", "back"], null]);
});

test("back from where a press opened the tour is what it was opened on", () => {
  Object.assign(page, { step: null, played: true });
  const keys = turner();
  keys.turn(1);
  keys.turn(-1);
  expect(page.did).toEqual(["start", "leave"]);
  // Elsewhere it is the step before.
  page.step = "three";
  keys.turn(-1);
  expect(page.did).toEqual(["start", "leave", "back"]);
  // From the first screen, the tour knows the way itself.
  Object.assign(page, { step: "one", played: false });
  keys.turn(-1);
  expect(page.did.at(-1)).toBe("back");
});
