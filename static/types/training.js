/** @import { AppError, Side } from "./state.js" */

/**
 * Types of trainings on the page. The canvas of a training has 64 × 64 px; the visitor paints it in cells of
 * 4 × 4 px, numbered row by row from the top left: 16 a row.
 *
 * @typedef {"digits"|"figures"|"own"} TrainingData
 *
 * @typedef {object} OwnClass  a class of the visitor's own
 * @property {string} name
 * @property {string[]} pictures  PNGs in base64, at most 48 × 48 px
 *
 * @typedef {object} TrainingForm  what the visitor has painted and chosen
 * @property {ReadonlySet<number>} painted  cells in which objects may lie
 * @property {TrainingData} data
 * @property {OwnClass[]} classes  of `own` data; kept while other data are chosen
 * @property {"none"|"max"|"avg"|"blur"|"aps"} pooling
 * @property {"fc"|"gmp"|"gap"} head
 * @property {"zero"|"circular"|"valid"|"full"} padding
 * @property {[number, number]} channels  slices of both convolutions
 * @property {number} steps
 * @property {number} batch  pictures a step
 * @property {number} seed
 * @property {boolean} augment  whether training pictures are moved at random
 * @property {string} [convolutions]  id of the snapshot whose convolutions stay; absent: all is trained
 *
 * @typedef {"brush"|"eraser"|null} Brush  the tool that paints the region; null drags objects
 *
 * @typedef {{ inside: number, outside: number|null }} Shares  of right answers; outside: null where there is
 *   no outside
 *
 * @typedef {object} TrainingMap  where the network was right
 * @property {number} step
 * @property {number[]} rows  px of the objects' top-left corner
 * @property {number[]} cols
 * @property {number[][]} correct  [row][col], share of right answers on held-out pictures
 * @property {number} samples  held-out pictures of each output at each place
 *
 * @typedef {object} Elsewhere  what objects outside the region come to, as ratios to those inside
 * @property {number} pictures  outside
 * @property {number} volume_response_ratio  the last volume's response, over that inside
 * @property {number|null} volume_residual  that response less the one inside, shifted there, over the latter; of
 *   cells that see no padding
 * @property {number} logit_response_ratio  the logits' response, over that inside
 * @property {number} confidence  mean score of the answers outside
 * @property {number} blank  share of the pictures outside that get the empty canvas's answer
 *
 * @typedef {"starting"|"waiting"|"running"|"paused"|"done"|"ended"|"failed"} TrainingStatus  ended: before its
 *   last step; failed: with `failure`, whose code is `restarting` where it can go on
 *
 * @typedef {"pause"|"go on"|"stop"} TrainingRequest
 *
 * @typedef {object} Training  a training as it was watched so far
 * @property {TrainingForm} form  with which it was begun
 * @property {string|null} id  null until the server has answered
 * @property {TrainingStatus} status
 * @property {{ before: number, seconds: number }|null} waiting  how many are before it, and until it begins
 * @property {number} step
 * @property {number|null} left  s until the last step, about; null until it is known
 * @property {readonly { step: number, loss: number }[]} losses
 * @property {readonly ({ step: number } & Shares)[]} accuracies  one a map
 * @property {readonly TrainingMap[]} maps
 * @property {readonly { step: number, model: string, gone?: true }[]} snapshots  one a map; gone: the server was
 *   asked for its network and has it no more
 * @property {number|null} viewed  index of the snapshot that the figure shows; null: always the newest
 * @property {(Shares & { chance: number, elsewhere?: Elsewhere|null })|null} final  of the last map, of ten
 *   pictures an output and place; elsewhere: null where there is no outside
 * @property {"asked"|"unwatched"|"time"|"paused"|null} reason  why it ended early
 * @property {TrainingRequest|null} unsent  what the visitor has pressed and the server has not heard
 * @property {AppError|null} failure  of a failed training; of any other, why its stream is asked for again
 *
 * @typedef {{ type: "started", training: string }
 *   | { type: "waiting", before: number, seconds: number }
 *   | { type: "progress", step: number, steps: number, loss: number, accuracy: Shares|null }
 *   | { type: "map" } & TrainingMap
 *   | { type: "snapshot", step: number, model: string }
 *   | { type: "done", model: string, accuracy: Shares & { chance: number }, elsewhere?: Elsewhere|null }
 *   | { type: "ended", step: number, model: string|null, reason: "asked"|"unwatched"|"time"|"paused" }
 *   | { type: "error", error: { code: string, message: string } }
 * } TrainingEvent  a line of a training's stream; the last one is of the last three types
 *
 * @typedef {object} TrainingControls  what the page does with trainings, one a side
 * @property {(side: Side, form?: TrainingForm) => void} start  begins one; by default with the state's form
 * @property {(side: Side) => void} pause
 * @property {(side: Side) => void} goOn  after a pause, or from the last snapshot of one that ended early
 * @property {(side: Side) => void} stop
 * @property {(side: Side, index: number|null) => void} view  shows a snapshot; null: always the newest
 */

export {};
