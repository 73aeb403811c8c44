import { updateWhenLocaleChanges } from "@lit/localize";
import { LitElement, css } from "lit";
import { onEscape } from "./escape-stack.js";

/** @import { excitationResource } from "../resources/excitation.js" */
/** @import { Measurements } from "../resources/measurements.js" */
/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Sweeps } from "../resources/sweeps.js" */
/** @import { Anchors } from "./anchors.js" */
/** @import { EscapeLayer } from "./escape-stack.js" */
/** @import { Figure } from "../types/figure.js" */
/** @import { Card, Sprite, Family } from "../types/api.js" */
/** @import { Screen, Side, State } from "../types/state.js" */
/** @import { Undo } from "../state/undo.js" */
/** @import { OwnNetworks } from "../own/own-networks.js" */
/** @import { TrainingControls } from "../types/training.js" */

/**
 * The context of all panels: the store, and objects that stay the same while the page is open.
 *
 * @typedef {object} Context
 * @property {Store} store
 * @property {Card[]} cards
 * @property {Family[]} families  the networks' families, with their axes
 * @property {Map<string, Sprite>} palette
 * @property {Sprites} sprites  decoded images of the palette
 * @property {Sweeps} sweeps  requests sweeps
 * @property {Sweeps} transplantSweeps  requests sweeps of the head transplants
 * @property {Measurements} measurements
 * @property {ReturnType<typeof excitationResource>} excitation  requests the slice's exciters
 * @property {Map<Side, Figure>} [figures]  the 3D figures, for exports; absent on pages without exports
 * @property {Anchors} [anchors]  where the pinned cell is shown; absent without a microscope
 * @property {OwnNetworks} [own]  the visitor's own networks; absent where none can be brought
 * @property {Undo} [undo]  absent without undo
 * @property {TrainingControls} [trainings]  absent until one is asked for
 * @property {() => Promise<TrainingControls>} [loadTrainings]  asks for them; absent on pages without trainings
 */

/** A view of the store, updated after changes of its keys. */
export class Panel extends LitElement {
  static properties = { context: { attribute: false } };

  /** The keys of the state on which this panel depends. @type {readonly (keyof State)[]} */
  static keys = [];

  /** The layer of Escape in which this panel closes something. @type {EscapeLayer|null} */
  static escapeLayer = null;

  /** The screens on which this panel is shown; elsewhere it neither renders nor hears keys. @type {readonly Screen[]} */
  static screens = ["opening", "play"];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    /** @type {Context|null} */
    this.context = null;
    /** @type {(() => void)|null} */
    this.unsubscribe = null;
    this.onKey = (/** @type {KeyboardEvent} */ event) => {
      if (this.awake) this.keyAnywhere(event);
    };
    /** @type {(() => void)|null} */
    this.leaveEscape = null;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
    const { escapeLayer } = /** @type {typeof Panel} */ (this.constructor);
    if (escapeLayer) {
      this.leaveEscape = onEscape(
        escapeLayer,
        (event) => this.context !== null && this.awake && this.escape(this.context, event),
      );
    }
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  shouldUpdate(changed) {
    if (changed.has("context") && this.context) this.follow(this.context);
    return this.awake;
  }

