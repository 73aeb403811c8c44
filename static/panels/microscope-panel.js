import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { neighbourOf, pinCell, steerPinned } from "../figure/pinned-cell.js";
import { dialog } from "../microscope/dialog.js";
import { drawExplanation } from "../microscope/explanation.js";
import { isShortcut } from "../ui/keys.js";
import { gridStyle } from "../microscope/value-grid.js";
import { microscopeStyle } from "../microscope/style.js";
import { compactStyle } from "../microscope/compact-style.js";
import { phaseStyle } from "../microscope/phase-style.js";
import { popoverStyle } from "../microscope/popover-style.js";
import { PopoverPosition } from "../microscope/popover-position.js";
import { labelBoxes } from "../figure/label-boxes.js";
import { WAYS, neighbourButtons } from "../microscope/neighbour-buttons.js";
import { allPhases } from "../microscope/phases.js";
import { drawSeen } from "../microscope/seen-pixels.js";
import { Playback } from "../microscope/playback.js";
import { refText } from "../network/cell-ref.js";
import { MARKS } from "../state/network-sides.js";
import { FocusReturn } from "../ui/focus-return.js";
import { LastInput } from "../ui/last-input.js";
import { scrollPage } from "../ui/page-scroll.js";
import { isTyping } from "../ui/typing-focus.js";
import { layerName, volumeTitle } from "../i18n/labels.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Way } from "../microscope/neighbour-buttons.js" */
/** @import { Card, CellResponse } from "../types/api.js" */
/** @import { Pin, State } from "../types/state.js" */

/**
 * The computation of the pinned cell, in a popover beside it: its receptive field, every product, the
 * sum, and the effect of ReLU and pooling, played one after another, with buttons for steps towards
 * the input or the output.
 */
