/** @import { Card, CellAnswer, Frame, Place, Scene } from "./api.js" */
/** @import { AnalysisSettings, Compared, ConsistencyAnswer, Residuals, EquivarianceAnswer, Evidence, Measured, Sweep, SweepSettings, Volumes, WeightChange } from "./lab.js" */
/** @import { Excited } from "./excitation.js" */

/**
 * What the store keeps.
 *
 * @typedef {{ code: string|null, message: string }} AppError  code: as of the API's errors; "localised"
 *   where the message is in the visitor's language, else it is English
 * @typedef {string|{ file: string, error: AppError }} Notice  file: that was not placed
 *
 * @typedef {"model"|"twin"} Side  the first network, or the one beside it
 * @typedef {Place & { side: Side }} Cell  a place in one of the networks that are shown
 * @typedef {{ side: Side, layer: string, channel: number }} Slice
 * @typedef {{ object: number|null, cell: Cell|null, slice: Slice|null }} Selection
 * @typedef {{ cell: Cell, value: number|null }} Reading  value: exact float32, null until known
 *
 * @typedef {{ side: Side, layer: string, unit: number }} Unit  a unit of the head
 * @typedef {Cell|Unit} Pin  what the microscope looks at
 *
 * @typedef {object} Explained
 * @property {Pin} pin
 * @property {Scene} scene  that the answer is for
 * @property {CellAnswer|null} answer  null when there is none
 * @property {AppError|null} problem  why there is none
 *
 * @typedef {object} Kernels  the weights that make one slice
 * @property {Slice} slice
 * @property {string} model
 * @property {string} layer  the convolution
 * @property {string} input  the layer that it takes
 * @property {number[][][]} kernel  [channel][row][col] of that
 * @property {number} bias
 *
 * @typedef {"connecting"|"live"|"waiting"} LinkState
 * @typedef {{ state: LinkState, message: AppError|null }} Link
 * @typedef {"fixed"|"layer"|"slice"} Scale
 * @typedef {{ spread: number, scale: Scale }} View  spread: 0 compact to 1 apart
 *
 *
 * @typedef {object} Camera  where the figures are looked at from, whatever their size
 * @property {"flow"|"front"|"side"} preset
 * @property {Turn|null} turn  what somebody has changed since; null: nothing
 *
 * @typedef {object} Turn
 * @property {[number, number, number]} from  unit vector from what is looked at to the camera
 * @property {number} zoom  its distance, as a multiple of the preset's
 * @property {[number, number, number]} pan  how far what is looked at was moved, in preset distances
 *
 * @typedef {"auto"|"dark"|"light"} Theme
 *
 * @typedef {"place"|"move"|"remove"|"draw"|"network"|"change"} StepKind
 * @typedef {{ back: StepKind|null, forward: StepKind|null }} Undoing  what can be undone and redone
 *
 * @typedef {object} Tool  what a pointer does on the canvas
 * @property {"pen"|"eraser"|null} kind  null drags objects
 * @property {number} ink  which of `INKS`, from 1
 * @property {number} width  px
 * @property {string|null} drawing  name of the picture that the pen goes on with
 *
 * @typedef {object} State
 * @property {Scene} scene
 * @property {Selection} selection
 * @property {Card} model
 * @property {Frame|null} frame
 * @property {Link} link
 * @property {Card|null} twin  the network beside the first, on the same scene; null shows none
 * @property {Frame|null} twinFrame
 * @property {Link|null} twinLink  null while no twin is shown
 * @property {View} view
 * @property {Camera} camera  of all figures
 * @property {boolean} flat  whether figures are drawn flat, for want of WebGL 2
 * @property {Reading|null} reading  of the cell that is selected
 * @property {Pin|null} pinnedCell  what the microscope stays with, whatever is pointed at
 * @property {Explained|null} explained  of the cell that is pinned, else of the selected one
 * @property {Kernels|null} kernels  of the slice that is selected
 * @property {Excited|null} excited  what excites that slice most, where somebody has asked
 * @property {string|null} carried  name of the object on its way from the palette
 * @property {string|null} lab  id of the open tab of the laboratory
 * @property {Scene|null} pinned  scene A, which scenes to come are compared with
 * @property {Compared|null} comparison  of A and the scene, through the network
 * @property {Compared|null} twinComparison  of the same through the twin
 * @property {Residuals[]} residuals  what the volumes of both networks do beside moving
 * @property {SweepSettings} sweepSettings  what is to be swept, and which map is shown
 * @property {AnalysisSettings} analysis
 * @property {Sweep[]} sweeps  the sweeps that were asked for, one a network
 * @property {string|null} overlay  the network whose map lies over the canvas
 * @property {Sweep[]} transplantSweeps  the sweeps that tell the convolutions from the head
 * @property {Volumes[]} volumes  what each of their networks makes of the object in two places
 * @property {{ answer: WeightChange|null, failure: AppError|null }|null} weightChange  of the network
 *   without biases
 * @property {Measured<ConsistencyAnswer>} consistency
 * @property {Measured<EquivarianceAnswer>} equivariance
 * @property {Evidence|null} evidence  the experiments' records
 * @property {Tool} tool
 * @property {string[]} hidden  parts of the page that are not shown, of `HIDEABLE`, in its order
 * @property {string|null} importing  name of the picture that the server is reading
 * @property {Undoing} undoing
 * @property {string} locale  the language of the page, as a BCP 47 tag
 * @property {Theme} theme
 * @property {Notice|null} notice  what went wrong with what somebody has just done
 * @property {Progress|null} tour  where somebody is in it; null while it is closed
 * @property {PageSnapshot|null} beforeTour  what was on the page when the tour began
 * @property {boolean} newcomer  whether the tour is offered
 *
 * @typedef {object} Progress  where somebody is in the tour
 * @property {string} step
 * @property {string[]} done  the steps whose task was seen done
 *
 * @typedef {Pick<State, "scene"|"selection"|"model"|"twin"|"pinned"|"pinnedCell"|"lab"|"sweepSettings"
 *   |"overlay"|"view"|"camera">} PageSnapshot  what was on the page when the tour began
 */

export {};
