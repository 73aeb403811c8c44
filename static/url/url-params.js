import { msg, str } from "@lit/localize";

/** @import { Card, Drawing } from "../types/api.js" */
/** @import { State } from "../types/state.js" */

/**
 * One part of the address: some of the state's keys, and the parameters that hold them.
 *
 * @typedef {object} Part
 * @property {readonly string[]} names  of its parameters
 * @property {readonly (keyof State)[]} keys  of the state
 * @property {(state: State) => Record<string, string|null>} write  by parameter; null: as at the
 *   beginning, left out
 * @property {(params: UrlParams) => Partial<State>} read  a value for each key, the beginning's where the
 *   address says nothing or nothing sound; a key that is left out stays as it is
 *
 * @typedef {{ scene: Record<string, string>, pinned: Record<string, string> }} PicturesByScene
 *   PNG in base64, by the picture's name
 *
 * @typedef {object} PermalinkContext  what an address is read against
 * @property {Card[]} cards
 * @property {Map<string, Drawing>} palette
 * @property {PicturesByScene} [storedPictures]  pictures that did not fit in the address
 */

/** As much of what came as a message repeats, characters. */
const QUOTED = 40;

/** What an address tells, parameter by parameter, and what was wrong with it. */
export class UrlParams {
  /**
   * @param {Map<string, string>} parameters
   * @param {PermalinkContext} context
   * @param {readonly Part[]} parts
   */
  constructor(parameters, { cards, palette, storedPictures }, parts) {
    this.parameters = parameters;
    this.cards = cards;
    this.palette = palette;
    this.storedPictures = storedPictures ?? { scene: {}, pinned: {} };
    this.parts = parts;
    /** @type {string[]} */
    this.problems = [];
    /** What has been read, by part; null while it is being read. @type {Map<Part, Partial<State>|null>} */
    this.done = new Map();
  }

  /**
   * @param {string} name
   * @returns {string|null}
   */
  get(name) {
    return this.parameters.get(name) ?? null;
  }

  /**
   * What the address tells of another part's key, for parts that depend on it.
   *
   * @template {keyof State} K
   * @param {K} key
   * @returns {State[K]}
   * @throws {Error} where no part tells the key, or two parts wait for each other
   */
  state(key) {
    const part = this.parts.find(({ keys }) => keys.includes(key));
    const value = part && this.read(part)[key];
    if (value === undefined) throw new Error(`no part of the address tells ${key}`);
    return /** @type {State[K]} */ (value);
  }

  /**
   * @param {Part} part
   * @returns {Partial<State>}
   */
  read(part) {
    const known = this.done.get(part);
    if (known) return known;
    if (known === null) throw new Error(`the part of ${part.keys.join(", ")} waits for itself`);
    this.done.set(part, null);
    const found = part.read(this);
    this.done.set(part, found);
    return found;
  }

  /**
   * Notes that something cannot be honoured.
   *
   * @param {string} name  of the parameter
   * @param {string} expected
   * @param {string} [got]  the whole of the parameter where it is left out
   */
  refuse(name, expected, got = this.get(name) ?? "") {
    this.problems.push(msg(str`${name}: expected ${expected}; got ${quoted(got)}`));
  }

  /**
   * One of several, by its name; null, and a note, where it is none of them.
   *
   * @template {string} T
   * @param {string} name
   * @param {readonly T[]} choices
   * @returns {T|null}
   */
  oneOf(name, choices) {
    const text = this.get(name);
    if (text === null) return null;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.refuse(name, choices.join(", "));
    return found ?? null;
  }

  /**
   * A number in decimals; null, and a note, where it is none or out of bounds.
   *
   * @param {string} name
   * @param {number} least
   * @param {number} most
   * @param {{ whole?: boolean }} [kind]
   * @returns {number|null}
   */
  number(name, least, most, { whole = false } = {}) {
    const text = this.get(name);
    if (text === null) return null;
    const value = decimal(text);
    if (value !== null && value >= least && value <= most && (!whole || Number.isInteger(value)))
      return value;
    const kind = whole ? msg("a whole number") : msg("a number");
    this.refuse(name, msg(str`${kind} from ${least} to ${most}`));
    return null;
  }

  /**
   * A network by its id; null, and a note, where there is none.
   *
   * @param {string} name
   * @returns {Card|null}
   */
  card(name) {
    const text = this.get(name);
    if (text === null) return null;
    const found = this.cards.find(({ id }) => id === text);
    if (!found) this.refuse(name, msg("the id of a network that is here"));
    return found ?? null;
  }
}

/**
 * @param {string} text
 * @returns {number|null}  finite; null for anything but plain decimals
 */
export function decimal(text) {
  if (!/^-?\d{1,12}(\.\d{1,12})?$/.test(text)) return null;
  // There is one zero.
  return Number(text) || 0;
}

/**
 * A number as an address has it, to four decimals.
 *
 * @param {number} value
 */
export function plain(value) {
  return String(Number(value.toFixed(4)) || 0);
}

/**
 * What came, for a message: cut, and without characters that cannot be seen.
 *
 * @param {string} text
 */
export function quoted(text) {
  const seen = text.slice(0, QUOTED).replace(/[\p{C}\p{Z}]/gu, (one) => (one === " " ? one : "�"));
  return text.length > QUOTED ? `“${seen}…”` : `“${seen}”`;
}
