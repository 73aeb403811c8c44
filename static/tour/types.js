/** @import { Context } from "../ui/panel.js" */
/** @import { State, StepResult } from "../types/state.js" */
/** @import { Placement } from "../types/api.js" */
/** @import { ChapterId } from "./chapters.js" */

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
 * @property {boolean} [more]  whether it is shown on request only
 *
 * @typedef {[host: string, inner: string]} Pointed  a panel of the page, and a selector inside it
 *
 * @typedef {object} Action  what a step asks for, as a button of the card
 * @property {unknown} label
 * @property {() => void} run
 * @property {boolean} [running]  whether it was pressed and goes on
 *
 * @typedef {object} Shot  a place of the camera
 * @property {"flow"|"front"|"side"} towards  the preset that it looks like
 * @property {[number, number, number]} pan  as of a turn: along the flow, up, and towards the viewer
 * @property {number} zoom  as of a turn
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {ChapterId} chapter
 * @property {string[]} networks  ids of the required networks
 * @property {(state: State) => boolean} [offered]  whether the server lets its task be done; by default it does
 * @property {() => string} title
 * @property {Shot} [camera]  where the camera moves; by default the whole figure is in view
 * @property {(context: Context) => Setting} setting  scene and networks
 * @property {(context: Context) => void} [prepare]  clears what earlier steps measured
 * @property {(seen: Seen) => Sentence[]} text  plain sentences lead to the task, the first by what
 *   the step is about; the others follow it, and the last ends with the conclusion
 * @property {() => { term: unknown, text: unknown }[]} [terms]  words that the step needs, explained
 * @property {(seen: Seen) => unknown} [picture]  the result as a small picture
 * @property {(seen: Seen) => unknown} [background]  a small picture under *More*, of what was measured
 *   beforehand
 * @property {() => unknown} task  text of the task
 * @property {(seen: Seen) => unknown} [waits]  what is missing while the task is not done, if no sentence
 *   of `text` tells
 * @property {(context: Context) => Action} action  does the task, wherever the object is
 * @property {(seen: Seen) => boolean} done  whether the task is done
 * @property {(seen: Seen) => StepResult|null} result  what was measured; null while that is incomplete
 * @property {(context: Context) => Pointed[]} points  the controls that do the task too
 *
 * @typedef {object} Setting
 * @property {Placement[]} objects
 * @property {string} model  id
 * @property {string|null} [twin]  id; null: none
 * @property {string|null} [lab]  id of the tab to open
 * @property {Placement[]|null} [pinned]  scene A
 */

export {};
