import { css, html } from "lit";
import { GAMMA, ROLE_COLOURS } from "../colour.js";
import { PRESETS } from "../figure/camera.js";
import { Stage } from "../figure/stage.js";
import { cellCentre } from "../layout.js";
import { numberText, shapeText, sliceName, stepsText, volumeTitle } from "../words.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { Scale, View } from "../types.js" */

/** Sheets' names are tilted, degrees, and keep this distance from line to line, px. */
const NAME_TILT = -66;
const NAME_ROOM = 13;
/** Sheets closer than this lie behind one another, and their names would say nothing, px. */
const STACKED = 5;
/** The width of a letter in headings, px: near enough to keep them apart. */
const LETTER = 6.4;

/** @type {Record<Scale, string>} */
const SCALES = {
  fixed: "fixed for the layer",
  layer: "this scene's largest in the layer",
  slice: "this scene's largest in each slice",
};

/** The 3D figure: volumes, head and outputs, with their labels, legend and controls. */
export class FigurePanel extends Panel {
  static keys = /** @type {const} */ (["model", "view"]);

  static styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        color: var(--stage-text);
        background: var(--stage);
      }
      .stage {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: hidden;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        touch-action: none;
        cursor: grab;
      }
      .labels {
        position: absolute;
        inset: 0;
        pointer-events: none;
        font-size: var(--small);
        line-height: 1.35;
      }
      .labels > * {
        position: absolute;
        left: 0;
        top: 0;
        white-space: nowrap;
      }
      .title {
        font-size: var(--body);
        font-weight: 600;
      }
      .steps {
        color: var(--stage-quiet);
      }
      [data-small] .heading .steps {
        display: none;
      }
      [data-small] .title {
        font-size: var(--small);
      }
      [data-small] .long {
        display: none;
      }
      .tip {
        padding: 2px var(--gap-2);
        border-radius: var(--gap-1);
        background: var(--stage-raised);
        border: 1px solid var(--stage-line);
      }
      .lit {
        font-weight: 600;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-4);
        padding: var(--gap-2) var(--gap-4);
        border-top: 1px solid var(--stage-line);
        font-size: var(--small);
        color: var(--stage-quiet);
      }
      .bar label,
      .group {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
      }
      button,
      select {
        background: var(--stage-raised);
        color: var(--stage-text);
        border-color: var(--stage-line);
        font-size: var(--small);
      }
      :focus-visible {
        outline-color: #fff;
      }
      input[type="range"] {
        width: 7rem;
        accent-color: #e8ecf5;
      }
      .ramp {
        width: 4.5rem;
        height: 0.6rem;
        border-radius: 2px;
        border: 1px solid var(--stage-line);
      }
      .note {
        margin: var(--gap-4);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Stage|null} */
    this.stage = null;
    this.broken = false;
    /** @type {import("../types.js").Card|null} */
    this.shown = null;
    /** The spread that is drawn. @type {number|null} */
    this.spread = null;
    /** @type {(() => void)[]} */
    this.stops = [];
    this.observer = new ResizeObserver(() => this.resize());
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
    this.observer.disconnect();
    for (const stop of this.stops) stop();
    this.stage?.dispose();
    this.stage = null;
    this.shown = null;
  }

  /** @param {Context} context */
  draw({ store }) {
    const { spread, scale } = store.get("view");
    return html`
      <div class="stage">
        ${
          this.broken
            ? html`<p class="note">
                This browser has no WebGL 2, which the 3D figure needs. Counts and scores on the
                right are live all the same.
              </p>`
            : html`<canvas
                role="img"
                aria-label="The network's volumes in 3D; counts and scores are listed beside it"
                @pointermove=${this.hover}
                @pointerdown=${this.hover}
                @pointerleave=${this.leave}
              ></canvas>`
        }
        <div class="labels" aria-hidden="true"></div>
      </div>
      <div class="bar">
        <div class="group" role="group" aria-label="Camera">
          ${Object.entries(PRESETS).map(
            ([name, { title, key }]) => html`
              <button title="Key ${key.toUpperCase()}" @click=${() => this.stage?.look(name)}>
                ${title}
              </button>
            `,
          )}
        </div>
        <label>
          Spread
          <input
            type="range"
            min="0"
            max="1"
            step="0.01"
            .value=${String(spread)}
            @input=${(/** @type {Event} */ event) => {
              const { valueAsNumber } = /** @type {HTMLInputElement} */ (event.currentTarget);
              this.setView({ spread: valueAsNumber });
            }}
          />
        </label>
        <label>
          Full colour is
          <select
            @change=${(/** @type {Event} */ event) => {
              const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
              this.setView({ scale: /** @type {Scale} */ (value) });
            }}
          >
            ${Object.entries(SCALES).map(
              ([value, text]) =>
                html`<option value=${value} ?selected=${value === scale}>${text}</option>`,
            )}
          </select>
        </label>
        ${this.legend()}
      </div>
    `;
  }

  /** One ramp for each volume, from zero to the card's fixed range. */
  legend() {
    const { store } = this.given;
    const { scale } = store.get("view");
    return store
      .get("model")
      .layers.filter(({ role, shape }) => role !== null && shape.length === 3)
      .map((layer) => {
        const colour = layer.role ? ROLE_COLOURS[layer.role] : "#fff";
        const stops = Array.from({ length: 9 }, (_, i) => {
          const share = Math.round((i / 8) ** GAMMA * 100);
          return `color-mix(in srgb, ${colour} ${share}%, #0b0e14)`;
        });
        return html`
          <div class="group number" title=${`${volumeTitle(layer)}: brightness of an activation`}>
            ${layer.range[0]}
            <span class="ramp" style="background: linear-gradient(to right, ${stops})"></span>
            ${scale === "fixed" ? numberText(Number(layer.range[1].toPrecision(3))) : "largest"}
          </div>
        `;
      });
  }

  updated() {
    if (!this.context || this.broken) return;
    const { store } = this.context;
    if (!this.stage) this.open();
    const stage = this.stage;
    if (!stage) return;
    const card = store.get("model");
    const { spread } = store.get("view");
    if (this.shown !== card) {
      this.shown = card;
      stage.setCard(card, spread);
    } else if (this.spread !== spread) {
      stage.setSpread(spread);
    }
    this.spread = spread;
    this.showFrame();
  }

  /** Makes the stage; a browser without WebGL 2 gets a note instead. */
  open() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector("canvas"));
    try {
      this.stage = new Stage(canvas, () => this.drawLabels());
    } catch {
      this.broken = true;
      this.requestUpdate();
      return;
    }
    const { store } = this.given;
    this.stops = [
      store.on(["frame"], () => this.showFrame()),
      store.on(["selection"], () => this.showSelection()),
      store.on(["reading"], () => this.stage?.invalidate()),
    ];
    this.observer.observe(/** @type {Element} */ (canvas.parentElement));
    this.resize();
  }

  resize() {
    const box = this.renderRoot.querySelector(".stage")?.getBoundingClientRect();
    if (box && box.width > 0) this.stage?.resize(box.width, box.height);
  }

  showFrame() {
    const { store } = this.given;
    const frame = store.get("frame");
    if (frame && frame.model === this.shown?.id)
      this.stage?.setFrame(frame, store.get("view").scale);
  }

  showSelection() {
    const { cell, slice } = this.given.store.get("selection");
    this.stage?.mark(cell, slice);
  }

  /** @param {Partial<View>} change */
  setView(change) {
    const { store } = this.given;
    store.set("view", { ...store.get("view"), ...change });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const typing = event.composedPath().some((node) => node instanceof HTMLInputElement);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const preset = Object.entries(PRESETS).find(([, { key }]) => key === event.key.toLowerCase());
    if (preset) this.stage?.look(preset[0]);
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const turning = event.type === "pointermove" && event.buttons !== 0;
    if (!this.stage || turning) return;
    const { store } = this.given;
    const was = store.get("selection");
    const cell = this.stage.pick(event.offsetX, event.offsetY);
    if (JSON.stringify(cell) !== JSON.stringify(was.cell)) store.set("selection", { ...was, cell });
  }

  leave() {
    const { store } = this.given;
    store.set("selection", { ...store.get("selection"), cell: null });
  }

  /** Labels are text above the canvas, so that they stay sharp and can be read out of the page. */
  drawLabels() {
    const box = this.renderRoot.querySelector(".labels");
    const stage = this.stage;
    if (!(box instanceof HTMLElement) || !stage) return;
    box.replaceChildren(...titles(stage), ...names(stage), ...outputs(stage), ...this.tip(stage));
    settle(box, stage.small);
    const { frame, renders } = stage;
    this.dataset.seq = String(frame?.seq ?? 0);
    this.dataset.renders = String(renders);
  }

  /** @param {Stage} stage */
  tip(stage) {
    const reading = this.given.store.get("reading");
    const box = stage.layout.volumes.find(({ layer }) => layer.name === reading?.cell.layer);
    if (!reading || !box) return [];
    const { channel, row, col } = reading.cell;
    const at = stage.project(cellCentre(box, channel, row, col));
    const value = reading.value === null ? "…" : numberText(reading.value);
    const text = `${sliceName(box.layer, channel)} (${row}, ${col}) = ${value}`;
    return [label("tip", at.x + 12, at.y - 30, text)];
  }
}

