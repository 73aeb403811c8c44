/**
 * What the server gives.
 *
 * @typedef {{ object: string, row: number, col: number }} Placement  row, col: px, top-left corner
 * @typedef {{ objects: Placement[], pictures?: Record<string, string> }} Scene  pictures: its own, by
 *   name, as PNG in base64
 * @typedef {{ name: string, height: number, width: number, png: string }} Picture  as the server has
 *   fitted it; px, base64
 *
 * @typedef {object} Drawing  one entry of the palette, or a picture of the scene
 * @property {string} name
 * @property {string} title
 * @property {string} kind  "figure", "distractor", "digit" or "picture"
 * @property {number} height  px
 * @property {number} width  px
 * @property {string} image  URL of its pixels, relative to the page
 * @property {Record<string, [number, number][]>} [parts]  row and col, px, of the centres of its parts
 *
 * @typedef {object} LayerCard
 * @property {string} name
 * @property {string} kind
 * @property {"input"|"volume"|"hidden"|"output"|null} role
 * @property {number|null} stage  of the volumes after the input, from 1 on; null for other roles
 * @property {number[]} shape  [channel, row, col], or [unit]
 * @property {number|null} stride  px per cell
 * @property {{ size: number, offset: number }|null} receptive_field  px
 * @property {[number, number]} range  what the colour scale spans
 * @property {string[]} slices  names of slices or units, where they have one
 * @property {string[]} colors  #rrggbb of what each slice detects, where that has one
 * @property {Record<string, unknown>} options
 *
 * @typedef {object} Card  a network, as the catalogue gives it
 * @property {string} id
 * @property {string} title
 * @property {string} family
 * @property {string} summary
 * @property {[number, number, number]} input_shape
 * @property {LayerCard[]} layers
 * @property {string[]} outputs
 * @property {Record<string, string>} axes  what networks of a family may differ in
 * @property {string} made_by
 * @property {[number, number, number, number]|null} region  px covered in training: top, left,
 *   bottom, right, half-open
 * @property {string|null} convolutions  the network whose convolutions it has; null: its own
 * @property {number|null} home  accuracy where it was trained
 * @property {string} trained_on
 * @property {string} source
 * @property {number|null} seed
 * @property {number|null} steps
 * @property {number} parameters
 * @property {string} sha256
 * @property {{ mean: number, chance: number, worst: number, samples: number,
 *   per_output: Record<string, number>, protocol: string, positions: [number, number][],
 *   per_position: Record<string, number[]> }} metrics  positions: row, col in px
 *
 * @typedef {object} Switch  where setting one axis leads from a network
 * @property {string} axis
 * @property {string} value
 * @property {string} model  the nearest network with that value
 * @property {Record<string, string>} also  what else it differs in, and its value there; empty where
 *   the very combination was trained
 *
 * @typedef {object} Family  networks for one task
 * @property {string} name
 * @property {{ name: string, values: string[] }[]} axes  what they differ in
 * @property {string[]} models  their ids
 * @property {Record<string, Switch[]>} switches  by id
 *
 * @typedef {object} QuantisedVolume  a volume of a frame
 * @property {Uint8Array} bytes  [channel, row, col] at the card's fixed range
 * @property {Int32Array} active  cells above zero, slice by slice
 *
 * @typedef {object} HeadLink  one cell's contribution to an output, through the head
 * @property {number} channel
 * @property {number} row
 * @property {number} col
 * @property {number|null} unit  the hidden unit through which most of it runs
 * @property {number} contribution
 *
 * @typedef {object} Frame  what the network answers to one scene
 * @property {number} seq
 * @property {string} model
 * @property {Map<string, QuantisedVolume>} volumes  by layer name
 * @property {Map<string, Float32Array>} head  hidden and output layers, by name
 * @property {Float32Array} scores
 * @property {HeadLink[]} links  the strongest of the path to the strongest output
 *
 * @typedef {{ layer: string, channel: number, row: number, col: number }} Place
 * @typedef {{ channel: number, row: number, col: number }} CellIndex
 * @typedef {CellIndex|{ unit: number }} CellRef  where in a layer
 * @typedef {{ layer: string, place: CellRef }} Neighbour  a cell of another layer
 * @typedef {[number, number]} Span  from the first to after the last
 * @typedef {{ rows: Span, cols: Span }} Box  px
 * @typedef {(number|null)[]} Seen  rows or cols of a layer's input; null where padding
 *
 * @typedef {object} Patch  a convolution's sum over a window of every slice
 * @property {"patch"} form
 * @property {Seen} rows
 * @property {Seen} cols
 * @property {number[][][]} values  [channel][row][col] of the input
 * @property {number[][][]} kernel
 * @property {number[][][]} products
 * @property {number[]} sums  slice by slice of the input
 * @property {number} sum
 * @property {number} bias
 * @property {number} total
 * @property {CellIndex|null} strongest
 *
 * @typedef {object} Pool  a window of one slice
 * @property {"pool"} form
 * @property {Seen} rows
 * @property {Seen} cols
 * @property {number[][]} values
 * @property {number[][]} weights
 * @property {number} total
 * @property {CellIndex|null} winner  the one cell that is kept
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
 * @typedef {object} Shares  a sum over places all over the input
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
 * @typedef {object} CellStep  how one layer made one cell
 * @property {string} layer
 * @property {string} kind
 * @property {string} input  the layer that it was made from
 * @property {CellRef} place
 * @property {number} value
 * @property {{ layer: string, value: number }|null} after  the ReLU that comes next
 * @property {Patch|Pool|Cut|Shares} how
 *
 * @typedef {object} CellAnswer  how a cell came about, as the API has it
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
