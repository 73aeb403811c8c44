import { LocalisedError } from "../state/error-types.js";
import { msg } from "@lit/localize";
import { INKS } from "./tools/ink-colours.js";

/** @import { SceneLimits } from "../types/api.js" */
/** @import { Sheet } from "./tools/ink-bitmap.js" */

/**
 * Reads and writes PNGs in base64 (W3C, PNG, third edition).
 *
 * Drawings are encoded here, since some browsers change a canvas's pixels when they export it. The
 * image is indexed, 4 bits a pixel, with the inks as palette, in one uncompressed block.
 */

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const INDEXED = 3;
const BITS = 4;
/** Length of signature and IHDR chunk, bytes. */
const HEAD = 33;
const PALETTE = [0, 0, 0, ...INKS.flatMap(({ rgb }) => rgb)];
const LARGEST_BLOCK = 65535;

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/**
 * Size of a PNG by its header; null if the text is no PNG.
 *
 * @param {string} text  base64
 * @returns {{ height: number, width: number, drawn: boolean }|null}  px; drawn: whether the header
 *   looks like one of `write`
 */
export function header(text) {
  const bytes = from64(text.slice(0, 44));
  if (!bytes || bytes.length < HEAD || SIGNATURE.some((byte, i) => bytes[i] !== byte)) return null;
  const view = new DataView(bytes.buffer);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return { height, width, drawn: bytes[24] === BITS && bytes[25] === INDEXED };
}

/**
 * Whether a text is a complete PNG of a size that the server takes: valid chunks with correct
 * checksums. Pixels are not decoded.
 *
 * @param {string} text  base64
 * @param {SceneLimits} limits
 */
export function isAccepted(text, limits) {
  const head = text.length <= limits.picture_text ? header(text) : null;
  const bytes = head && from64(text);
  if (!head || !bytes) return false;
  const { height, width } = head;
  if (Math.min(height, width) < 1 || Math.max(height, width) > limits.picture_side) return false;
  const view = new DataView(bytes.buffer);
  /** @type {string[]} */
  const kinds = [];
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length && kinds.at(-1) !== "IEND") {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length || check(bytes.subarray(at + 4, end)) !== view.getUint32(end))
      return false;
    kinds.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    at = end + 4;
  }
  const [first, last] = [kinds[0], kinds.at(-1)];
  // Like the server's decoder, this ignores what follows the end.
  return first === "IHDR" && last === "IEND" && kinds.includes("IDAT");
}

/**
 * @param {Sheet} sheet  of at most 65,535 bytes at 4 bits a pixel
 * @returns {string}  base64
 */
export function write({ height, width, cells }) {
  const stride = 1 + Math.ceil(width / 2);
  const rows = new Uint8Array(height * stride);
  cells.forEach((ink, i) => {
    const [row, col] = [Math.floor(i / width), i % width];
    const at = row * stride + 1 + (col >> 1);
    rows[at] = (rows[at] ?? 0) | (ink << (col & 1 ? 0 : BITS));
  });
  if (rows.length > LARGEST_BLOCK)
    throw new LocalisedError(msg("A drawing of this size cannot be kept."));
  const length = [rows.length & 255, rows.length >> 8];
  const zlib = [0x78, 0x01, 1, ...length, ...length.map((byte) => byte ^ 255), ...rows];
  return to64([
    ...SIGNATURE,
    ...chunk("IHDR", [...be(width), ...be(height), BITS, INDEXED, 0, 0, 0]),
    ...chunk("PLTE", PALETTE),
    ...chunk("tRNS", [0]),
    ...chunk("IDAT", [...zlib, ...be(adler(rows))]),
    ...chunk("IEND", []),
  ]);
}

/**
 * Decodes a drawing that `write` encoded; null for any other PNG.
 *
 * @param {string} text  base64
 * @returns {Sheet|null}
 */
export function read(text) {
  const head = header(text);
  const bytes = head?.drawn ? from64(text) : null;
  if (!head || !bytes) return null;
  const { height, width } = head;
  const stride = 1 + Math.ceil(width / 2);
  const before = HEAD + 12 + PALETTE.length + 13 + 8 + 7;
  if (height * stride > LARGEST_BLOCK) return null;
  if (bytes.length !== before + height * stride + 4 + 4 + 12) return null;
  const cells = Uint8Array.from({ length: height * width }, (_, i) => {
    const [row, col] = [Math.floor(i / width), i % width];
    const pair = bytes[before + row * stride + 1 + (col >> 1)] ?? 0;
    return col & 1 ? pair & 15 : pair >> BITS;
  });
  const sheet = { height, width, cells };
  return write(sheet) === text ? sheet : null;
}

/**
 * @param {string} kind
 * @param {number[]} content
 */
function chunk(kind, content) {
  const body = [...kind].map((letter) => letter.charCodeAt(0)).concat(content);
  return [...be(content.length), ...body, ...be(check(body))];
}

/**
 * CRC-32 of a chunk.
 *
 * @param {Iterable<number>} body  type and data
 */
function check(body) {
  let crc = ~0;
  for (const byte of body) crc = (CRC[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/**
 * A number as four bytes, big-endian.
 *
 * @param {number} value
 */
function be(value) {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** @param {Uint8Array} bytes */
function adler(bytes) {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** @param {number[]} bytes */
function to64(bytes) {
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>|null}
 */
function from64(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