/**
 * @param {string} className
 * @param {number} x
 * @param {number} y
 * @param {string} text
 */
function label(className, x, y, text) {
  const element = document.createElement("div");
  element.className = className;
  element.textContent = text;
  element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  return element;
}

/**
 * Each volume's name, making and shape, below it and below whatever reaches over that place.
 *
 * @param {Stage} stage
 */
function titles(stage) {
  const layers = stage.card?.layers ?? [];
  const volumes = stage.layout.volumes.map(({ layer, x, gap, height, width }) => {
    const end = x + gap * ((layer.shape[0] ?? 1) - 1);
    const floor = /** @type {const} */ ([
      [x, -width / 2],
      [x, width / 2],
      [end, width / 2],
      [end, -width / 2],
    ]);
    return {
      layer,
      floor: floor.map(([along, across]) => stage.project([along, -height / 2, across])),
    };
  });
  const columns = stage.layout.columns
    .filter(({ layer }) => layer.role !== "output")
    .map(({ layer, x, places }) => {
      const low = Math.min(...places.map(({ y }) => y)) - 3;
      return { layer, floor: [stage.project([x, low, 0])] };
    });
  const parts = [...volumes, ...columns];
  return parts.map(({ layer, floor }) => {
    const lines = [
      volumeTitle(layer),
      shapeText(layer),
      layer.role === "input" ? "the picture itself" : stepsText(layers, layer),
    ];
    const wide = Math.max(...lines.map((line) => line.length)) * LETTER;
    const xs = floor.map(({ x }) => x);
    const left = (Math.min(...xs) + Math.max(...xs) - wide) / 2;
    const below = Math.max(
      ...floor.map(({ y }) => (floor.length === 1 ? y : -Infinity)),
      ...parts.map((part) => lowest(part.floor, left, left + wide)),
    );
    const element = label("heading", left, below + 10, "");
    element.dataset.heading = layer.name;
    lines.forEach((line, i) => {
      const part = document.createElement("div");
      part.className = ["title", "number", "steps"][i] ?? "";
      // "Green volume" is "Green" where there is little room.
      const [short = "", ...rest] = i === 0 ? line.split(" ") : [line];
      part.textContent = short;
      if (rest.length) {
        const long = document.createElement("span");
        long.className = "long";
        long.textContent = ` ${rest.join(" ")}`;
        part.append(long);
      }
      if (i === 0 && layer.role) part.style.color = ROLE_COLOURS[layer.role];
      element.append(part);
    });
    return element;
  });
}

