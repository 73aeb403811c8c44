/** @import { Box, LayerCard, Scene } from "./api.js" */
/** @import { AppError } from "./state.js" */

/**
 * Responses of the laboratory's routes, and the store's form of them.
 *
 * @typedef {{ row: number, col: number }} Pair  px or cells, depending on the field
 * @typedef {{ whole: number|null, interior: number|null }} Errors
 * @typedef {{ name: string, score: number, logit: number }} Output
 *
 * @typedef {object} Moved  one layer compared between two scenes
 * @property {string} name
 * @property {LayerCard["role"]} role
 * @property {number|null} stage  of a volume after the input, from 1; null for other roles
 * @property {number[]} shape
 * @property {number} stride
 * @property {number[]} active_a  cells above zero, by slice
 * @property {number[]} active_b
 * @property {boolean} equal
 * @property {number[]} responding_a  cells that differ from the blank canvas
 * @property {number[]} responding_b
 * @property {boolean} responding_equal
 * @property {Pair|null} displacement  cells, may be fractional
 * @property {Pair|null} best  whole cells
 * @property {boolean|null} on_lattice
 * @property {Errors|null} error
 * @property {number} edge_affected  cells a slice
 * @property {Box|null} interior  cells that see no padding
 *
 * @typedef {object} Contribution
 * @property {string} layer
 * @property {number} channel
 * @property {number} row
 * @property {number} col
 * @property {number} value
 * @property {number} weight
 * @property {number} contribution
 * @property {number|null} [unit]  the unit of the first hidden layer that carries most of it
 *
 * @typedef {{ logit: number, bias: number, exact?: boolean, total: number, top: Contribution[] }} Way
 *
 * @typedef {object} ComparisonResult
 * @property {string} model
 * @property {string} sha256
 * @property {Pair|null} shift  px
 * @property {"canvas"|"cyclic"} protocol  the kind of shift
 * @property {Moved[]} layers
 * @property {{ name: string, kind: string, units: number, change: number|null }[]} hidden  layers of the
 *   head; change: as a share of the length at A
 * @property {Output[]} outputs_a
 * @property {Output[]} outputs_b
 * @property {{ output: string, overlap: number|null, cosine: number|null, a: Way, b: Way }} path
 *
 * @typedef {object} Compared  the latest comparison of a network
 * @property {string} model
 * @property {Scene} a
 * @property {Scene} b
 * @property {ComparisonResult|null} result
 * @property {AppError|null} failure  why there is no response
 *
 * @typedef {object} SweepStart  the first line of a sweep's stream
 * @property {string} model
 * @property {string} sha256
 * @property {string} object
 * @property {string} output  the right answer
 * @property {"output"|"label"|"answer"} reference  what made it the right one: the plan, the scene, or the
 *   network's own answer to it
 * @property {number|null} chance  null for a network of one output, which has no right answer
 * @property {Pair} base  px
 * @property {number} step  px
 * @property {number[]} rows  px
 * @property {number[]} cols  px
 * @property {number} total
 *
 * @typedef {object} SweepChunk
 * @property {number} first  index of the first position, row-major
 * @property {number[]} score
 * @property {(boolean|null)[]} correct  null where nothing is right
 * @property {number[]} prediction  indices of outputs
 * @property {number[]} sensitivity
 * @property {number[]} cosine
 * @property {number[]} response
 *
 * @typedef {object} SweepEnd
 * @property {boolean[][]} edge_affected
 * @property {{ radius: number, sensitivity: number, cosine: number, count: number }[]} radial
 * @property {number} unit
 * @property {number|null} accuracy
 * @property {number|null} inside
 * @property {number|null} outside
 * @property {boolean} constant
 *
 * @typedef {"correct"|"score"|"sensitivity"|"response"|"cosine"} MapField  a sweep's quantities to map
 *
 * @typedef {{ model: string, scene: Scene, index: number, step: number, output: string|null,
 *   reference?: "answer" }} Plan  index: of the object in the scene; output: the correct one, null if the
 *   scene determines it; reference: with it, the network's own answer to the scene does where the scene does
 *   not
 *
 * @typedef {object} Fields  values at each position, row-major; NaN where not known yet
 * @property {Float64Array} score
 * @property {Float64Array} correct  1 or 0; NaN where nothing is right
 * @property {Float64Array} prediction
 * @property {Float64Array} sensitivity
 * @property {Float64Array} cosine
 * @property {Float64Array} response
 *
 * @typedef {object} Sweep  one network's sweep so far
 * @property {Plan} plan
 * @property {"waiting"|"running"|"done"|"cancelled"|"failed"} status
 * @property {number} done  positions
 * @property {SweepStart|null} start
 * @property {Fields|null} fields
 * @property {SweepEnd|null} end
 * @property {AppError|null} failure
 *
 * @typedef {object} SweepSettings  settings of sweeps
 * @property {string[]} networks  beside the shown one
 * @property {number} step  px
 * @property {MapField} field
 * @property {string|null} output  the correct output; null if the scene determines it
 *
 * @typedef {object} AnalysisSettings  settings of measurements except sweeps
 * @property {{ protocol: Protocol, radius: number, pairs: number, seed: number }} consistency  px
 * @property {{ protocol: Protocol, row: number, col: number }} equivariance  px
 * @property {{ step: number, field: MapField }} transplants  px
 *
 * @typedef {"canvas"|"cyclic"} Protocol
 *
 * @typedef {object} Residual  volume(B) − shift(volume(A))
 * @property {string} name
 * @property {Pair} moved  the shift, whole cells
 * @property {Float32Array} values  [channel row col]
 *
 * @typedef {object} Residuals  of one network
 * @property {string} model
 * @property {Scene} a
 * @property {Scene} b
 * @property {Residual[]} layers
 *
 * @typedef {object} Volumes  one network's response to an object in two places
 * @property {string} model
 * @property {string} layer  the last volume
 * @property {Scene} home
 * @property {Scene} here
 * @property {{ home: Float32Array, here: Float32Array }} values  [channel row col]
 * @property {{ home: Float32Array, here: Float32Array, blank: Float32Array }} scores  blank: for an
 *   empty canvas
 *
 * @typedef {{ mean: number, spread: number|null }} Spread
 *
 * @typedef {object} ConsistencyResult
 * @property {string} model
 * @property {string} sha256
 * @property {"canvas"|"cyclic"} protocol
 * @property {number} radius  px
 * @property {number} pairs
 * @property {number} seed
 * @property {number} samples
 * @property {Spread} consistency
 * @property {Spread} instability
 * @property {{ mean: number }} change
 * @property {number} accuracy
 * @property {number} chance
 * @property {boolean} constant
 *
 * @typedef {object} EquivarianceResult
 * @property {string} model
 * @property {string} sha256
 * @property {"canvas"|"cyclic"} protocol
 * @property {Pair} shift  px
 * @property {Scene} [scene]  the measured scene, in the store's form
 * @property {(Pick<Moved, "name"|"role"|"stage"|"stride"|"on_lattice"> & { error: Errors, best: Pair })[]} layers
 *
 * @typedef {object} WeightChange
 * @property {string} model
 * @property {string} sha256
 * @property {string} layer
 * @property {number[]} shape
 * @property {number[]} rows  px of the centre of each position's receptive field
 * @property {number[]} cols
 * @property {number[][]} change  mean |w - w0|, by position
 * @property {number[][]} unchanged  fraction of weights, by position
 * @property {[number, number, number, number]|null} region  px
 * @property {boolean} exact  whether all weights over positions that see nothing of the region are
 *   unchanged
 */

/**
 * @typedef {object} ExperimentRow  one row of an experiment's table
 * @property {string} name
 * @property {number[]} values
 * @property {string} over  the variable of the values
 * @property {number} mean
 * @property {number|null} spread
 * @property {number|null} chance
 * @property {number|null} reference  the published or predicted value
 * @property {{ low: number, high: number }|null} interval  of 95 %, over seeds and held-out hands
 * @property {string} bar  the criterion
 * @property {Verdict} verdict
 * @property {Agreement} agreement  what a row that holds shows
 *
 * @typedef {"holds"|"not told apart"|"fails"} Verdict
 *
 * @typedef {"theorem check"|"counterexample"|"reproduces the direction"|"our finding"|"control"} Agreement
 *
 * @typedef {object} Experiment
 * @property {string} name
 * @property {string} title
 * @property {string} question
 * @property {{ seeds: number[], networks: Record<string, string>, grid: string,
 *   rows: ExperimentRow[], source: string, remarks: string[] }|null} record
 *
 * @typedef {{ experiments: Experiment[], failure: AppError|null }} Evidence
 */

/**
 * @template T
 * @typedef {{ busy: boolean, results: T[], failure: AppError|null }} Measured  answers: newest first
 */

export {};