export class MicroscopePanel extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static properties = {
    ...Panel.properties,
    open: { state: true },
    whole: { state: true },
    pointed: { state: true },
  };

  static keys = /** @type {const} */ ([
    "explained",
    "blankCell",
    "pinnedCell",
    "model",
    "twin",
    "projector",
  ]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "microscope";

  static styles = [shared, gridStyle, microscopeStyle, popoverStyle, phaseStyle, compactStyle];

  constructor() {
    super();
    /** Whether lists are expanded. */
    this.open = false;
    /** Whether all steps are asked for at once. */
    this.whole = matchMedia("(prefers-reduced-motion: reduce)").matches;
    /** The square under the pointer. @type {import("../microscope/layer-step.js").StepContext["pointed"]} */
    this.pointed = null;
    this.playback = new Playback(() => this.requestUpdate());
    /** Whether somebody has stopped it by reading. */
    this.wasRead = false;
    /** The layer whose computation was played last, with its side; empty while closed. */
    this.played = "";
    /** @type {CellResponse|null} */
    this.loaded = null;
    this.input = new LastInput();
    this.focusReturn = new FocusReturn();
    this.position = new PopoverPosition(() => this.renderRoot, {
      anchor: (good) => {
        const pinned = this.context?.store.get("pinnedCell");
        return (pinned && this.context?.anchors?.find(pinned, good)) ?? null;
      },
      avoid: () => {
        const pinned = this.context?.store.get("pinnedCell");
        const figure = pinned && this.context?.figures?.get(pinned.side);
        return figure ? labelBoxes(figure) : [];
      },
      projected: () => {
        const { projector, pinnedCell } = this.context?.store.state ?? {};
        return projector && pinnedCell ? pinnedCell.side : null;
      },
    });
    /** @type {(() => void)[]} */
    this.stops = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.input.listen();
    this.position.listen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.input.stop();
    this.position.stop();
    for (const stop of this.stops) stop();
    this.stops = [];
    this.playback.pause();
  }

  /** @param {Context} context */
  draw({ store }) {
    const pinned = store.get("pinnedCell");
    const card = pinned && store.get(pinned.side);
    if (!pinned || !card) return nothing;
    const explained = store.get("explained");
    const response = explained?.pin.side === pinned.side ? explained.response : null;
    const layer = card.layers.find(({ name }) => name === pinned.layer);
    const title = layer?.role ? volumeTitle(layer) : layer ? layerName(layer) : pinned.layer;
    const name = refText(layer, pinned);
    return dialog({
      title,
      source: layer?.source ?? null,
      name,
      mark: store.get("twin") ? MARKS[pinned.side] : null,
      tall: layer?.role !== "input",
      response,
      current: card.id === response?.model,
      problem: explained?.problem,
      player: this.player,
      explanation: (known) => this.describe(card, pinned, known),
      read: () => this.read(),
      key: (event) => this.steer(event),
      close: () => store.set("pinnedCell", null),
    });
  }

  /**
   * @param {Card} card
   * @param {Pin} pin
   * @param {CellResponse} response
   */
  describe(card, pin, response) {
    if (response !== this.loaded) {
      this.loaded = response;
      this.playback.load(allPhases(response));
    }
    const blank = this.requiredContext.store.get("blankCell")?.response ?? null;
    return html`
      ${drawExplanation(response, blank, this.player, {
        card,
        open: this.open,
        pointed: this.pointed,
        toggle: () => {
          this.open = !this.open;
        },
        point: (pointed) => {
          this.pointed = pointed;
        },
        go: (neighbour) => this.go({ side: pin.side, layer: neighbour.layer, ...neighbour.place }),
      })}
      ${neighbourButtons(card, response, (way) => this.step(way))}
    `;
  }

  /** @returns {import("../microscope/stepper.js").Player} */
  get player() {
    const { playback, allAtOnce } = this;
    return {
      playback,
      whole: allAtOnce,
      setWhole: (now) => {
        this.whole = now;
      },
    };
  }

  /** Whether all steps are shown, for which a projected microscope is too small. */
  get allAtOnce() {
    return this.whole && !this.context?.store.get("projector");
  }

  /** @param {Way} way */
  step(way) {
    const to = neighbourOf(this.requiredContext.store, way);
    if (to) this.go(to);
  }

  /** @param {Pin} pin */
  go(pin) {
    this.pointed = null;
    pinCell(this.requiredContext.store, pin);
  }

  /** @param {Context} context */
  escape({ store }) {
    if (store.get("pinnedCell") === null) return false;
    store.set("pinnedCell", null);
    return true;
  }

  /** @param {KeyboardEvent} event */
  keyAnywhere(event) {
    if (!this.context || isTyping(event)) return;
    for (const way of WAYS) {
      if (isShortcut(way, event)) this.step(way);
    }
  }

  /**
   * While the popover itself has the focus, the figure's keys move the pinned cell.
   *
   * @param {KeyboardEvent} event
   */
  steer(event) {
    this.read();
    if (event.composedPath()[0] !== event.currentTarget) return;
    if (!steerPinned(event, this.requiredContext.store)) return;
    this.pointed = null;
    event.preventDefault();
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (!this.context) return;
    const { store, anchors } = this.context;
    this.toggleAttribute("projected", Boolean(store.get("projector")));
    if (changed.has("context") || this.stops.length === 0) {
      for (const stop of this.stops) stop();
      this.stops = [
        // Only the pictures follow every frame; the numbers come with the explanation.
        store.on(["frame", "twinFrame"], () => drawSeen(this.renderRoot, store)),
        store.on(["lab", "tour", "hidden"], this.position.arrangeSoon),
        anchors?.onMove(this.position.arrangeSoon) ?? (() => {}),
      ];
    }
    this.track(store.get("pinnedCell"), store.get("explained"));
    drawSeen(this.renderRoot, store);
  }

  /**
   * Opens, closes and plays with the pinned cell.
   *
   * @param {Pin|null} pinned
   * @param {State["explained"]} explained
   */
  track(pinned, explained) {
    const { box } = this.position;
    if (!pinned || !box) {
      if (this.played) this.shut();
      return;
    }
    if (!this.played) {
      this.played = "open";
      this.focusReturn.keep();
      const { kind } = this.input;
      if (kind === "key") box.focus({ preventScroll: true });
      this.position.open();
      if (kind !== null) this.position.reveal();
    }
    this.position.arrangeSoon();
    if (!explained?.response || !dequal(explained.pin, pinned)) return;
    const layer = `${pinned.side} ${pinned.layer}`;
    if (this.played === layer) return;
    const opened = this.played === "open";
    this.played = layer;
    // The explanation makes the popover taller: no picture of it over its cell.
    this.position.arrange();
    // By itself it plays once: in a microscope just opened, while nobody is in it. A sheet fills the
    // reader's screen.
    if (!this.whole) this.playback.unfold(opened && !this.wasRead && !this.position.isSheet);
    else if (!this.allAtOnce) this.playback.go(0);
  }

  /**
   * Shows more of a long text, or the step after or before; closes beyond the last and the first.
   *
   * @param {1|-1} by
   */
  turnPage(by) {
    const { playback, allAtOnce, requiredContext } = this;
    const to = playback.at + by;
    const body = this.renderRoot.querySelector(".body");
    if (body && scrollPage(body, by)) return;
    if (allAtOnce || !(to in playback.phases)) requiredContext.store.set("pinnedCell", null);
    // Where motion is reduced, steps are shown as they end.
    else if (by > 0 && !this.whole) playback.next();
    else playback.go(to);
  }

  /** Somebody reads: nothing moves on by itself, now and in the cells to come. */
  read() {
    if (this.playback.interrupt()) this.wasRead = true;
  }

  shut() {
    this.played = "";
    this.loaded = null;
    this.position.close();
    this.playback.pause();
    this.focusReturn.restore(this);
    // No finger and no mouse that closed it is over the cell still.
    const { store } = this.requiredContext;
    const selection = store.get("selection");
    if (this.input.kind === "pointer" && selection.cell)
      store.set("selection", { ...selection, cell: null });
  }
}

customElements.define("microscope-panel", MicroscopePanel);