/**
 * The lowest point on the screen of a polygon's outline between two verticals, px.
 *
 * @param {{ x: number, y: number }[]} corners
 * @param {number} left
 * @param {number} right
 */
function lowest(corners, left, right) {
  let low = -Infinity;
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] ?? a;
    if (a.x >= left && a.x <= right) low = Math.max(low, a.y);
    for (const x of [left, right]) {
      const share = (x - a.x) / (b.x - a.x);
      if (share > 0 && share < 1) low = Math.max(low, a.y + share * (b.y - a.y));
    }
  });
  return low;
}

/**
 * The sheets' own names, above them, where there is room.
 *
 * @param {Stage} stage
 */
function names(stage) {
  return stage.layout.volumes.flatMap((box) => {
    const [channels = 1] = box.layer.shape;
    const active = stage.frame?.volumes.get(box.layer.name)?.active;
    const sheets = Array.from({ length: channels }, (_, slice) => ({
      slice,
      lit: (active?.[slice] ?? 0) > 0,
      at: stage.project([box.x + box.gap * slice, box.height / 2, -box.width / 2]),
    }));
    const [first, second] = sheets;
    if (first && second && Math.abs(first.at.x - second.at.x) < STACKED) return [];
    // Names that would run into one another are left out; those of active slices come first.
    const order = [...sheets.filter(({ lit }) => lit), ...sheets.filter(({ lit }) => !lit)];
    /** @type {typeof sheets} */
    const shown = [];
    for (const sheet of order) {
      if (shown.every((other) => apart(sheet.at, other.at) >= NAME_ROOM)) shown.push(sheet);
    }
    return shown.map(({ slice, lit, at }) => {
      const name = box.layer.slices[slice] ?? String(slice);
      const element = label(lit ? "lit" : "steps", at.x, at.y, name);
      element.style.transform += ` rotate(${NAME_TILT}deg) translate(4px, -50%)`;
      element.style.transformOrigin = "0 0";
      return element;
    });
  });
}

