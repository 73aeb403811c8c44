import { msg } from "@lit/localize";
import { LocalisedError, ServerError } from "../state/error-types.js";

/** Waits before a sweep is asked for again whose server ended in its midst, ms. */
const AGAIN_MS = [500, 2_000];

/**
 * The lines of a sweep's stream, the last of them of type "end". A stream that stops before is asked for
 * again, and begins again: its server ended, and another one takes its place.
 *
 * @param {() => AsyncIterable<any>} ask
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<any, void, void>}
 * @throws {ServerError} for a line of type "error"
 * @throws {LocalisedError} where the stream stops before its end again and again
 */
export async function* sweepLines(ask, signal) {
  for (const wait of [...AGAIN_MS, null]) {
    let begun = false;
    try {
      for await (const line of ask()) {
        if (line.type === "error")
          throw new ServerError(
            line.error?.code ?? "error",
            line.error?.message ?? "the sweep failed",
          );
        begun = true;
        yield line;
        if (line.type === "end") return;
      }
    } catch (error) {
      // Browsers report a connection that breaks as a TypeError.
      if (!begun || !(error instanceof TypeError)) throw error;
    }
    if (wait === null || signal.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  signal.throwIfAborted();
  throw new LocalisedError(msg("the sweep ended before it was complete"));
}