  /**
   * Updates after changes of this panel's keys, while it is shown.
   *
   * @param {Context} context
   */
  follow({ store }) {
    const { keys, screens } = /** @type {typeof Panel} */ (this.constructor);
    this.unsubscribe?.();
    this.unsubscribe = store.on(screens.length > 1 ? keys : [...keys, "screen"], () => {
      if (this.awake) this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
    this.leaveEscape?.();
    this.leaveEscape = null;
    this.unsubscribe?.();
    this.unsubscribe = null;
  }

  /**
   * Called for every key press on the page; panels may override it.
   *
   * @param {KeyboardEvent} _event
   */
  keyAnywhere(_event) {}

  /**
   * Called for Escape if nothing above `escapeLayer` is open; panels with a layer override it.
   *
   * @param {Context} _context
   * @param {KeyboardEvent} _event
   * @returns {boolean}  whether it closed something
   */
  escape(_context, _event) {
    return false;
  }

  /** Whether the present screen shows this panel. */
  get awake() {
    const { screens } = /** @type {typeof Panel} */ (this.constructor);
    return !this.context || screens.includes(this.context.store.get("screen"));
  }

  /** The context. @throws {Error} before it is set */
  get requiredContext() {
    if (!this.context) throw new Error(`${this.localName} was used before it was given a context`);
    return this.context;
  }

  render() {
    return this.context ? this.draw(this.context) : null;
  }

  /**
   * Renders the panel, once it has a context.
   *
   * @param {Context} _context
   * @returns {unknown}
   */
  draw(_context) {
    return null;
  }
}

/** Style of all panels. */
export const shared = css`
  :host {
    display: block;
    /* Hidden text must not extend the page. */
    position: relative;
  }
  .live {
    opacity: var(--fresh);
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  h2 {
    margin: 0 0 var(--gap-2);
    font-size: var(--small);
    font-weight: 600;
    letter-spacing: 0.06em;
    text-transform: uppercase;
    color: var(--quiet);
  }
  p {
    margin: 0;
  }
  .quiet {
    color: var(--quiet);
    font-size: var(--small);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  button,
  select {
    font: inherit;
    color: var(--text);
    background-color: var(--raised);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--gap-1) var(--button, var(--gap-3));
    min-height: 2rem;
    cursor: pointer;
  }
  /* Some browsers, GTK's WebKit among them, ignore the colours of a select that keeps its look. */
  select {
    appearance: none;
    padding-inline-end: 1.75em;
    background-image:
      linear-gradient(45deg, #0000 50%, currentColor 50%),
      linear-gradient(-45deg, #0000 50%, currentColor 50%);
    background-position:
      right 0.95em center,
      right 0.65em center;
    background-size: 0.3em 0.3em;
    background-repeat: no-repeat;
  }
  /* The list opens in the page's colours, whatever those of its select. */
  option {
    color: var(--text);
    background-color: var(--panel);
  }
  button:hover:not(:disabled),
  select:hover {
    border-color: var(--quiet);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button[aria-pressed="true"] {
    background: var(--accent);
    color: var(--on-accent);
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
  /* With forced colours, pressed buttons differ by their border, and colours with a meaning stay. */
  @media (forced-colors: active) {
    select {
      appearance: auto;
    }
    button[aria-pressed="true"],
    [aria-selected="true"] {
      border: 2px solid Highlight !important;
    }
    .ramp,
    .ink,
    .dot,
    .nib,
    .track,
    .bar,
    .board {
      forced-color-adjust: none;
    }
  }
  @media (pointer: coarse) {
    button,
    select {
      min-height: 2.5rem;
    }
    /* Phones zoom in on fields with a smaller text. */
    select,
    input,
    textarea {
      font-size: max(1rem, 1em);
    }
    input[type="range"] {
      min-height: 2rem;
    }
    input[type="checkbox"] {
      width: 1.5rem;
      height: 1.5rem;
    }
  }
  /* Keys open dialogs of panels in a closed menu, too. */
  dialog {
    visibility: visible;
    white-space: normal;
  }
  dialog::backdrop {
    background: #0009;
  }
  /* Elements that a step of the tour points at. */
  [data-pointed] {
    scroll-margin-block: 6rem;
    outline: 3px solid var(--point);
    outline-offset: 2px;
    animation: point 1.6s ease-in-out infinite;
  }
  @media (max-width: 1100px) {
    [data-pointed] {
      scroll-margin-block: 14rem 6rem;
    }
  }
  @media (max-width: 720px) {
    [data-pointed] {
      scroll-margin-block: 2rem 50vh;
    }
  }
  @keyframes point {
    50% {
      outline-offset: 5px;
    }
  }
  /* The mark of the first or the second network. */
  .mark {
    display: inline-block;
    min-width: 1.54em;
    padding: 0 0.3em;
    border: 1px solid currentColor;
    border-radius: 0.77em;
    font-size: var(--small);
    font-weight: 600;
    line-height: 1.385;
    text-align: center;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
