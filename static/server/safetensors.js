/**
 * Decodes a safetensors message without copying: 8 bytes of header length, a JSON header, raw
 * little-endian data.
 *
 * @typedef {Float32Array|Int32Array|Uint8Array} Values
 * @typedef {{ shape: number[], values: Values }} Tensor
 */

/** @type {Record<string, { new (buffer: ArrayBuffer, offset: number, length: number): Values,
 *   BYTES_PER_ELEMENT: number }>} */
const ARRAYS = { F32: Float32Array, I32: Int32Array, U8: Uint8Array };

/**
 * @param {ArrayBuffer} buffer
 * @returns {{ tensors: Map<string, Tensor>, metadata: Record<string, string> }}
 * @throws {RangeError} if the message is truncated or its offsets are invalid
 */
export function decode(buffer) {
  if (buffer.byteLength < 8) {
    throw new RangeError(`expected at least 8 bytes, got ${buffer.byteLength}`);
  }
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  if (length > buffer.byteLength - 8) {
    throw new RangeError(`expected a header of ${length} bytes, got ${buffer.byteLength - 8}`);
  }
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const base = 8 + length;
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { dtype, shape, data_offsets: offsets } = entry;
    const array = ARRAYS[dtype];
    if (!array) throw new RangeError(`${name}: expected F32, I32 or U8, got ${dtype}`);
    const count = shape.reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1);
    const [begin, end] = offsets;
    if (end - begin !== count * array.BYTES_PER_ELEMENT || base + end > buffer.byteLength) {
      throw new RangeError(`${name}: offsets ${begin} to ${end} do not fit shape ${shape}`);
    }
    tensors.set(name, { shape, values: new array(buffer, base + begin, count) });
  }
  return { tensors, metadata: header.__metadata__ ?? {} };
}
