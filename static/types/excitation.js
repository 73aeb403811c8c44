/** @import { Slice, AppError } from "./state.js" */
/** @import { Span } from "./api.js" */

/**
 * What excites a slice, as the API has it and the page keeps it.
 *
 * @typedef {object} Exciter  one object at one position
 * @property {string} object
 * @property {number} row  px, of the object
 * @property {number} col
 * @property {{ row: number, col: number }} cell  that answers most
 * @property {number} value
 * @property {{ rows: Span, cols: Span }} field  px, that the cell sees
 * @property {string} patch  those pixels, PNG in base64
 *
 * @typedef {object} ExciterShare  one object at all its positions
 * @property {string} object
 * @property {number} positions
 * @property {number|null} max
 * @property {number|null} mean
 * @property {number|null} active
 *
 * @typedef {object} ExcitationAnswer
 * @property {string} model
 * @property {string} sha256
 * @property {string} layer
 * @property {number} channel
 * @property {string|null} name
 * @property {number} step  px
 * @property {string[]} objects
 * @property {number} positions
 * @property {number} background
 * @property {Exciter[]} top
 * @property {ExciterShare[]} by_object
 *
 * @typedef {object} Excited  what has come of a question so far
 * @property {string} model
 * @property {Slice} slice
 * @property {"running"|"done"|"cancelled"|"failed"} status
 * @property {number} done  positions
 * @property {number|null} positions  null until the server has said
 * @property {ExcitationAnswer|null} answer
 * @property {AppError|null} failure
 */

export {};
