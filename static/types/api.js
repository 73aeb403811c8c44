/**
 * Types of the server's responses.
 *
 * @typedef {{ object: string, row: number, col: number, scale?: number }} Placement  row, col: px,
 *   top-left corner; scale: px of the canvas that one of its pixels is wide and high, 1 if it is left out
 * @typedef {object} Scene
 * @property {Placement[]} objects
 * @property {Record<string, string>} [pictures]  PNGs in base64, by name
 * @property {string} [background]  `#rrggbb` or the name of one of the pictures; black if it is left out
 *
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
 * @property {string} kind  "figure", "distractor", "digit", "photograph" or "picture"
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
 * @property {{ allowed: boolean, bytes: number, products: number, memory: number, minutes: number,
 *   volumes?: number }} [own]  visitors' networks: the largest file, the most products of one pass, the memory
 *   of one, how long one is kept without use, and how many layers may be chosen as volumes
 * @property {{ allowed: boolean, steps: number, seconds: number, at_once: number }} trainings  whether
 *   visitors may start any; the most steps and seconds of one; how many run while others wait
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
 * @property {string[]} inputs  names of the layers that feed it
 * @property {number|null} stride  px per cell, down
 * @property {number|null} [stride_cols]  across; absent: as down
 * @property {{ size: number, offset: number }|null} receptive_field  px, of the rows
 * @property {{ size: number, offset: number }|null} [receptive_field_cols]  of the cols; absent: as the rows
 * @property {[number, number]} range  of the colour scale
 * @property {string[]} slices  names of slices or units, if they have any
 * @property {string[]} colors  #rrggbb of what each slice detects, if it has one
 * @property {Record<string, unknown>} options
 * @property {string|null} [source]  what the file that the network is from calls it
 *
 * @typedef {{ mean: number, chance: number, worst: number, samples: number,
 *   per_output: Record<string, number>, protocol: string, positions: [number, number][],
 *   per_position: Record<string, number[]> }} Metrics  positions: row, col in px
 *
 * @typedef {"max"|"mean"|"difference"} Reduce  how a map becomes an answer; difference: of two slices
 *
 * @typedef {object} Origin
 * @property {"onnx"|"safetensors"} format
 * @property {boolean} [said]  whether training and accuracy are what the card says that came with the weights
 * @property {number} bytes  of the file
 * @property {string} sha256  of the file
 * @property {Reduce|null} reduce  how the map that it ends in became one value an output
 * @property {boolean} [named]  whether somebody named the outputs; otherwise they have numbers, which say
 *   nothing of what they stand for; absent: true
 * @property {string} ranges  how the ranges of its colours were measured, in a sentence
 * @property {string[]} notes  what else the server decided when it read the file, in a sentence each
 *
 * @typedef {object} InputFormat  how the canvas's pixels become a network's input
 * @property {[number, number]} range  of a pixel's value, from black to white
 * @property {number[]} [mean]  by channel, subtracted; absent: 0
 * @property {number[]} [std]  by channel, the divisor after it; absent: 1
 * @property {boolean} [invert]  whether black and white change places first
 * @property {"rgb"|"bgr"} [order]  of the channels
 *
 * @typedef {object} OwnOptions  how a visitor's own network is to be read
 * @property {string} [title]
 * @property {string[]} [classes]  names of the outputs, in order
 * @property {Partial<InputFormat>} [input]  absent range: 0 to 1
 * @property {Reduce} [reduce]  of an output that is a map
 * @property {string[]} [volumes]  names of the layers that the figure shows
 *
 * @typedef {object} Card  a network in the catalogue, or a visitor's own
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
 *   bottom, right, half-open; null for none, and where they are no box
 * @property {[number, number, number, number][]|null} [painted]  boxes, as `region`, that a visitor painted
 * @property {string|null} convolutions  id of the network whose convolutions it has; null: its own
 * @property {number|null} home  accuracy in its training region, of fewer samples than `metrics`; of a
 *   painted region, over all places of `metrics` inside it
 * @property {number|null} [away]  the same outside a painted region
 * @property {string} trained_on
 * @property {string} source
 * @property {number|null} seed
 * @property {number|null} steps
 * @property {number|null} batch  pictures per step
 * @property {number|null} peak  highest learning rate
 * @property {number|null} decay  weight decay
 * @property {number} parameters
 * @property {Record<string, number>} stored  how many of each type the file holds, by NumPy's name
 * @property {string} sha256
 * @property {Metrics|null} metrics  null where nothing was measured, as of a visitor's own network
 * @property {Origin|null} [origin]  of a network from a file; null or absent: it was made here
 * @property {InputFormat|null} [input]  what the network gets of the canvas's pixels; absent: range 0 to 1
 * @property {string} [training]  of a snapshot: which of this page's trainings it is of; the page sets it
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
 * @property {Uint8Array} bytes  [slice, row, col] of the sent slices, scaled to the card's fixed range
 * @property {Int32Array} active  cells above zero, by sent slice
 * @property {Int32Array|null} [slices]  numbers of the sent slices, ascending; null or absent where all are
 *   sent
 * @property {number} [total]  cells above zero of all slices; absent where all are sent
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
 * @property {number} first  the first slice of the input that the kernel reads
 * @property {number[][][]} values  [channel][row][col] of the input, from that slice on
 * @property {number[][][]} kernel
 * @property {number[][][]} products
 * @property {number[]} sums  by slice of `values`
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
 * @typedef {object} Terms  several inputs' cells at one place, added up
 * @property {"terms"} form
 * @property {number[]} values  by input
 * @property {number} total
 * @property {CellRef} strongest
 *
 * @typedef {object} Factors  several inputs' cells, multiplied
 * @property {"factors"} form
 * @property {number[]} values  by input
 * @property {number} total
 * @property {CellRef} strongest
 *
 * @typedef {object} Scale  one cell, times a factor, plus an offset
 * @property {"scale"} form
 * @property {number} before
 * @property {number} factor
 * @property {number} offset
 * @property {number} total
 * @property {CellRef} strongest
 *
 * @typedef {object} Bend  one cell, through a function that bends
 * @property {"function"} form
 * @property {number} before
 * @property {number} total
 * @property {CellRef} strongest
 *
 * @typedef {object} Copy  one cell that goes on as it is
 * @property {"copy"} form
 * @property {number} total
 * @property {CellRef|null} strongest  null where padding lies
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
 * @property {Patch|Pool|Cut|Shares|Terms|Factors|Scale|Bend|Copy} how
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
