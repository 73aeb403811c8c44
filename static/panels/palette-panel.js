import { css, html } from "lit";
import { address } from "../api.js";
import { BODY, MAX_OBJECTS, add, freePlace } from "../scene.js";
import { Panel, shared } from "./panel.js";

/** @import { Context } from "./panel.js" */
/** @import { Drawing } from "../types.js" */

/** How far a press must travel to become a drag, px. */
const SLACK = 6;

/** The palette: press an object to place it, or drag it onto the canvas. */
export class PalettePanel extends Panel {
  static keys = /** @type {const} */ (["scene", "model"]);

  static styles = [
    shared,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: var(--gap-2);
      }
      .tile {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--gap-1);
        padding: var(--gap-1);
        font-size: var(--small);
        touch-action: none;
      }
      .pad {
        display: grid;
        place-items: center;
        width: 100%;
        height: 52px;
        background: #000;
        border-radius: calc(var(--radius) - 3px);
      }
      img {
        max-width: 100%;
        image-rendering: pixelated;
        pointer-events: none;
      }
      /* Handwriting says itself what it is; its name is for those who do not see it. */
      .small {
        grid-template-columns: repeat(10, minmax(0, 1fr));
        gap: 2px;
      }
      .small .tile {
        padding: 0;
        min-height: 2.25rem;
        background: #000;
      }
      .small .pad {
        height: 100%;
      }
      .small img {
        height: auto;
      }
      .small .name {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      .second {
        margin-top: var(--gap-3);
      }
      .row {
        display: flex;
        gap: var(--gap-2);
        margin-top: var(--gap-3);
      }
      .row button {
        flex: 1;
      }
    `,
  ];

  constructor() {
    super();
    /** How often each title was placed. @type {Map<string, number>} */
    this.turns = new Map();
  }

  /** @param {Context} context */
  draw({ store, palette }) {
    const { objects } = store.get("scene");
    const full = objects.length >= MAX_OBJECTS;
    const drawn = [...palette.values()].filter(({ kind }) => kind !== "digit");
    const digits = Map.groupBy(
      [...palette.values()].filter(({ kind }) => kind === "digit"),
      ({ title }) => title,
    );
    return html`
      <h2>Palette</h2>
      <div class="tiles">${drawn.map((drawing) => this.tile([drawing], 2, full))}</div>
      <h2 class="second">Handwriting</h2>
      <div class="tiles small">
        ${[...digits.values()].map((hands) => this.tile(hands, 1.2, full))}
      </div>
      <div class="row">
        <button @click=${() => this.replace([...BODY])}>Human body</button>
        <button ?disabled=${objects.length === 0} @click=${() => this.replace([])}>Clear</button>
      </div>
      ${full ? html`<p class="quiet">A scene holds ${MAX_OBJECTS} objects at most.</p>` : null}
    `;
  }

  /**
   * One object to place; of several hands, each press takes the next.
   *
   * @param {Drawing[]} hands
   * @param {number} scale  px of the page a px of the object
   * @param {boolean} full
   */
  tile(hands, scale, full) {
    const [first] = hands;
    if (!first) return null;
    const next = () => {
      const turn = this.turns.get(first.title) ?? 0;
      this.turns.set(first.title, turn + 1);
      return hands[turn % hands.length] ?? first;
    };
    return html`
      <button
        class="tile"
        title=${`Place a ${first.title.toLowerCase()}`}
        ?disabled=${full}
        @click=${() => this.place(next())}
        @pointerdown=${(/** @type {PointerEvent} */ event) => this.press(event, next)}
      >
        <span class="pad">
          <img
            src=${address(first.image)}
            alt=""
            width=${first.width * scale}
            height=${first.height * scale}
            draggable="false"
          />
        </span>
        <span class="name">${first.title}</span>
      </button>
    `;
  }

  /** @param {Drawing} drawing */
  place(drawing) {
    const { store, palette } = this.given;
    const [, height, width] = store.get("model").input_shape;
    const scene = store.get("scene");
    const at = freePlace(scene, palette, drawing, { height, width });
    const now = add(scene, { object: drawing.name, ...at });
    store.set("scene", now);
    store.set("selection", { ...store.get("selection"), object: now.objects.length - 1 });
  }

  /** @param {import("../types.js").Placement[]} objects */
  replace(objects) {
    const { store } = this.given;
    store.set("selection", { ...store.get("selection"), object: null });
    store.set("scene", { objects });
  }

  /**
   * A press that travels carries the object to the canvas; one that does not is a click.
   *
   * @param {PointerEvent} event
   * @param {() => Drawing} next  which object to carry
   */
  press(event, next) {
    if (event.button !== 0) return;
    const tile = /** @type {HTMLElement} */ (event.currentTarget);
    const travel = (/** @type {PointerEvent} */ now) => {
      if (Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) < SLACK) return;
      stop();
      this.given.store.set("carried", next().name);
      // The press ends as a click only when it ends on the tile, and then nothing was carried off.
      addEventListener("pointerup", swallow, { once: true });
    };
    const swallow = () => {
      const eat = (/** @type {Event} */ click) => click.stopImmediatePropagation();
      tile.addEventListener("click", eat, { once: true, capture: true });
      setTimeout(() => tile.removeEventListener("click", eat, { capture: true }));
    };
    const stop = () => {
      removeEventListener("pointermove", travel);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
    };
    addEventListener("pointermove", travel);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  }
}

customElements.define("palette-panel", PalettePanel);
