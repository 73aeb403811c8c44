/** @import { Trouble } from "../types/state.js" */

/** What goes wrong. */

/** Trouble that the page found itself: its message is in the visitor's language. */
export class OwnTrouble extends RangeError {}

/** Trouble that the server told of, or that kept it from answering: the message is in English. */
export class Refusal extends Error {
  /**
   * @param {string} code  as of the API's errors, or "unreachable"
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * What the store keeps of an error.
 *
 * @param {unknown} error
 * @returns {Trouble}
 */
export function troubleOf(error) {
  if (error instanceof OwnTrouble) return { code: "told", message: error.message };
  if (error instanceof Refusal) return { code: error.code, message: error.message };
  // So browsers call an answer that breaks off, each in its own words.
  if (error instanceof TypeError && /network|fetch|load failed/i.test(error.message)) {
    return { code: "unreachable", message: error.message };
  }
  return { code: null, message: error instanceof Error ? error.message : String(error) };
}
