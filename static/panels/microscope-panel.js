import { errorText } from "../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { neighbourOf, pinCell, steerPinned } from "../figure/pinned-cell.js";
import { cellHeading } from "../microscope/cell-heading.js";
import { flow } from "../microscope/step-order.js";
import { isShortcut } from "../ui/keys.js";
import { exact, gridStyle } from "../microscope/value-grid.js";
import { drawStep } from "../microscope/layer-step.js";
import { microscopeStyle } from "../microscope/style.js";
import { compactStyle } from "../microscope/compact-style.js";
import { popoverStyle } from "../microscope/popover-style.js";
import { PopoverPosition } from "../microscope/popover-position.js";
import { foundInWords, inWords } from "../microscope/in-words.js";
import { leaderPicture } from "../microscope/leader-line.js";
import { labelBoxes } from "../figure/label-boxes.js";
import { WAYS, neighbourButtons } from "../microscope/neighbour-buttons.js";
import { phasesOf } from "../microscope/phases.js";
import { playerButtons, stepper } from "../microscope/stepper.js";
import { drawSeen } from "../microscope/seen-pixels.js";
import { Playback } from "../microscope/playback.js";
import { refText } from "../network/cell-ref.js";
import { MARKS } from "../state/network-sides.js";
import { FocusReturn } from "../ui/focus-return.js";
import { LastInput } from "../ui/last-input.js";
import { isTyping } from "../ui/typing-focus.js";
import { volumeTitle } from "../i18n/labels.js";
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

  static keys = /** @type {const} */ (["explained", "blankCell", "pinnedCell", "model", "twin"]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "microscope";

  static styles = [shared, gridStyle, microscopeStyle, popoverStyle, compactStyle];

  constructor() {
    super();
    /** Whether lists are expanded. */
    this.open = false;
    /** Whether all steps are shown at once. */
    this.whole = matchMedia("(prefers-reduced-motion: reduce)").matches;
    /** The square under the pointer. @type {import("../microscope/layer-step.js").StepContext["pointed"]} */
    this.pointed = null;
    this.playback = new Playback(() => this.requestUpdate());
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
      headed: () => !this.context?.store.get("projector"),
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
    const title = layer?.role ? volumeTitle(layer) : pinned.layer;
    const name = refText(layer, pinned);
    return html`
      ${leaderPicture}
      <div
        class=${layer?.role === "input" ? "box" : "box tall"}
        role="dialog"
        tabindex="-1"
        aria-label=${msg(str`Microscope: ${enumerated([title, name])}`)}
        @keydown=${this.steer}
      >
        <div class="what">
          ${cellHeading({ title, name, mark: store.get("twin") ? MARKS[pinned.side] : null, response })}
          ${response && card.id === response.model && response.steps.length ? playerButtons(this.player) : nothing}
          <button
            class="close"
            aria-label=${msg("Close the microscope")}
            title=${msg("Key Esc")}
            @click=${() => store.set("pinnedCell", null)}
          >
            ×
          </button>
        </div>
        ${
          explained?.problem
            ? html`<p class="bad body">
                ${msg(html`No explanation: ${errorText(explained.problem)}`)}
              </p>`
            : response && card.id === response.model
              ? this.describe(card, pinned, response)
              : html`<div class="body" aria-busy="true">
                  <div class="outline" aria-hidden="true"><i></i><i></i><i></i></div>
                </div>`
        }
        <p class="unseen" aria-live="polite">
          ${response ? html`${enumerated([title, name])}: ${exact(response.value, "value")}` : nothing}
        </p>
      </div>
    `;
  }

  /**
   * @param {Card} card
   * @param {Pin} pin
   * @param {CellResponse} response
   */
  describe(card, pin, response) {
    if (response !== this.loaded) {
      this.loaded = response;
      this.playback.load(phasesOf(response));
    }
    const steps = flow(response);
    const layer = card.layers.find(({ name }) => name === response.layer);
    const found = foundInWords(
      layer,
      response,
      this.requiredContext.store.get("blankCell")?.response ?? null,
    );
    return html`
      ${steps.length ? stepper(this.player) : nothing}
      <div class="body">
        ${found ? html`<p class="plainly found">${found}</p>` : nothing}
        ${steps.length ? html`<p class="plainly">${inWords(card, response)}</p>` : nothing}
        ${steps.map(({ step, path }) =>
          drawStep(step, path, {
            card,
            open: this.open,
            pointed: this.pointed,
            progress: (each) => (this.whole ? undefined : this.playback.progress(each)),
            toggle: () => {
              this.open = !this.open;
            },
            point: (pointed) => {
              this.pointed = pointed;
            },
            go: (neighbour) =>
              this.go({ side: pin.side, layer: neighbour.layer, ...neighbour.place }),
          }),
        )}
      </div>
      ${neighbourButtons(card, response, (way) => this.step(way))}
    `;
  }

  /** @returns {import("../microscope/stepper.js").Player} */
  get player() {
    const { playback, whole } = this;
    return {
      playback,
      whole,
      setWhole: (now) => {
        this.whole = now;
      },
    };
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
    if (event.composedPath()[0] !== event.currentTarget) return;
    if (!steerPinned(event, this.requiredContext.store)) return;
    this.pointed = null;
    event.preventDefault();
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (!this.context) return;
    const { store, anchors } = this.context;
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
    this.played = layer;
    // The explanation makes the popover taller: no picture of it over its cell.
    this.position.arrange();
    if (!this.whole) this.playback.replay();
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
