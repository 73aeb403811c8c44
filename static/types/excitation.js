/** @import { Slice, AppError } from "./state.js" */
/** @import { Span } from "./api.js" */

/**
 * The objects that excite a slice: the API's response, and the store's form of it.
 *
 * @typedef {object} Exciter  one object at one position
 * @property {string} object
 * @property {number} row  px, of the object
 * @property {number} col
 * @property {{ row: number, col: number }} cell  the most active one
 * @property {number} value
 * @property {{ rows: Span, cols: Span }} field  its receptive field, px
 * @property {string} patch  the pixels of the field, PNG in base64
 *
 * @typedef {object} ExciterShare  one object at all positions
 * @property {string} object
 * @property {number} positions
 * @property {number|null} max
 * @property {number|null} mean
 * @property {number|null} active
 *
 * @typedef {object} ExcitationResult
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
 * @typedef {object} Excited  a sweep's progress and results so far
 * @property {string} model
 * @property {Slice} slice
 * @property {"running"|"done"|"cancelled"|"failed"} status
 * @property {number} done  positions
 * @property {number|null} positions  in all; null until known
 * @property {ExcitationResult|null} result
 * @property {AppError|null} failure
 */

export {};
