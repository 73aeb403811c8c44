/**
 * The shape of an ONNX file's input, read in the browser before the file is sent, so that its settings can
 * be guessed. The server reads the file for good.
 *
 * Fields of the messages: github.com/onnx/onnx, onnx/onnx.proto.
 */

/** Numbers of fields, from the model down to one size. */
const GRAPH = 7;
const INPUT = 11;
const TYPE = 2;
const TENSOR = 1;
const SHAPE = 2;
const DIMENSION = 1;
const SIZE = 1;

/** @typedef {{ field: number, value: number, bytes: Uint8Array }} Field  value: of a varint, else 0 */

/**
 * @param {ArrayBuffer} content  of the file
 * @returns {number[]|null}  [channel, row, col]; 0 for a size that is not fixed; null for anything but a
 *   model whose first input is a picture
 */
export function inputShape(content) {
  try {
    const input = path(new Uint8Array(content), [GRAPH, INPUT, TYPE, TENSOR, SHAPE]);
    if (!input) return null;
    const sizes = [...fields(input)]
      .filter(({ field }) => field === DIMENSION)
      .map(({ bytes }) => first(bytes, SIZE)?.value ?? 0);
    const shape = sizes.slice(-3);
    return sizes.length === 4 || sizes.length === 3 ? shape : null;
  } catch {
    return null;
  }
}

/**
 * The first message on a path of fields.
 *
 * @param {Uint8Array} bytes
 * @param {number[]} numbers
 * @returns {Uint8Array|null}
 */
function path(bytes, numbers) {
  let at = bytes;
  for (const number of numbers) {
    const found = first(at, number);
    if (!found) return null;
    at = found.bytes;
  }
  return at;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} number
 */
function first(bytes, number) {
  for (const found of fields(bytes)) if (found.field === number) return found;
  return null;
}

/**
 * The fields of a protobuf message.
 *
 * @param {Uint8Array} bytes
 * @returns {Generator<Field, undefined, unknown>}
 * @throws {RangeError} if it is none
 */
function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let power = 1; ; power *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || power > 2 ** 63) throw new RangeError("not a protobuf message");
      value += (byte & 127) * power;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const kind = key % 8;
    const field = Math.floor(key / 8);
    const value = kind === 0 ? varint() : 0;
    const length = { 0: 0, 1: 8, 2: kind === 2 ? varint() : 0, 5: 4 }[kind];
    if (length === undefined || at + length > bytes.length)
      throw new RangeError("not a protobuf message");
    yield { field, value, bytes: bytes.subarray(at, at + length) };
    at += length;
  }
}
