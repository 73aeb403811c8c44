import { decode } from "./safetensors.js";

/** @import { Frame, Sheaf } from "./types.js" */

const ACTIVE = "active.";

/**
 * A live message as a frame: volumes with their counts of active cells, the head, the scores.
 *
 * @param {ArrayBuffer} buffer
 * @returns {Frame}
 * @throws {RangeError} when the message is not a whole frame
 */
export function read(buffer) {
  const { tensors, metadata } = decode(buffer);
  const scores = tensors.get("scores");
  if (!scores) throw new RangeError("expected a tensor called scores, got none");
  /** @type {Map<string, Sheaf>} */
  const volumes = new Map();
  /** @type {Map<string, Float32Array>} */
  const head = new Map();
  for (const [name, { values }] of tensors) {
    if (name === "scores" || name.startsWith(ACTIVE)) continue;
    if (values instanceof Uint8Array) {
      const active = tensors.get(ACTIVE + name)?.values;
      if (!(active instanceof Int32Array)) throw new RangeError(`expected ${ACTIVE}${name}`);
      volumes.set(name, { bytes: values, active });
    } else if (values instanceof Float32Array) {
      head.set(name, values);
    }
  }
  return {
    seq: Number(metadata.seq),
    model: metadata.model ?? "",
    volumes,
    head,
    scores: /** @type {Float32Array} */ (scores.values),
  };
}
