import { expect, test } from "vitest";
import source from "../../../app/scene/sprite_colours.py?raw";
import { header, read, write } from "../../../static/scene/drawing-png.js";
import { INKS } from "../../../static/scene/tools/ink-colours.js";
import { CROSS } from "../examples.js";

/**
 * A sheet of random inks.
 *
 * @param {number} height
 * @param {number} width
 */
function speckled(height, width) {
  let seed = height * 1000 + width;
  const cells = Uint8Array.from({ length: height * width }, () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * (INKS.length + 1));
  });
  return { height, width, cells };
}

/** @param {string} text */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * CRC-32 computed bit by bit, as the format defines it.
 *
 * @param {Uint8Array} bytes
 */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const odd = ((crc ^ (byte >> bit)) & 1) === 1;
      crc = odd ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * The chunks of a PNG, parsed independently; asserts each checksum.
 *
 * @param {string} text
 */
function chunks(text) {
  const bytes = bytesOf(text);
  const view = new DataView(bytes.buffer);
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  /** @type {Record<string, Uint8Array<ArrayBuffer>>} */
  const found = {};
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    found[kind] = bytes.slice(at + 8, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
    at += 12 + length;
  }
  return found;
}

/** @param {Uint8Array<ArrayBuffer>} zlib */
async function inflated(zlib) {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  void writer.write(zlib).then(() => writer.close());
  /** @type {number[]} */
  const bytes = [];
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes.push(...value);
  }
}

test.each([
  [1, 1],
  [1, 2],
  [3, 5],
  [64, 64],
  [2, 255],
  [256, 200],
])("a drawing of %i × %i px is a PNG of its inks", async (height, width) => {
  const sheet = speckled(height, width);
  const { IHDR, PLTE, tRNS, IDAT, IEND } = chunks(write(sheet));
  const bits = [width, height].flatMap((side) => [0, 0, side >> 8, side & 255]);
  expect([...(IHDR ?? [])]).toEqual([...bits, 4, 3, 0, 0, 0]);
  expect([...(PLTE ?? [])]).toEqual([0, 0, 0, ...INKS.flatMap(({ rgb }) => rgb)]);
  expect([...(tRNS ?? [])]).toEqual([0]);
  expect(IEND).toHaveLength(0);
  const rows = await inflated(/** @type {Uint8Array<ArrayBuffer>} */ (IDAT));
  const stride = 1 + Math.ceil(width / 2);
  expect(rows).toHaveLength(height * stride);
  for (let row = 0; row < height; row++) {
    expect(rows[row * stride]).toBe(0);
    for (let col = 0; col < width; col++) {
      const pair = rows[row * stride + 1 + (col >> 1)] ?? 0;
      expect(col % 2 ? pair & 15 : pair >> 4).toBe(sheet.cells[row * width + col]);
    }
  }
});

test("a written drawing is read back exactly", () => {
  for (const [height, width] of /** @type {const} */ ([
    [1, 1],
    [7, 4],
    [64, 64],
    [5, 9],
  ])) {
    const sheet = speckled(height, width);
    expect(read(write(sheet))).toEqual(sheet);
    expect(header(write(sheet))).toEqual({ height, width, drawn: true });
  }
});

test("a full canvas of 64 × 64 px is far below the limit of a picture", () => {
  expect(write(speckled(64, 64)).length).toBeLessThan(4000);
});

test("a drawing too large for one block is refused", () => {
  expect(() => write(speckled(600, 300))).toThrow(RangeError);
});

test("any other PNG has a size, but is no drawing", () => {
  expect(header(CROSS)).toEqual({ height: 3, width: 3, drawn: false });
  expect(read(CROSS)).toBeNull();
});

test("text that is no PNG has no size", () => {
  for (const text of ["", "AAAA", "nope!", CROSS.slice(0, 20), `A${CROSS.slice(1)}`]) {
    expect(header(text)).toBeNull();
    expect(read(text)).toBeNull();
  }
});

test("a truncated drawing, or one with another palette, is not read as one", () => {
  const text = write(speckled(6, 6));
  const bytes = bytesOf(text);
  const recoloured = bytes.with(45, 9);
  expect(header(textOf(recoloured))?.drawn).toBe(true);
  expect(read(textOf(recoloured))).toBeNull();
  expect(read(textOf(bytes.subarray(0, -3)))).toBeNull();
});

test("the inks are the project's pure colours", () => {
  const named = Object.fromEntries(
    [...source.matchAll(/^([A-Z]+) = \((\d+), (\d+), (\d+)\)$/gm)].map(([, name, ...rgb]) => [
      name?.toLowerCase(),
      rgb.map(Number),
    ]),
  );
  expect(Object.fromEntries(INKS.map(({ name, rgb }) => [name, rgb]))).toEqual(named);
});
