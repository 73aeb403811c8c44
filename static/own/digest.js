/**
 * A hash of a file, in hex: SHA-256 where the browser has it, which is in secure contexts only; elsewhere
 * two lanes of 32-bit FNV-1a and the size, which tell a visitor's few files apart.
 *
 * @param {ArrayBuffer} content
 * @param {SubtleCrypto|undefined} subtle
 * @returns {Promise<string>}
 */
export async function digest(content, subtle = globalThis.crypto?.subtle) {
  if (subtle) return hex(new Uint8Array(await subtle.digest("SHA-256", content)));
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of new Uint8Array(content)) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b);
  }
  const lanes = new Uint32Array([a, b, content.byteLength]);
  return hex(new Uint8Array(lanes.buffer));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
