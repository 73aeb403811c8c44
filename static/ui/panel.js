import { updateWhenLocaleChanges } from "@lit/localize";
import { LitElement, css } from "lit";

/** @import { excitationResource } from "../resources/excitation.js" */
/** @import { Measurements } from "../resources/measurements.js" */
/** @import { Sprites } from "../scene/sprites.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Sweeps } from "../resources/sweeps.js" */
/** @import { Figure } from "../types/figure.js" */
/** @import { Card, Drawing, Family } from "../types/api.js" */
/** @import { Side, State } from "../types/state.js" */
/** @import { Undo } from "../state/undo.js" */

/**
 * What every panel is given: the state, and what does not change while the page is open.
 *
 * @typedef {object} Context
 * @property {Store} store
 * @property {Card[]} cards
 * @property {Family[]} families  what they differ in
 * @property {Map<string, Drawing>} palette
 * @property {Sprites} sprites  the palette's pixels
 * @property {Sweeps} sweeps  asks for the sweeps that somebody wants
 * @property {Sweeps} transplantSweeps  and for those of the transplants
 * @property {Measurements} measurements
 * @property {ReturnType<typeof excitationResource>} excitation  asks what excites the selected slice
 * @property {Map<Side, Figure>} [figures]  those that are drawn in 3D now, for exports; absent where
 *   nothing is exported
 * @property {Undo} [undo]  absent where nothing is undone
 */

/** A view of the store: draws itself again when one of its keys has changed. */
export class Panel extends LitElement {
  static properties = { context: { attribute: false } };

  /** The keys of the state that this panel shows. @type {readonly (keyof State)[]} */
  static keys = [];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    /** @type {Context|null} */
    this.context = null;
    /** @type {(() => void)|null} */
    this.unsubscribe = null;
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.keyAnywhere(event);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("context") || !this.context) return;
    this.unsubscribe?.();
    const { keys } = /** @type {typeof Panel} */ (this.constructor);
    this.unsubscribe = this.context.store.on(keys, () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
    this.unsubscribe?.();
    this.unsubscribe = null;
  }

  /**
   * A key, wherever the focus is; for panels that have a use for one.
   *
   * @param {KeyboardEvent} _event
   */
  keyAnywhere(_event) {}

  /** The context; only to be asked for once there is one. */
  get requiredContext() {
    if (!this.context) throw new Error(`${this.localName} was used before it was given a context`);
    return this.context;
  }

  render() {
    return this.context ? this.draw(this.context) : null;
  }

  /**
   * What the panel shows.
   *
   * @param {Context} _context
   * @returns {unknown}
   */
  draw(_context) {
    return null;
  }
}

/** What all panels look alike in. */
export const shared = css`
  :host {
    display: block;
    /* Hidden text must not make the page longer. */
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
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--gap-1) var(--button, var(--gap-3));
    min-height: 2rem;
    cursor: pointer;
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
  /* Where the system paints all grounds, what is pressed has another border, and what a colour says
     is left as it is. */
  @media (forced-colors: active) {
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
    input[type="range"] {
      min-height: 2rem;
    }
    input[type="checkbox"] {
      width: 1.5rem;
      height: 1.5rem;
    }
  }
  /* What a step of the tour asks for. */
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
  /* Which of two networks something belongs to. */
  .mark {
    display: inline-block;
    min-width: 1.25rem;
    padding: 0 var(--gap-1);
    border: 1px solid currentColor;
    border-radius: 0.625rem;
    font-size: var(--small);
    font-weight: 600;
    line-height: 1.125rem;
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
