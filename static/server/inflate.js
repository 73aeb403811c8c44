/** The live channel's subprotocol for frames compressed by zlib (RFC 1950). */
export const DEFLATED = "shiftscope.deflate";

/**
 * Decompresses a frame of that subprotocol. Rejects if the bytes are not zlib data.
 *
 * @param {ArrayBuffer} bytes
 * @returns {Promise<ArrayBuffer>}
 */
export function inflate(bytes) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  // The readable side reports the same errors.
  for (const done of [writer.write(bytes), writer.close()]) done.catch(() => {});
  return new Response(readable).arrayBuffer();
}
