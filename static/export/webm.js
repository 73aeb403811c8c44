/**
 * The length of a film, written into it: browsers record WebM without, and then players can neither
 * tell it nor seek. By the formats' own descriptions (RFC 8794 EBML, RFC 9559 Matroska).
 */

const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const DURATION = 0x4489;
const TICK = 0x2ad7b1;
const EBML = 0x1a45dfa3;

/**
 * @typedef {{ id: number, start: number, data: number, size: number|null }} Element
 *   start, data: bytes from the beginning; size of its data in bytes, null where it is not known
 */

/**
 * The element at a place, or null where there is none.
 *
 * @param {Uint8Array} bytes
 * @param {number} start
 * @returns {Element|null}
 */
function element(bytes, start) {
  const id = number(bytes, start, false);
  const size = id && number(bytes, start + id.length, true);
  if (!id || !size) return null;
  return {
    id: id.value,
    start,
    data: start + id.length + size.length,
    size: size.value === 2 ** (7 * size.length) - 1 ? null : size.value,
  };
}

/**
 * A number whose length is told by its first bits.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {boolean} masked  whether those bits are no part of it
 */
function number(bytes, at, masked) {
  const first = bytes[at];
  if (!first) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = masked ? first & (0xff >> length) : first;
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return { value, length };
}

/**
 * The elements directly inside a stretch of bytes, until one whose size is not known.
 *
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number} end
 */
function* inside(bytes, start, end) {
  while (start < end) {
    const found = element(bytes, start);
    if (!found) return;
    yield found;
    if (found.size === null) return;
    start = found.data + found.size;
  }
}

/**
 * A WebM with its length; the same bytes where they tell it already, or are not understood.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} length  ms
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function withDuration(bytes, length) {
  const [head, segment] = [...inside(bytes, 0, bytes.length)];
  if (head?.id !== EBML || segment?.id !== SEGMENT) return bytes;
  // A segment that tells its size would have to tell another; browsers' does not.
  if (segment.size !== null) return bytes;
  const info = [...inside(bytes, segment.data, bytes.length)].find(({ id }) => id === INFO);
  if (!info || info.size === null) return bytes;
  const end = info.data + info.size;
  const fields = [...inside(bytes, info.data, end)];
  if (fields.some(({ id }) => id === DURATION)) return bytes;
  const tick = fields.find(({ id }) => id === TICK);
  let nanoseconds = 0;
  for (let i = 0; i < (tick?.size ?? 0); i++) {
    nanoseconds = nanoseconds * 256 + (bytes[(tick?.data ?? 0) + i] ?? 0);
  }
  const field = new Uint8Array(11);
  field.set([DURATION >> 8, DURATION & 0xff, 0x88]);
  new DataView(field.buffer).setFloat64(3, (length * 1e6) / (nanoseconds || 1e6));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(info.size + field.length) | (1n << 56n));
  const parts = [
    bytes.subarray(0, info.start + 4),
    size,
    bytes.subarray(info.data, end),
    field,
    bytes.subarray(end),
  ];
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
