/** @import { Context } from "../ui/panel.js" */
/** @import { State } from "../types/state.js" */
/** @import { Placement } from "../types/api.js" */

/**
 * The shapes of the tour.
 *
 * @typedef {Pick<Context, "cards"|"families"|"palette"> & { state: State }} Seen  what a step's words
 *   are functions of
 *
 * @typedef {object} Sentence  one sentence
 * @property {"plain"|"holds"|"fails"|"waiting"} kind  plain: claims nothing; waiting: for a number
 * @property {unknown} text
 * @property {boolean} [late]  whether it quotes a number of an earlier scene: the next is on its way
 *
 * @typedef {[host: string, inner: string]} Pointed  a panel of the page, and a selector inside of it
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {string[]} networks  that it cannot do without, by id
 * @property {() => string} title
 * @property {(context: Context) => void} prepare  sets scene, networks and laboratory
 * @property {(seen: Seen) => Sentence[]} text
 * @property {() => unknown} task  what to do
 * @property {(seen: Seen) => boolean} done  whether it was done
 * @property {(context: Context) => Pointed[]} points  the controls that the task needs
 *
 * @typedef {object} Setting
 * @property {Placement[]} objects
 * @property {string} model  its id
 * @property {string|null} [twin]  null shows none
 * @property {string|null} [lab]  id of the tab to open
 * @property {Placement[]|null} [pinned]  scene A
 */

export {};
