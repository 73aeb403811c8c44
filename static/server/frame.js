import { decode } from "./safetensors.js";

/** @import { Tensor } from "./safetensors.js" */
/** @import { Frame, HeadLink, QuantisedVolume } from "../types/api.js" */

const ACTIVE = "active.";
const SLICES = "slices.";
const TOTAL = "total.";

/**
 * Decodes a live message: volumes with their counts of active cells, the head, the scores.
 *
 * @param {ArrayBuffer} buffer
 * @returns {Frame}
 * @throws {RangeError} if the message is not a complete frame
 */
export function read(buffer) {
  const { tensors, metadata } = decode(buffer);
  const scores = tensors.get("scores");
  if (!scores) throw new RangeError("expected a tensor called scores, got none");
  /** @type {Map<string, QuantisedVolume>} */
  const volumes = new Map();
  /** @type {Map<string, Float32Array>} */
  const head = new Map();
  for (const [name, { values }] of tensors) {
    if (name === "scores" || [ACTIVE, SLICES, TOTAL, "links."].some((of) => name.startsWith(of)))
      continue;
    if (values instanceof Uint8Array) {
      const active = tensors.get(ACTIVE + name)?.values;
      if (!(active instanceof Int32Array)) throw new RangeError(`expected ${ACTIVE}${name}`);
      const slices = tensors.get(SLICES + name)?.values ?? null;
      if (slices && !(slices instanceof Int32Array))
        throw new RangeError(`expected ${SLICES}${name}`);
      const total = tensors.get(TOTAL + name)?.values[0];
      volumes.set(name, {
        bytes: values,
        active,
        ...(slices ? { slices } : {}),
        ...(total === undefined ? {} : { total }),
      });
    } else if (values instanceof Float32Array) {
      head.set(name, values);
    }
  }
  return {
    links: readLinks(tensors),
    seq: Number(metadata.seq),
    model: metadata.model ?? "",
    expected: metadata.expected ?? null,
    volumes,
    head,
    scores: /** @type {Float32Array} */ (scores.values),
  };
}

/**
 * @param {Map<string, Tensor>} tensors
 * @returns {HeadLink[]}
 */
function readLinks(tensors) {
  const [cells, units, contributions] = ["cells", "units", "contributions"].map((part) => {
    const values = tensors.get(`links.${part}`)?.values;
    if (!values) throw new RangeError(`expected a tensor called links.${part}, got none`);
    return values;
  });
  return Array.from(contributions ?? [], (contribution, i) => {
    const unit = units?.[i] ?? -1;
    const [channel = 0, row = 0, col = 0] = cells?.subarray(3 * i, 3 * i + 3) ?? [];
    return { channel, row, col, unit: unit < 0 ? null : unit, contribution };
  });
}
