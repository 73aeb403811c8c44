/** @import { AppError } from "../types/state.js" */

/** Errors, as they are thrown and as the store holds them. */

/** An error that the page itself found: its message is in the visitor's language. */
export class LocalisedError extends RangeError {}

/** An error that the server sent, or that kept it from answering: the message is in English. */
export class ServerError extends Error {
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
 * @returns {AppError}
 */
export function errorOf(error) {
  if (error instanceof LocalisedError) return { code: "localised", message: error.message };
  if (error instanceof ServerError) return { code: error.code, message: error.message };
  // So browsers call an answer that breaks off, each in its own words.
  if (error instanceof TypeError && /network|fetch|load failed/i.test(error.message)) {
    return { code: "unreachable", message: error.message };
  }
  return { code: null, message: error instanceof Error ? error.message : String(error) };
}
