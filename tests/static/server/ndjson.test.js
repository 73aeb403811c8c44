import { expect, test, vi } from "vitest";
import { lines } from "../../../static/server/ndjson.js";

/** @param {Uint8Array[]} chunks */
function stream(chunks, cancel = () => {}) {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel,
  });
}

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

/** @param {ReadableStream<Uint8Array>} source */
async function all(source) {
  const found = [];
  for await (const line of lines(source)) found.push(line);
  return found;
}

test("lines are complete, however the stream is split", async () => {
  const whole = bytes('{"a":1}\n{"b":"é, 犬"}\n\n[3]\n');
  for (const size of [1, 2, 3, 7, 100]) {
    const chunks = [];
    for (let at = 0; at < whole.length; at += size) chunks.push(whole.subarray(at, at + size));
    expect(await all(stream(chunks))).toEqual([{ a: 1 }, { b: "é, 犬" }, [3]]);
  }
});

test("the last line needs no newline", async () => {
  expect(await all(stream([bytes('{"a":1}\n{"b"'), bytes(":2}")]))).toEqual([{ a: 1 }, { b: 2 }]);
  expect(await all(stream([]))).toEqual([]);
});

test("a line is available before the next has arrived", async () => {
  /** @type {ReadableStreamDefaultController<Uint8Array>|undefined} */
  let controller;
  const source = new ReadableStream({ start: (given) => void (controller = given) });
  const reading = lines(source);
  controller?.enqueue(bytes('{"first":true}\n{"sec'));
  expect((await reading.next()).value).toEqual({ first: true });
});

test("a line that is not JSON is an error", async () => {
  await expect(all(stream([bytes('{"a":1}\nnonsense\n')]))).rejects.toThrow(SyntaxError);
});

test("a consumer that stops early cancels the stream", async () => {
  const cancel = vi.fn();
  for await (const line of lines(stream([bytes("1\n"), bytes("2\n"), bytes("3\n")], cancel))) {
    expect(line).toBe(1);
    break;
  }
  expect(cancel).toHaveBeenCalledOnce();
});
