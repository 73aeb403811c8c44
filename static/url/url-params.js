import { msg, str } from "@lit/localize";
import { quotedAround } from "../i18n/quotation.js";

/** @import { Card, Sprite, Limits } from "../types/api.js" */
/** @import { OwnNetworks } from "../own/own-networks.js" */
/** @import { State } from "../types/state.js" */

/**
 * One part of a permalink: keys of the state, and the parameters that encode them.
 *
 * @typedef {object} Part
 * @property {readonly string[]} names  of its parameters
 * @property {readonly (keyof State)[]} keys  of the state
 * @property {(state: State) => Record<string, string|null>} write  values by parameter; null omits a
 *   parameter, for the initial value
 * @property {(params: UrlParams) => Partial<State>} read  values by key: the initial one for a missing
 *   or invalid parameter. Omitted keys do not change.
 *
 * @typedef {{ scene: Record<string, string>, pinned: Record<string, string> }} PicturesByScene
 *   PNG in base64, by the picture's name
 *
 * @typedef {object} PermalinkContext  the networks and objects that a permalink may refer to
 * @property {Card[]} cards
 * @property {Map<string, Sprite>} palette
 * @property {Limits} limits
 * @property {OwnNetworks} [own]  the visitor's own networks
 * @property {PicturesByScene} [storedPictures]  pictures that did not fit in the permalink
 */

/** Parses the parameters of a permalink and collects its problems. */
export class UrlParams {
  /**
   * @param {Map<string, string>} parameters
   * @param {PermalinkContext} context
   * @param {readonly Part[]} parts
   */
  constructor(parameters, { cards, palette, limits, storedPictures }, parts) {
    this.parameters = parameters;
    this.cards = cards;
    this.palette = palette;
    this.limits = limits;
    this.storedPictures = storedPictures ?? { scene: {}, pinned: {} };
    this.parts = parts;
    /** @type {string[]} */
    this.problems = [];
    /** Values read so far, by part; null while a part is being read. @type {Map<Part, Partial<State>|null>} */
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
   * The value of another part's key, for parts that depend on it.
   *
   * @template {keyof State} K
   * @param {K} key
   * @returns {State[K]}
   * @throws {Error} if no part reads the key, or two parts depend on each other
   */
  state(key) {
    const part = this.parts.find(({ keys }) => keys.includes(key));
    const value = part && this.read(part)[key];
    if (value === undefined) throw new Error(`no part of the permalink holds ${key}`);
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
   * Records that a parameter is invalid.
   *
   * @param {string} name  of the parameter
   * @param {string} expected
   * @param {string} [got]  default: the whole parameter
   * @param {number} [at]  index of what is wrong in it
   */
  refuse(name, expected, got = this.get(name) ?? "", at = 0) {
    this.problems.push(msg(str`${name}: expected ${expected}; got ${quotedAround(got, at)}`));
  }

  /**
   * One of several choices; null, with a problem recorded, for any other value.
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
   * A decimal number; null, with a problem recorded, for anything else or out of bounds.
   *
   * @param {string} name
   * @param {number} min
   * @param {number} max
   * @param {{ whole?: boolean }} [kind]
   * @returns {number|null}
   */
  number(name, min, max, { whole = false } = {}) {
    const text = this.get(name);
    if (text === null) return null;
    const value = decimal(text);
    if (value !== null && value >= min && value <= max && (!whole || Number.isInteger(value)))
      return value;
    const kind = whole ? msg("a whole number") : msg("a number");
    this.refuse(name, msg(str`${kind} from ${min} to ${max}`));
    return null;
  }

  /**
   * A network by its id; null, with a problem recorded, if it does not exist.
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
  // Turns -0 into 0.
  return Number(text) || 0;
}

/**
 * A number in a permalink, rounded to four decimals.
 *
 * @param {number} value
 */
export function plain(value) {
  return String(Number(value.toFixed(4)) || 0);
}
