/** @import { Context } from "../ui/panel.js" */
/** @import { State } from "../types/state.js" */
/** @import { Placement } from "../types/api.js" */

/**
 * Types of the tour.
 *
 * @typedef {Pick<Context, "cards"|"families"|"palette"> & { state: State }} Seen  input of a step's
 *   texts
 *
 * @typedef {object} Sentence  one sentence
 * @property {"plain"|"holds"|"fails"|"waiting"} kind  plain: no claim; waiting: for a number
 * @property {unknown} text
 * @property {boolean} [late]  whether it quotes a number of an earlier scene, until the next arrives
 *
 * @typedef {[host: string, inner: string]} Pointed  a panel of the page, and a selector inside it
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {string[]} networks  ids of the required networks
 * @property {() => string} title
 * @property {(context: Context) => void} prepare  sets scene, networks and laboratory
 * @property {(seen: Seen) => Sentence[]} text
 * @property {() => unknown} task  text of the task
 * @property {(seen: Seen) => boolean} done  whether the task is done
 * @property {(context: Context) => Pointed[]} points  the controls that the task needs
 *
 * @typedef {object} Setting
 * @property {Placement[]} objects
 * @property {string} model  id
 * @property {string|null} [twin]  id; null: none
 * @property {string|null} [lab]  id of the tab to open
 * @property {Placement[]|null} [pinned]  scene A
 */

export {};
