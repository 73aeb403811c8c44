import { msg } from "@lit/localize";
import { LocalisedError } from "../state/error-types.js";
import { readNames } from "./class-names.js";
import { guess } from "./input-format.js";
import { inputShape } from "./onnx-input.js";

/** @import { OwnOptions } from "../types/api.js" */

/**
 * A network as a visitor chose it: one file, or weights in safetensors beside the JSON of a card.
 *
 * @typedef {object} ChosenNetwork
 * @property {string} name  of the file
 * @property {ArrayBuffer} content  of the file
 * @property {string|null} card  JSON; null for a file that is a network alone
 * @property {OwnOptions} options  what its files say, those of the classes' names included, or leave to be guessed
 * @property {boolean} guessed  whether nobody has said what its input is
 */

/** Ends of the names of files that hold networks, those that are refused with a helpful answer included. */
const NETWORKS =
  /\.(onnx|ort|pt|pth|pt2|ckpt|bin|safetensors|h5|hdf5|keras|pb|tflite|mlmodel|pkl|pickle|joblib|npz|zip)$/i;
const WEIGHTS = /\.safetensors$/i;
const CARD = /\.json$/i;
/** What an ONNX file may keep its weights in, which holds no network alone. */
const DATA = /\.onnx[._]data$|\.data$/i;

/** What may hold the names of classes. */
const NAMES = /\.(txt|names|labels)$/i;

/** @typedef {Pick<File, "name"|"type">} Named */

/**
 * Files that were chosen or dropped together, by what is made of them: one network comes in at a time.
 *
 * @template {Named} T
 * @typedef {object} Sorted
 * @property {T|undefined} main  the network, or its weights
 * @property {T|undefined} card  of weights
 * @property {T|undefined} names  of its classes
 * @property {T[]} pictures  for the canvas
 * @property {T[]} others  of which nothing is made
 */

/**
 * @template {Named} T
 * @param {T[]} files
 * @returns {Sorted<T>}
 */
export function sorted(files) {
  const main = mainFile(files);
  const rest = files.filter((file) => file !== main);
  const weights = main && WEIGHTS.test(main.name);
  const card = weights ? rest.find(({ name }) => CARD.test(name)) : undefined;
  const names = rest.find(({ name }) => NAMES.test(name));
  const pictures = rest.filter(({ type }) => type.startsWith("image/"));
  const others = rest.filter((file) => file !== card && file !== names && !pictures.includes(file));
  return { main, card, names, pictures, others };
}

/**
 * Whether a file is to be taken as a network, or a part of one, and not as a picture.
 *
 * @param {Named} file
 */
export function isNetworkFile({ name, type }) {
  return !type.startsWith("image/") && (NETWORKS.test(name) || CARD.test(name) || DATA.test(name));
}

/**
 * The file that holds the network, or its weights; else that of a card, else any.
 *
 * @template {Named} T
 * @param {T[]} files
 * @returns {T|undefined}
 */
export function mainFile(files) {
  const networks = files.filter(isNetworkFile);
  return (
    networks.find(({ name }) => !CARD.test(name) && !DATA.test(name)) ?? networks[0] ?? files[0]
  );
}

/**
 * Reads chosen files. They are read before they are sent, since a request with a file that cannot be read
 * fails like a lost connection.
 *
 * @param {File[]} files
 * @returns {Promise<ChosenNetwork>}
 * @throws {LocalisedError} if one cannot be read, is a part of a network whose other part was not chosen, or has
 *   no names of classes where it should
 */
export async function readChosen(files) {
  const { main: file, card, names } = sorted(files);
  if (!file) throw new LocalisedError(msg("expected a file; got none"));
  if (CARD.test(file.name)) {
    throw new LocalisedError(
      msg(
        "This is a card, which needs its weights: choose both together, the JSON and the file in safetensors.",
      ),
    );
  }
  if (DATA.test(file.name)) {
    throw new LocalisedError(
      msg(
        "These are weights that an ONNX file refers to: choose the .onnx file, exported with external_data=False, so that it holds its weights itself.",
      ),
    );
  }
  const weights = WEIGHTS.test(file.name);
  if (weights && !card) {
    throw new LocalisedError(
      msg(
        "These are weights alone, which do not say what the layers are: choose them together with the JSON of their card, which “card” under “This network” opens. Or export the network as ONNX.",
      ),
    );
  }
  const content = await read(file, (each) => each.arrayBuffer());
  const text = card ? await read(card, (each) => each.text()) : null;
  const classes = names && (await readNames(names));
  const { title, input, shape } = text === null ? ONNX : said(text);
  const found = text === null ? inputShape(content) : shape;
  const format = input ?? (found ? guess(found) : undefined);
  return {
    name: file.name,
    content,
    card: text,
    options: {
      title: title ?? titleOf(file.name),
      ...(format ? { input: format } : {}),
      ...(classes ? { classes } : {}),
    },
    guessed: !input,
  };
}

/** @typedef {{ title?: string, input?: OwnOptions["input"], shape: number[]|null }} Said */

/** @type {Said} */
const ONNX = { shape: null };

/**
 * What a card says beside its spec. The server judges the card.
 *
 * @param {string} text
 * @returns {Said}
 */
function said(text) {
  try {
    const { title, input, spec, input_shape } = JSON.parse(text);
    const shape = spec?.input_shape ?? input_shape;
    return {
      ...(typeof title === "string" && title ? { title: title.slice(0, 80) } : {}),
      ...(Array.isArray(input?.range) ? { input: given(input) } : {}),
      shape: Array.isArray(shape) ? shape : null,
    };
  } catch {
    return { shape: null };
  }
}

/**
 * A card's settings of the input without those that it leaves empty.
 *
 * @param {Record<string, unknown>} input
 * @returns {OwnOptions["input"]}
 */
function given(input) {
  const settings = Object.entries(input).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return /** @type {any} */ (Object.fromEntries(settings));
}

/**
 * @template T
 * @param {File} file
 * @param {(file: File) => Promise<T>} how
 */
async function read(file, how) {
  try {
    return await how(file);
  } catch {
    throw new LocalisedError(
      msg("expected a file that can be read; is it a folder, or was it moved or changed?"),
    );
  }
}

/**
 * A network's title by its file's name, as in `resnet18` for `resnet18.onnx`.
 *
 * @param {string} name
 */
function titleOf(name) {
  return name.replace(/\.[^.]*$/, "").slice(0, 80) || name;
}
