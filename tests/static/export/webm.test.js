import { expect, test } from "vitest";
import { withDuration } from "../../../static/export/webm.js";

const HEAD = [0x1a, 0x45, 0xdf, 0xa3, 0x83, 0x42, 0x86, 0x80];
const OPEN = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
/** A tick of a million nanoseconds, and the name of a program. */
const FIELDS = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40, 0x4d, 0x80, 0x82, 0x61, 0x62];
const INFO = [0x15, 0x49, 0xa9, 0x66, 0x80 | FIELDS.length, ...FIELDS];
const REST = [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3];

test("the length stands at the end of the segment's description, in its ticks", () => {
  const found = withDuration(Uint8Array.from([...HEAD, ...OPEN, ...INFO, ...REST]), 1500);
  const at = HEAD.length + OPEN.length;
  expect([...found.subarray(0, at + 4)]).toEqual([...HEAD, ...OPEN, ...INFO.slice(0, 4)]);
  expect([...found.subarray(at + 4, at + 12)]).toEqual([1, 0, 0, 0, 0, 0, 0, FIELDS.length + 11]);
  expect([...found.subarray(at + 12, at + 12 + FIELDS.length)]).toEqual(FIELDS);
  const field = at + 12 + FIELDS.length;
  expect([...found.subarray(field, field + 3)]).toEqual([0x44, 0x89, 0x88]);
  expect(new DataView(found.buffer).getFloat64(field + 3)).toBe(1500);
  expect([...found.subarray(field + 11)]).toEqual(REST);
});

test("what tells its length already stays as it is, byte by byte", () => {
  const film = Uint8Array.from([...HEAD, ...OPEN, ...INFO, ...REST]);
  const once = withDuration(film, 1500);
  expect(withDuration(once, 99)).toEqual(once);
});

test.each([
  ["nothing", []],
  ["zeros", Array(40).fill(0)],
  ["an MP4", [0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70]],
  ["a head alone", HEAD],
  [
    "a segment of a size of its own",
    [...HEAD, 0x18, 0x53, 0x80, 0x67, 0x80 | INFO.length, ...INFO],
  ],
  ["a segment that is cut off", [...HEAD, ...OPEN, ...INFO.slice(0, 4)]],
])("%s is left alone", (_, bytes) => {
  const film = Uint8Array.from(/** @type {number[]} */ (bytes));
  expect([...withDuration(film, 1500)]).toEqual([...film]);
});
