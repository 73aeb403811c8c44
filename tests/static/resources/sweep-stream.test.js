import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sweepLines } from "../../../static/resources/sweep-stream.js";
import { ServerError } from "../../../static/state/error-types.js";

const START = { type: "start" };
const CHUNK = { type: "chunk" };
const END = { type: "end" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/**
 * The types of the lines, and the error, of streams that end one after the other.
 *
 * @param {any[][]} streams  the lines of each; an error is thrown
 */
async function heard(...streams) {
  const controller = new AbortController();
  const left = [...streams];
  async function* ask() {
    for (const line of left.shift() ?? []) {
      if (line instanceof Error) throw line;
      yield line;
    }
  }
  const types = /** @type {string[]} */ ([]);
  const listening = (async () => {
    for await (const line of sweepLines(ask, controller.signal)) types.push(line.type);
  })().catch((/** @type {Error} */ error) => error);
  await vi.runAllTimersAsync();
  return { types, error: await listening, left: left.length };
}

test("a stream whose server ends is asked for again, from its beginning", async () => {
  const cut = new TypeError("network error");
  const found = await heard([START, CHUNK], [START, cut], [START, CHUNK, END], [START]);
  expect(found).toEqual({
    types: ["start", "chunk", "start", "start", "chunk", "end"],
    error: undefined,
    left: 1,
  });
});

test("one that stops again and again is a failure", async () => {
  const { error, left } = await heard([START], [START], [START], [START, END]);
  expect(error?.message).toContain("before it was complete");
  expect(left).toBe(1);
});

test.each([
  ["an error line", [START, { type: "error", error: { code: "busy", message: "no more" } }]],
  ["a refusal", [new ServerError("busy", "no more")]],
  ["a server that cannot be reached", [new TypeError("failed to fetch")]],
])("%s is told at once", async (_, stream) => {
  const { error, left } = await heard(stream, [START, END]);
  expect(error).toBeInstanceOf(Error);
  expect(left).toBe(1);
});
