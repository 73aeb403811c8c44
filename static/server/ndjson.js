/**
 * Parses a stream of JSON values, one a line, as they arrive.
 *
 * @param {ReadableStream<Uint8Array>} stream  UTF-8
 * @returns {AsyncGenerator<any, void, void>}
 * @throws {SyntaxError} if a line is not JSON
 */
export async function* lines(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const whole = rest.split("\n");
      rest = done ? "" : (whole.pop() ?? "");
      for (const line of whole) if (line.trim()) yield JSON.parse(line);
      if (done) return;
    }
  } finally {
    // A consumer that stops early needs no more of the stream.
    await reader.cancel().catch(() => {});
  }
}
