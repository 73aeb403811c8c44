import { errorText } from "../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { enumerated } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { dequal } from "dequal/lite";
import { along } from "../figure/cell-cursor.js";
import { steer } from "../figure/key-handler.js";
import { crop, fieldText } from "../microscope/receptive-field-crop.js";
import { flow } from "../microscope/step-order.js";
import { SHORTCUTS, arrow, isShortcut } from "../ui/keys.js";
import { exact, gridStyle, short } from "../microscope/value-grid.js";
import { drawStep } from "../microscope/layer-step.js";
import { microscopeStyle } from "../microscope/style.js";
import { popoverStyle } from "../microscope/popover-style.js";
import { place } from "../microscope/placement.js";
import { inWords } from "../microscope/in-words.js";
import { pictureOf } from "../figure/cell-anchor.js";
import { drawLeader, focused, inset, meets, rectOf, sizesOf } from "../microscope/popover.js";
import { phasesOf } from "../microscope/phases.js";
import { paintSlice } from "../microscope/kernel-slide.js";
import { Playback } from "../microscope/playback.js";
import { neighbourText, refText, stepFrom } from "../network/cell-ref.js";
import { KEYS, MARKS } from "../state/network-sides.js";
import { textScale } from "../ui/text-scale.js";
import { isTyping } from "../ui/typing-focus.js";
import { volumeTitle } from "../i18n/labels.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, CellResponse } from "../types/api.js" */
/** @import { PhaseName } from "../microscope/phases.js" */
/** @import { PopoverSide } from "../microscope/placement.js" */
/** @import { Pin, State } from "../types/state.js" */

/** @typedef {"source"|"user"} Way */

/** @type {Record<Way, { title: () => string, key: string, none: () => string }>} */
const WAYS = {
  source: {
    title: () => msg("‹ Back"),
    key: SHORTCUTS.source.keys[0] ?? "",
    none: () => msg("nothing that it sees adds to it"),
  },
  user: {
    title: () => msg("On ›"),
    key: SHORTCUTS.user.keys[0] ?? "",
    none: () => msg("no small change of it changes anything further on"),
  },
};

/** Where the microscope is a sheet at the bottom. */
const SHEET = "(max-width: 720px)";
/** Widths of the popover, best first, rem. */
const WIDTHS = [24, 20, 14];
/** Labels of a figure that the popover should not cover. */
const LABELS = ".answer, .output, .heading, .filter.lit, .tip, .reset";
/** Space that the sheet leaves below a cell, px. */
const REVEAL = 24;
const INPUTS = /** @type {const} */ (["keydown", "pointerdown"]);
const MOVES = /** @type {const} */ (["scroll", "resize"]);

