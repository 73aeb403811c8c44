import { LocalisedError } from "../state/error-types.js";
import { msg, str } from "@lit/localize";
import { fileSize } from "../i18n/locale.js";
import { withinLimits } from "./within-limits.js";

/** @import { Limits } from "../types/api.js" */

/**
 * The content of a picture's file, scaled down where the server would refuse it as too large. It is read before it
 * is sent, since a request with a file that cannot be read fails like a lost connection.
 *
 * @param {Blob & { name?: string }} chosen
 * @param {Limits["file"]} limits
 * @returns {Promise<File>}
 * @throws {LocalisedError} if it is too large or cannot be read
 */
export async function readPicture(chosen, limits) {
  const file = await withinLimits(chosen, limits);
  // The server would close the connection during the upload, and its response would be lost.
  if (file.size > limits.bytes)
    throw new LocalisedError(msg(str`expected at most ${fileSize(limits.bytes)}`));
  const content = await file.arrayBuffer().catch(() => {
    throw new LocalisedError(
      msg("expected a file that can be read; is it a folder, or was it moved or changed?"),
    );
  });
  return new File([content], chosen.name ?? "", { type: file.type });
}
