/** @import { AppError } from "../types/state.js" */

/** Errors: classes to throw, and the form in the store. */

/** An error of the page itself; its message is in the visitor's language. */
export class LocalisedError extends RangeError {}

/** An error from the server or of the connection; its message is in English. */
export class ServerError extends Error {
  /**
   * @param {string} code  of the API's errors, or "unreachable"
   * @param {string} message
   * @param {string|null} [where]  the field at fault, as a dotted path
   */
  constructor(code, message, where = null) {
    super(message);
    this.code = code;
    this.where = where;
  }
}

/**
 * An error in the store's form.
 *
 * @param {unknown} error
 * @returns {AppError}
 */
export function errorOf(error) {
  if (error instanceof LocalisedError) return { code: "localised", message: error.message };
  if (error instanceof ServerError) {
    const { code, message, where } = error;
    return where === null ? { code, message } : { code, message, where };
  }
  // Browsers word an aborted response differently.
  if (error instanceof TypeError && /network|fetch|load failed/i.test(error.message)) {
    return { code: "unreachable", message: error.message };
  }
  return { code: null, message: error instanceof Error ? error.message : String(error) };
}