/** @type {Record<PhaseName, () => string>} */
const PHASES = {
  window: () => msg("Kernel"),
  products: () => msg("Products"),
  sum: () => msg("+ bias"),
  relu: () => msg("ReLU"),
  pool: () => msg("Pooling"),
};

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

  static keys = /** @type {const} */ (["explained", "pinnedCell", "model", "twin"]);

  /** @type {import("../ui/escape-stack.js").EscapeLayer} */
  static escapeLayer = "microscope";

  static styles = [shared, gridStyle, microscopeStyle, popoverStyle];

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
    /** @type {PopoverSide|null} */
    this.at = null;
    /** Whether the last input was a key; null before any. @type {boolean|null} */
    this.byKeys = null;
    /** The element that had the focus before. @type {Element|null} */
    this.returnTo = null;
    /** @type {(() => void)[]} */
    this.stops = [];
    this.pending = 0;
    this.arrangeSoon = () => {
      if (!this.context?.store.get("pinnedCell")) return;
      this.pending ||= requestAnimationFrame(() => {
        this.pending = 0;
        this.arrange();
      });
    };
    this.noteInput = (/** @type {Event} */ event) => {
      this.byKeys = event.type === "keydown";
    };
    this.sizes = new ResizeObserver(this.arrangeSoon);
  }

  connectedCallback() {
    super.connectedCallback();
    for (const type of INPUTS) addEventListener(type, this.noteInput, { capture: true });
    for (const type of MOVES) addEventListener(type, this.arrangeSoon, { capture: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const type of INPUTS) removeEventListener(type, this.noteInput, { capture: true });
    for (const type of MOVES) removeEventListener(type, this.arrangeSoon, { capture: true });
    for (const stop of this.stops) stop();
    this.stops = [];
    this.sizes.disconnect();
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
      <svg class="leader" aria-hidden="true">
        <line class="under" />
        <line />
        <circle class="under" />
        <circle />
      </svg>
      <div
        class=${layer?.role === "input" ? "box" : "box tall"}
        role="dialog"
        tabindex="-1"
        aria-label=${msg(str`Microscope: ${enumerated([title, name])}`)}
        @keydown=${this.steer}
      >
        <div class="what">
          <canvas class="seen" role="img" aria-label=${msg("The pixels that it sees")}></canvas>
          <div>
            <span class="quiet"
              >${store.get("twin") ? html`<span class="mark">${MARKS[pinned.side]}</span> ` : nothing}${title}</span
            >
            <br /><strong data-cell>${name}</strong>
            ${response ? html` = <span class="value">${exact(response.value, "value")}</span>` : nothing}
            <p class="quiet">
              ${
                response &&
                (response.field
                  ? msg(str`sees ${fieldText(response.field)}`)
                  : msg("sees the whole picture"))
              }
            </p>
          </div>
          ${response && card.id === response.model && response.steps.length ? this.controls() : nothing}
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
              : html`<p class="quiet body">…</p>`
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
    return html`
      ${steps.length ? this.stepper() : nothing}
      <div class="body">
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
      <div class="ways" role="group" aria-label=${msg("Step from layer to layer")}>
        ${this.way(card, response, "source")} ${this.way(card, response, "user")}
      </div>
    `;
  }

  /** The buttons that play the steps, and show all at once. */
  controls() {
    const { playback, whole } = this;
    const { playing } = playback;
    return html`
      <button
        class="play"
        aria-label=${playing ? msg("Pause") : msg("Play the steps")}
        title=${playing ? msg("Pause") : msg("Play the steps")}
        @click=${() => {
          this.whole = false;
          if (playing) playback.pause();
          else playback.play();
        }}
      >
        ${playing ? "❚❚" : "▶"}
      </button>
      <button
        class="whole"
        aria-pressed=${whole}
        aria-label=${msg("All steps at once")}
        title=${msg("All steps at once")}
        @click=${() => {
          playback.pause();
          this.whole = !whole;
        }}
      >
        ☰
      </button>
    `;
  }

  /** The phases as buttons, with their results. */
  stepper() {
    const { playback, whole } = this;
    const { phases, at, done } = playback;
    return html`
      <div
        class="stepper"
        role="group"
        aria-label=${msg("How its value is computed, step by step")}
      >
        <ol>
          ${phases.map(
            ({ name, result }, i) =>
              html`<li>
                <button
                  class=${whole || i < done ? "reached" : ""}
                  data-phase=${name}
                  aria-current=${!whole && i === at ? "step" : nothing}
                  @click=${() => {
                    this.whole = false;
                    playback.go(i);
                  }}
                >
                  ${PHASES[name]()}
                  <span class="number">${result === null ? nothing : short(result)}</span>
                </button>
              </li>`,
          )}
        </ol>
      </div>
    `;
  }

  /**
   * @param {Card} card
   * @param {CellResponse} response
   * @param {Way} way
   */
  way(card, response, way) {
    const { title, key, none } = WAYS[way];
    const neighbour = response[way];
    const end =
      way === "source" ? response.layer === "input" : card.layers.at(-1)?.name === response.layer;
    const text = neighbour ? neighbourText(card, neighbour) : end ? msg("this is the end") : none();
    return html`
      <button
        data-way=${way}
        title=${msg(str`Key ${key}`)}
        ?disabled=${!neighbour}
        @click=${() => this.step(way)}
      >
        ${title()}<small class="quiet">${text}</small>
      </button>
    `;
  }

  /** @param {Way} way */
  step(way) {
    const explained = this.requiredContext.store.get("explained");
    const to = explained?.response && stepFrom(explained.pin.side, explained.response, way);
    if (to) this.go(to);
  }

  /**
   * Pins another cell; the figure marks it if it belongs to a volume.
   *
   * @param {Pin} pin
   */
  go(pin) {
    const { store } = this.requiredContext;
    this.pointed = null;
    store.set("pinnedCell", pin);
    const cell = "unit" in pin ? null : pin;
    store.set("selection", { ...store.get("selection"), cell });
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
    for (const way of /** @type {const} */ (["source", "user"])) {
      if (isShortcut(way, event)) this.step(way);
    }
  }

  /**
   * Moves the pinned cell by the figure's keys while the popover itself has the focus.
   *
   * @param {KeyboardEvent} event
   */
  steer(event) {
    const { store } = this.requiredContext;
    const pinned = store.get("pinnedCell");
    const card = pinned && store.get(pinned.side);
    if (event.composedPath()[0] !== event.currentTarget || !card || "unit" in pinned) return;
    const shifted = arrow("sliceCell", event);
    store.set("selection", { ...store.get("selection"), cell: pinned });
    if (shifted) this.go(along(card, pinned, shifted));
    else if (steer(event, store, pinned.side, null)) {
      const { cell } = store.get("selection");
      if (cell) this.go(cell);
    } else return;
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
        store.on(["frame", "twinFrame"], () => this.drawSeen()),
        store.on(["lab", "tour", "hidden"], this.arrangeSoon),
        anchors?.onMove(this.arrangeSoon) ?? (() => {}),
      ];
    }
    this.track(store.get("pinnedCell"), store.get("explained"));
    this.drawSeen();
  }

  /**
   * Opens, closes and plays with the pinned cell.
   *
   * @param {Pin|null} pinned
   * @param {State["explained"]} explained
   */
  track(pinned, explained) {
    const box = this.renderRoot.querySelector(".box");
    if (!pinned || !(box instanceof HTMLElement)) {
      if (this.played) this.shut();
      return;
    }
    if (!this.played) {
      this.played = "open";
      this.returnTo = focused();
      this.sizes.observe(box);
      if (this.byKeys) box.focus({ preventScroll: true });
      this.arrange();
      if (this.byKeys !== null) this.reveal(box);
    }
    this.arrangeSoon();
    if (!explained?.response || !dequal(explained.pin, pinned)) return;
    const layer = `${pinned.side} ${pinned.layer}`;
    if (this.played === layer) return;
    this.played = layer;
    // The explanation makes the popover taller: no picture of it over its cell.
    this.arrange();
    if (!this.whole) this.playback.replay();
  }

  shut() {
    this.played = "";
    this.at = null;
    this.loaded = null;
    this.sizes.disconnect();
    this.playback.pause();
    const lost = focused() === null || document.activeElement?.localName === this.localName;
    const { returnTo } = this;
    this.returnTo = null;
    if (lost && returnTo instanceof HTMLElement && returnTo.isConnected) {
      returnTo.focus({ preventScroll: true });
    }
  }

  /** Puts the popover beside the cell, with the leader line between them. */
  arrange() {
    const pinned = this.context?.store.get("pinnedCell");
    const box = this.renderRoot.querySelector(".box");
    if (!pinned || !(box instanceof HTMLElement)) return;
    const covered = !this.requiredContext.store.get("projector");
    const top = (covered && rectOf("header")?.height) || 0;
    const view = { left: 0, top, width: innerWidth, height: innerHeight - top };
    const anchor = this.requiredContext.anchors?.find(pinned, (rect) => meets(rect, view)) ?? null;
    if (matchMedia(SHEET).matches) {
      this.at = null;
      for (const name of ["left", "top", "width"]) box.style.removeProperty(name);
    } else {
      const figure = rectOf("#figure");
      const areas = [figure, view].filter((area) => area !== null).map((area) => inset(area, view));
      const panels = ["tour-panel:not([hidden])", "scene-panel"]
        .map(rectOf)
        .filter((rect) => rect !== null);
      const avoid = [...panels, ...this.labelBoxes(pinned.side)];
      const rem = 16 * textScale();
      const sizes = sizesOf(
        box,
        WIDTHS.map((width) => Math.min(width * rem, view.width - 2 * rem)),
      );
      const { left, top: y, width, side } = place({ anchor, sizes, areas, avoid, was: this.at });
      this.at = side;
      box.style.width = `${width}px`;
      box.style.left = `${Math.round(left)}px`;
      box.style.top = `${Math.round(y)}px`;
    }
    box.dataset.side = this.at ?? "sheet";
    drawLeader(this.renderRoot, box.getBoundingClientRect(), anchor);
  }

  /**
   * Boxes of a figure's labels and of its picture, which the popover should not cover.
   *
   * @param {Pin["side"]} side
   */
  labelBoxes(side) {
    const figure = this.requiredContext.figures?.get(side);
    if (!figure) return [];
    const labels = [...figure.box.querySelectorAll(LABELS)];
    return [...labels.map((label) => label.getBoundingClientRect()), ...pictureOf(figure.stage)];
  }

  /**
   * Scrolls the page if the sheet covers the cell.
   *
   * @param {HTMLElement} box
   */
  reveal(box) {
    const pinned = this.context?.store.get("pinnedCell");
    if (!pinned || !matchMedia(SHEET).matches) return;
    const anchor = this.requiredContext.anchors?.find(pinned, () => true);
    const end = box.getBoundingClientRect().top - REVEAL;
    const below = anchor ? anchor.top + anchor.height - end : 0;
    if (below > 0) scrollBy({ top: below });
  }

  /** Draws the newest frame's pixels in the cell's receptive field, and the slice under the kernel. */
  drawSeen() {
    const canvas = this.renderRoot.querySelector("canvas");
    const { store } = this.requiredContext;
    const explained = store.get("explained");
    if (!canvas || !explained?.response) return;
    const { side } = explained.pin;
    const [card, frame] = [store.get(side), store.get(KEYS[side].frame)];
    const bytes = frame?.volumes.get("input")?.bytes;
    if (!card || !bytes || frame?.model !== card.id) return;
    const { width, height, pixels } = crop(card, explained.response.field, bytes);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
    const map = this.renderRoot.querySelector("[data-map]");
    if (!(map instanceof HTMLCanvasElement)) return;
    const input = card.layers.find(({ name }) => name === map.dataset.layer);
    const values = frame.volumes.get(map.dataset.layer ?? "")?.bytes;
    if (input && values) paintSlice(map, input, Number(map.dataset.map), values);
  }
}

customElements.define("microscope-panel", MicroscopePanel);
