/** The subprotocol of the live channel whose frames are compressed by zlib (RFC 1950). */
export const DEFLATED = "shiftscope.deflate";

/**
 * What a frame of that subprotocol unpacks to. Bytes that zlib did not make reject.
 *
 * @param {ArrayBuffer} bytes
 * @returns {Promise<ArrayBuffer>}
 */
export function inflate(bytes) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  // The readable side reports the same error.
  for (const done of [writer.write(bytes), writer.close()]) done.catch(() => {});
  return new Response(readable).arrayBuffer();
}
