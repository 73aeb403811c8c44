import { expect, test } from "vitest";
import { inflate } from "../../../static/server/inflate.js";

/** 1000 times "shiftscope ", compressed by Python's zlib. */
const FRAME = Uint8Array.from(
  atob("eJztxrEJACAQBLBV3E0UrXw498c1LJIqWXve9FOjRVVVVVVVVVVVVVVVVVVVVVVVVVVV9dc+9BL4sQ=="),
  (one) => one.charCodeAt(0),
);

test("a frame compressed by zlib is restored byte for byte", async () => {
  const text = new TextDecoder().decode(await inflate(FRAME.buffer));
  expect(text).toBe("shiftscope ".repeat(1000));
});

test.each([
  ["no zlib data", Uint8Array.of(1, 2, 3, 4)],
  ["deflate data without zlib's header", FRAME.slice(2, -4)],
  ["a truncated frame", FRAME.slice(0, -8)],
  ["a frame with a wrong checksum", FRAME.map((byte, i) => byte ^ Number(i === FRAME.length - 1))],
])("%s rejects, and leaves no other rejection unhandled", async (_, bytes) => {
  await expect(inflate(bytes.buffer)).rejects.toThrow();
});