/**
 * How far apart two tilted lines of text run that begin at two points, px.
 *
 * @param {{ x: number, y: number }} a
 * @param {{ x: number, y: number }} b
 */
function apart(a, b) {
  const tilt = (NAME_TILT * Math.PI) / 180;
  return Math.abs((a.x - b.x) * Math.sin(tilt) - (a.y - b.y) * Math.cos(tilt));
}

/**
 * The outputs' names and scores, beside their units.
 *
 * @param {Stage} stage
 */
function outputs(stage) {
  const column = stage.layout.columns.find(({ layer }) => layer.role === "output");
  if (!column) return [];
  const scores = stage.frame?.scores;
  const best = scores ? Math.max(...scores) : Number.NaN;
  const units = column.places.map((place, unit) => ({ ...place, unit, score: scores?.[unit] }));
  // A small stage has room for the strongest alone.
  return (stage.small ? units.filter(({ score }) => score === best) : units).map((place) => {
    const { y, z, unit, score } = place;
    const at = stage.project([column.x, y, z]);
    const name = column.layer.slices[unit] ?? stage.card?.outputs[unit] ?? "";
    const text = score === undefined || stage.small ? name : `${name} ${score.toFixed(2)}`;
    const element = label(score === best ? "lit" : "steps", at.x + 12, at.y - 9, text);
    element.dataset.unit = name;
    return element;
  });
}

/**
 * Moves headings that would overlap below those to their left, and all into the stage; on a small
 * stage sets them one after the other instead.
 *
 * @param {HTMLElement} box
 * @param {boolean} small
 */
function settle(box, small) {
  const frame = box.getBoundingClientRect();
  box.toggleAttribute("data-small", small);
  const headings = [...box.querySelectorAll(".heading")].map((element) => ({
    element: /** @type {HTMLElement} */ (element),
    rect: element.getBoundingClientRect(),
  }));
  if (!small) headings.sort((a, b) => a.rect.left - b.rect.left);
  const wide = headings.reduce((sum, { rect }) => sum + rect.width, 0);
  const space = Math.max((frame.width - wide) / (headings.length + 1), 6);
  let next = space;
  /** @type {DOMRect[]} */
  const taken = [];
  for (const { element, rect } of headings) {
    let [x, y] = [rect.left - frame.left, rect.top - frame.top];
    if (small) {
      [x, y] = [next, frame.height - rect.height - 6];
      next += rect.width + space;
    }
    x = Math.max(8, Math.min(x, frame.width - rect.width - 8));
    for (const other of taken) {
      const aside = x >= other.right + 12 || x + rect.width + 12 <= other.left;
      if (!small && !aside && y < other.bottom && y + rect.height > other.top) y = other.bottom + 4;
    }
    y = Math.min(y, frame.height - rect.height - 4);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    taken.push(new DOMRect(x, y, rect.width, rect.height));
  }
}

customElements.define("figure-panel", FigurePanel);
