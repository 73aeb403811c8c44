/**
 * Types of the server's responses.
 *
 * @typedef {{ object: string, row: number, col: number }} Placement  row, col: px, top-left corner
 * @typedef {{ objects: Placement[], pictures?: Record<string, string> }} Scene  pictures: PNGs in
 *   base64, by name
 * @typedef {"none"|"white"|"invert"} Adjustment  of a picture that shows nothing on black
 * @typedef {{ name: string, height: number, width: number, png: string }} Picture  decoded by the
 *   server; px, base64
 * @typedef {Picture & { visible: boolean }} DecodedPicture  visible: on the black canvas
 * @typedef {DecodedPicture & { adjustments: Adjustment[] }} FittedPicture  adjustments: those that
 *   would make it visible
 *
 * @typedef {object} Sprite  one entry of the palette, or a picture of the scene
 * @property {string} name
 * @property {string} title
 * @property {string} kind  "figure", "distractor", "digit" or "picture"
 * @property {number} height  px
 * @property {number} width  px
 * @property {string} image  URL of the image, relative to the page
 * @property {Record<string, [number, number][]>} [parts]  centres of its parts: row and col, px
 *
 * @typedef {[number, number]} Range  the least and the largest whole number that is taken
 *
 * @typedef {object} SceneLimits  limits of a scene
 * @property {number} objects
 * @property {number} pictures
 * @property {Range} position  px, of a row or col
 * @property {number} picture_side  px, rows or cols of a picture
 * @property {number} picture_text  characters of a picture in base64
 *
 * @typedef {object} Limits  a server's limits, from `GET api/limits`
 * @property {SceneLimits} scene
 * @property {{ bytes: number, pixels: number }} file  a picture's
 * @property {{ live_bytes: number, body_bytes: number, commas: number }} message
 * @property {number} sweep_positions
 * @property {number} kernel_weights
 * @property {{ consistency: Record<"radius"|"pairs"|"seed", Range>,
 *   equivariance: Record<"shift.row"|"shift.col", Range> }} measures  settings of the measures that
 *   the page asks for
 *
 * @typedef {object} LayerCard
 * @property {string} name
 * @property {string} kind
 * @property {"input"|"volume"|"hidden"|"output"|null} role
 * @property {number|null} stage  of a volume after the input, from 1; null for other roles
 * @property {number[]} shape  [channel, row, col], or [unit]
 * @property {number|null} stride  px per cell
 * @property {{ size: number, offset: number }|null} receptive_field  px
 * @property {[number, number]} range  of the colour scale
 * @property {string[]} slices  names of slices or units, if they have any
 * @property {string[]} colors  #rrggbb of what each slice detects, if it has one
 * @property {Record<string, unknown>} options
 *
 * @typedef {object} Card  a network in the catalogue
 * @property {string} id
 * @property {string} title
 * @property {string} family
 * @property {string} summary
 * @property {[number, number, number]} input_shape
 * @property {LayerCard[]} layers
 * @property {string[]} outputs
 * @property {Record<string, string>} axes  its value on each axis of its family
 * @property {string} made_by
 * @property {[number, number, number, number]|null} region  px covered in training: top, left,
 *   bottom, right, half-open
 * @property {string|null} convolutions  id of the network whose convolutions it has; null: its own
 * @property {number|null} home  accuracy in its training region, of fewer samples than `metrics`
 * @property {string} trained_on
 * @property {string} source
 * @property {number|null} seed
 * @property {number|null} steps
 * @property {number} parameters
 * @property {Record<string, number>} stored  how many of each type the file holds, by NumPy's name
 * @property {string} sha256
 * @property {{ mean: number, chance: number, worst: number, samples: number,
 *   per_output: Record<string, number>, protocol: string, positions: [number, number][],
 *   per_position: Record<string, number[]> }} metrics  positions: row, col in px
 *
 * @typedef {object} Switch  the result of setting one axis of a network
 * @property {string} axis
 * @property {string} value
 * @property {string} model  the nearest network with that value
 * @property {Record<string, string>} also  its values on other axes that change too; empty if the exact
 *   combination was trained
 *
 * @typedef {object} Family  networks for one task
 * @property {string} name
 * @property {{ name: string, values: string[] }[]} axes  in which they differ
 * @property {string[]} models  their ids
 * @property {Record<string, Switch[]>} switches  by id
 *
 * @typedef {object} QuantisedVolume  a volume of a frame
 * @property {Uint8Array} bytes  [channel, row, col], scaled to the card's fixed range
 * @property {Int32Array} active  cells above zero, slice by slice
 *
 * @typedef {object} HeadLink  contribution of one cell to an output, through the head
 * @property {number} channel
 * @property {number} row
 * @property {number} col
 * @property {number|null} unit  the hidden unit that carries most of it
 * @property {number} contribution
 *
 * @typedef {object} Frame  a network's response to one scene
 * @property {number} seq
 * @property {string} model
 * @property {string|null} expected  the scene's correct output; null where no rule determines it
 * @property {Map<string, QuantisedVolume>} volumes  by layer name
 * @property {Map<string, Float32Array>} head  hidden and output layers, by name
 * @property {Float32Array} scores
 * @property {HeadLink[]} links  the strongest contributions to the strongest output
 * @property {Scene} [scene]  the scene that the frame answers, the very object that was in the store
 *
 * @typedef {{ layer: string, channel: number, row: number, col: number }} Place
 * @typedef {{ channel: number, row: number, col: number }} CellIndex
 * @typedef {CellIndex|{ unit: number }} CellRef  index in a layer
 * @typedef {{ layer: string, place: CellRef }} Neighbour  a cell of another layer
 * @typedef {[number, number]} Span  half-open
 * @typedef {{ rows: Span, cols: Span }} Box  px
 * @typedef {(number|null)[]} Seen  rows or cols of a layer's input; null for padding
 *
 * @typedef {object} Patch  a convolution: a weighted sum over a window of every slice
 * @property {"patch"} form
 * @property {Seen} rows
 * @property {Seen} cols
 * @property {number[][][]} values  [channel][row][col] of the input
 * @property {number[][][]} kernel
 * @property {number[][][]} products
 * @property {number[]} sums  by slice of the input
 * @property {number} sum
 * @property {number} bias
 * @property {number} total
 * @property {CellIndex|null} strongest
 *
 * @typedef {object} Pool  pooling over a window of one slice
 * @property {"pool"} form
 * @property {Seen} rows
 * @property {Seen} cols
 * @property {number[][]} values
 * @property {number[][]} weights
 * @property {number} total
 * @property {CellIndex|null} winner  the only cell that passes
 * @property {[number, number]|null} phase
 * @property {number[][]|null} energies
 * @property {CellIndex} strongest
 *
 * @typedef {object} Cut  a ReLU
 * @property {"cut"} form
 * @property {number} before
 * @property {boolean} cut
 * @property {CellRef} strongest
 *
 * @typedef {{ place: CellRef, value: number, weight: number, contribution: number }} Share
 *
 * @typedef {object} Shares  a weighted sum over the whole input
 * @property {"shares"} form
 * @property {number} weighed
 * @property {number} contributing
 * @property {Share[]} top
 * @property {number} rest
 * @property {number} sum
 * @property {number} bias
 * @property {number} total
 * @property {CellIndex|null} winner
 * @property {CellRef|null} strongest
 *
 * @typedef {object} CellStep  one layer's computation of one cell
 * @property {string} layer
 * @property {string} kind
 * @property {string} input  the layer before
 * @property {CellRef} place
 * @property {number} value
 * @property {{ layer: string, value: number }|null} after  the ReLU that follows
 * @property {Patch|Pool|Cut|Shares} how
 *
 * @typedef {object} CellResponse  the computation of a cell, as in the API
 * @property {string} model
 * @property {string} layer
 * @property {CellRef} place
 * @property {string|null} name
 * @property {number} value
 * @property {{ whole: Box, clipped: Box, touches_padding: boolean, wraps: boolean }|null} field
 * @property {CellStep[]} steps  from the cell back
 * @property {Neighbour|null} source  towards the input
 * @property {Neighbour|null} user  towards the output
 */

export {};
