import { msg } from "@lit/localize";

/** @import { LinkState } from "../types/state.js" */

/**
 * The state of the connection, in words.
 *
 * @param {LinkState} state
 */
export function linkText(state) {
  switch (state) {
    case "live":
      return msg("Live");
    case "plain":
      return msg("The live channel does not open: drawing over plain requests, more slowly");
    case "connecting":
      return msg("Connecting…");
    default:
      return msg("Not connected, trying again…");
  }
}
