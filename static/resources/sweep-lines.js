import { msg } from "@lit/localize";
import { OwnTrouble, Refusal } from "../state/errors.js";

/**
 * The lines of a sweep's stream, the last of them of type "end".
 *
 * @param {AsyncIterable<any>} lines
 * @returns {AsyncGenerator<any, void, void>}
 * @throws {Refusal} for a line of type "error"
 * @throws {OwnTrouble} where the stream stops before its end
 */
export async function* sweepLines(lines) {
  for await (const line of lines) {
    if (line.type === "error")
      throw new Refusal(line.error?.code ?? "error", line.error?.message ?? "the sweep failed");
    yield line;
    if (line.type === "end") return;
  }
  throw new OwnTrouble(msg("the sweep ended before it was complete"));
}
