import { msg } from "@lit/localize";
import { LocalisedError, ServerError } from "../state/error-types.js";

/**
 * The lines of a sweep's stream, the last of them of type "end".
 *
 * @param {AsyncIterable<any>} lines
 * @returns {AsyncGenerator<any, void, void>}
 * @throws {ServerError} for a line of type "error"
 * @throws {LocalisedError} where the stream stops before its end
 */
export async function* sweepLines(lines) {
  for await (const line of lines) {
    if (line.type === "error")
      throw new ServerError(line.error?.code ?? "error", line.error?.message ?? "the sweep failed");
    yield line;
    if (line.type === "end") return;
  }
  throw new LocalisedError(msg("the sweep ended before it was complete"));
}
