/** @import { Adjustment, Card, CellResponse, Frame, Limits, OwnOptions, Place, Scene } from "./api.js" */
/** @import { AnalysisSettings, Compared, ConsistencyResult, Residuals, EquivarianceResult, Evidence, Measured, Sweep, SweepSettings, Volumes, WeightChange } from "./lab.js" */
/** @import { Excited } from "./excitation.js" */
/** @import { Brush, Shares, Training, TrainingForm } from "./training.js" */

/**
 * Types of the store's values.
 *
 * @typedef {{ code: string|null, message: string, where?: string }} AppError  code: of the API's errors;
 *   "localised" if the message is in the visitor's language, else it is English; where: the field at fault,
 *   as a dotted path
 * @typedef {{ name: string, file: File, adjustments: Adjustment[] }} DarkPicture  a chosen file that
 *   shows nothing on black, and what would make it show
 * @typedef {{ dark: DarkPicture[] }} DarkNotice  pictures about which the user decides, one by one
 * @typedef {{ file: string, error: AppError }} FileError  file: name of a file that was not added
 * @typedef {string|{ error: AppError }|{ failed: FileError[], then: DarkNotice|null }|DarkNotice} Notice
 *   then: the notice after it
 *
 * @typedef {"model"|"twin"} Side  the first network, or the one beside it
 * @typedef {Place & { side: Side }} Cell  a cell of one of the shown networks
 * @typedef {{ side: Side, layer: string, channel: number }} Slice
 * @typedef {{ object: number|null, cell: Cell|null, slice: Slice|null }} Selection
 *
 * @typedef {{ cell: Cell, value: number|null }} Reading  value: exact float32, null until known
 * @typedef {{ side: Side, layer: string, unit: number }} Unit  a unit of the head
 * @typedef {Cell|Unit} Pin  the cell or unit in the microscope
 *
 * @typedef {object} Explained
 * @property {Pin} pin
 * @property {Scene} scene  the scene of the response
 * @property {CellResponse|null} response  null if there is none
 * @property {AppError|null} problem  why there is none
 *
 * @typedef {object} BlankCell  a cell on an empty canvas
 * @property {Pin} pin
 * @property {CellResponse} response
 *
 * @typedef {object} Kernels  the kernels of one slice
 * @property {Slice} slice
 * @property {string} model
 * @property {string} layer  the convolution
 * @property {string} input  the convolution's input layer
 * @property {number[][][]} kernel  [channel][row][col] of the input
 * @property {number} bias
 *
 * @typedef {object} Filters  all filters of a network's volumes
 * @property {string} model
 * @property {string} [training]  of a snapshot: that of its card
 * @property {{ volume: string, input: string, kernels: number[][][][] }[]} volumes  the layer that
 *   each volume's convolution reads, and its kernels: [slice][channel][row][col] of that layer
 *
 * @typedef {"connecting"|"live"|"plain"|"waiting"} LinkState  plain: the live channel does not open, and
 *   frames come over plain requests
 * @typedef {{ state: LinkState, message: AppError|null }} Link
 * @typedef {"fixed"|"layer"|"slice"} Scale
 * @typedef {{ spread: number, scale: Scale }} View  spread: from 0, compact, to 1, apart
 *
 *
 * @typedef {object} Camera  the camera of all figures, independent of their size
 * @property {"flow"|"front"|"side"} preset
 * @property {Turn|null} turn  change of the preset; null: none
 * @property {true} [guided]  whether the tour turned it, not the user
 *
 * @typedef {object} Turn
 * @property {[number, number, number]} from  unit vector from the target to the camera
 * @property {number} zoom  distance from the target, as a multiple of the preset's
 * @property {[number, number, number]} pan  movement of the target, in multiples of the preset's distance
 *
 * @typedef {"opening"|"play"} Screen  opening: the question and two networks side by side; play: the
 *   figure with palette, inspector and laboratory
 *
 * @typedef {object} Tile  an answer of the first screen's second network, at one place of the object
 * @property {number} row  px of the object's top-left corner
 * @property {number} col
 * @property {boolean} right
 * @property {string} answer  name of the output
 * @property {boolean} falls  whether it falls with those of all places, and does not lie at once
 * @typedef {ReadonlyMap<string, Tile>} Tiles  by place
 *
 * @typedef {"auto"|"dark"|"light"} Theme
 *
 * @typedef {"place"|"move"|"remove"|"draw"|"paint"|"network"|"change"} StepKind
 * @typedef {{ back: StepKind|null, forward: StepKind|null }} Undoing  the steps to undo and to redo
 *
 * @typedef {object} Tool  the pointer's tool on the canvas
 * @property {"pen"|"eraser"|null} kind  null drags objects
 * @property {number} ink  number in `INKS`, from 1
 * @property {number} width  px
 * @property {string|null} drawing  name of the picture that the pen continues
 *
 * @typedef {object} OwnNetwork  a network that the visitor brought
 * @property {string} id
 * @property {string} title
 * @property {string} file  the file's name
 * @property {number} bytes
 * @property {OwnOptions} options  with which it was sent
 * @property {string} [card]  JSON that was sent beside it, weights in safetensors
 * @property {boolean} listed  false for one that others with other settings have replaced
 * @property {Shares} [shares]  of right answers, of a network that was trained where the visitor painted
 * @property {boolean} [unasked]  whether it was kept without having been asked for
 *
 * @typedef {OwnNetwork & { hash: string, used: number }} StoredNetwork  as the browser keeps it; hash: of
 *   the file's bytes, SHA-256 in hex; used: time of its last use, ms
 *
 * @typedef {object} LinkedNetwork  a network that somebody brought, and that a link names
 * @property {Side} side
 * @property {string} id
 * @property {OwnOptions} options  with which it was sent
 * @property {boolean} missing  whether neither the server nor this browser has its file; then also of one
 *   that is shown and that no link names
 *
 * @typedef {object} Removed  an own network that was removed
 * @property {string} title
 * @property {StoredNetwork[]} networks  it and what went with it
 * @property {ArrayBuffer|null} content  of their file
 * @property {{ side: Side, card: Card }[]} shown  where they were
 *
 * @typedef {{ sent: number, total: number }} Sending  bytes; the same while the server reads
 *
 * @typedef {{ side: Side, step: "choose" }
 *   | { side: Side, step: "send", file: string } & Sending
 *   | { side: Side, step: "refused", file: string, error: AppError }
 *   | { side: Side, step: "map", files: File[], options: OwnOptions, two: boolean }
 *   | { side: Side, step: "missing" }
 *   | { side: Side, step: "other", files: File[] }
 *   | { side: Side, step: "settings", sending?: Sending|null, error?: AppError|null }
 * } Bringing  what the dialog of the visitor's own network shows for one side. send: a file on its way, by
 *   its name; refused: why it was not taken; map: its output is a map, and the visitor has to say how to
 *   reduce it; two: whether it has two slices; missing: the first of the missing networks; other: files that make another network than
 *   the missing one; settings: of the side's network
 *
 * @typedef {object} State
 * @property {readonly OwnNetwork[]} own  the networks that this browser keeps, newest first
 * @property {readonly LinkedNetwork[]} linked  visitors' networks that the page's link named
 * @property {readonly Removed[]} removed  removals of own networks that can be undone, the last one last
 * @property {Bringing|null} bringing  null while the dialog is closed
 * @property {{ id: string, guessed: boolean, others: string[] }|null} arrived  the network that was brought last,
 *   until its settings were seen; guessed: whether nobody has said what its input is; others: names of files that
 *   were chosen with it and left out
 * @property {Limits} limits  of the server; they do not change while the page is open
 * @property {Screen} screen
 * @property {boolean} projector  whether canvas, figure, answer and tour are shown alone, in large type
 * @property {Tiles} tiles  on the first screen's canvas
 * @property {boolean} places  whether a sweep of all places has laid them, or is to
 * @property {Scene} scene
 * @property {Selection} selection
 * @property {Card} model
 * @property {Frame|null} frame
 * @property {Link} link
 * @property {Card|null} twin  the network beside the first, on the same scene; null: none
 * @property {Frame|null} twinFrame
 * @property {Link|null} twinLink  null without a twin
 * @property {View} view
 * @property {Camera} camera  of all figures
 * @property {boolean} flat  whether figures are drawn flat, without WebGL 2
 * @property {Reading|null} reading  of the selected cell
 * @property {Pin|null} pinnedCell  pinned in the microscope
 * @property {Explained|null} explained  of the pinned cell, else of the selected one
 * @property {BlankCell|null} blankCell  the pinned cell on an empty canvas; null until it is known
 * @property {Kernels|null} kernels  of the selected slice
 * @property {Filters|null} filters  of the first network's volumes
 * @property {Filters|null} twinFilters  of the twin's volumes
 * @property {Excited|null} excited  the objects that excite that slice most, if requested
 * @property {{ object: string, pointerId: number }|null} carried  the object being dragged from the
 *   palette, and by which pointer
 * @property {string|null} lab  id of the open tab of the laboratory
 * @property {Scene|null} pinned  scene A, with which later scenes are compared
 * @property {Compared|null} comparison  of A and the scene, through the first network
 * @property {Compared|null} twinComparison  of A and the scene, through the twin
 * @property {Residuals[]} residuals  of both networks
 * @property {SweepSettings} sweepSettings  settings of sweeps, and the map shown
 * @property {AnalysisSettings} analysis
 * @property {Sweep[]} sweeps  requested sweeps, one a network
 * @property {string|null} overlay  id of the network whose map covers the canvas
 * @property {number|null} tilesShown  how many of that map's tiles have appeared; null: all of them
 * @property {Sweep[]} transplantSweeps  sweeps of the head transplants
 * @property {Volumes[]} volumes  their networks' responses to the object in two places
 * @property {{ result: WeightChange|null, failure: AppError|null }|null} weightChange  of the network
 *   without biases
 * @property {Measured<ConsistencyResult>} consistency
 * @property {Measured<EquivarianceResult>} equivariance
 * @property {Evidence|null} evidence  the experiments' records
 * @property {Tool} tool
 * @property {Brush} brush  in hand while the tab *Train* is open
 * @property {number} brushSide  cells of 4 px
 * @property {boolean} placesOver  whether the training's map of places lies over the canvas
 * @property {TrainingForm} trainingForm
 * @property {Training|null} training  the last one, whose snapshots the first side shows
 * @property {Training|null} twinTraining  its counter-experiment, whose snapshots the second side shows
 * @property {string[]} hidden  hidden parts of the page, names of `HIDEABLE`, in its order
 * @property {string|null} importing  name of the picture being uploaded
 * @property {Undoing} undoing
 * @property {string} locale  the language of the page, as a BCP 47 tag
 * @property {Theme} theme
 * @property {Notice|null} notice  the error of the user's last action
 * @property {Progress|null} tour  progress in the tour; null while it is closed
 * @property {Readonly<Record<string, StepResult>>} tourResults  what the reader measured, by step
 * @property {Readonly<Record<string, MeasuredPage>>} stepPages  the page as it showed each step's result
 * @property {PageSnapshot|null} beforeTour  the page at the start of the tour
 *
 * @typedef {Record<string, number|string>} StepResult  numbers and names that a step of the tour measured
 *
 * @typedef {object} Progress  progress in the tour
 * @property {string} step  id of the step shown, or "summary"
 * @property {string[]} done  the steps whose task is done
 *
 * @typedef {Pick<State, "scene"|"selection"|"model"|"twin"|"frame"|"twinFrame"|"pinned"|"lab"
 *    |"comparison"|"twinComparison"|"residuals"|"sweepSettings"|"sweeps"|"overlay"|"tilesShown"
 *    |"transplantSweeps"|"consistency">} MeasuredPage  the page with the result of a step of the tour
 *
 * @typedef {Pick<State, "screen"|"scene"|"selection"|"model"|"twin"|"pinned"|"pinnedCell"|"lab"
 *    |"trainingForm"|"sweepSettings"|"overlay"|"view"|"camera">} PageSnapshot  the page at the start of the tour
 */

export {};
