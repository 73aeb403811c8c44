import { msg, str } from "@lit/localize";
import { render } from "lit";
import { serveFrom } from "../api.js";
import { PARTS } from "../address/parts.js";
import { read } from "../address.js";
import { writeObjects, writePictures } from "../address/scenes.js";
import { initial } from "../beginning.js";
import { Live } from "../live.js";
import { preferred, speak } from "../locale.js";
import { Probe } from "../probe.js";
import { Store } from "../store.js";
import { troubleText } from "../trouble-text.js";
import { embedStyle } from "./style.js";
import { supplies } from "./supplies.js";
import "../panels/figure-panel.js";
import "../panels/scene-panel.js";

/** @import { Context, Panel } from "../panels/panel.js" */
/** @import { Scene, State, Trouble } from "../types.js" */

// The app lies one folder above this file, wherever the page that shows it may lie.
serveFrom(new URL(/* @vite-ignore */ "../", import.meta.url).href);

/** Parameters of the address (`docs/links.md`) that are attributes here, by the same names. */
const ATTRIBUTES = /** @type {const} */ ([
  "model",
  "objects",
  "pictures",
  "object",
  "slice",
  "cell",
  "spread",
  "scale",
  "camera",
  "turn",
  "lang",
  "theme",
]);

/** How long to wait before asking again for a server that does not answer, ms. */
const AGAIN = 2000;

/**
 * The figure of one network for a scene, live, for any page: `docs/embedding.md`.
 *
 * Attributes: those above; `scene`, as JSON as the REST API takes it, in place of `objects` and
 * `pictures`; `canvas`, with which a canvas to drag the objects on stands beside the figure.
 *
 * @fires shiftscope-frame  with `{ seq, model, outputs: [{ name, score }], active: { layer: counts } }`
 * @fires shiftscope-error  with `{ message }`, when something that was asked for does not fit
 */
export class ShiftscopeFigure extends HTMLElement {
  static observedAttributes = [...ATTRIBUTES, "scene", "canvas"];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [embedStyle()];
    this.trouble = document.createElement("p");
    this.trouble.setAttribute("role", "alert");
    this.trouble.hidden = true;
    /** @type {Store|null} */
    this.store = null;
    /** @type {Live|null} */
    this.live = null;
    /** What is told to be wrong. @type {string|null} */
    this.message = null;
    /** The attributes that were changed and not yet followed. @type {Set<string>} */
    this.changed = new Set();
    /** Of each time it is put into a page another. */
    this.stay = 0;
  }

  connectedCallback() {
    this.stay += 1;
    this.shadowRoot?.replaceChildren(this.trouble);
    void this.start(this.stay);
  }

  disconnectedCallback() {
    this.stay += 1;
    this.live?.end();
    this.live = null;
    this.store = null;
    this.shadowRoot?.replaceChildren();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (this.changed.size === 0) queueMicrotask(() => void this.follow());
    this.changed.add(name);
  }

  /** What lies on the canvas, as the REST API takes it. @returns {Scene|null} */
  get scene() {
    return this.store?.get("scene") ?? null;
  }

  set scene(scene) {
    this.setAttribute("scene", JSON.stringify(scene));
  }

  /**
   * Asks for what it needs, again for as long as the server does not answer, and draws.
   *
   * @param {number} stay
   */
  async start(stay) {
    while (stay === this.stay) {
      try {
        const all = await supplies();
        if (stay === this.stay) await this.show(all, stay);
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (stay === this.stay) this.tell(unanswered(reason));
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  }

  /**
   * @param {Awaited<ReturnType<typeof supplies>>} all
   * @param {number} stay
   */
  async show(all, stay) {
    const { changes, problems } = this.told(all);
    await speak(changes.locale ?? preferred(navigator.languages));
    if (stay !== this.stay) return;
    this.changed.clear();
    const store = new Store(initial(all.cards, changes));
    this.store = store;
    this.tell(problems[0] ?? null);
    this.dataset.theme = store.get("theme");
    store.on(["theme"], () => (this.dataset.theme = store.get("theme")));
    store.on(["locale"], () => void speak(store.get("locale")));
    store.on(["link"], () => {
      const { state, message } = store.get("link");
      this.dataset.link = state;
      this.tell(message && message.message);
    });
    store.on(["frame"], () => this.report());
    this.live = new Live(store);
    new Probe(store);
    this.draw();
  }

  /** Puts the panels in place. */
  async draw() {
    if (!this.store) return;
    // The panels of the laboratory, which need the rest of a context, are not shown here.
    const context = /** @type {Context} */ ({ store: this.store, ...(await supplies()) });
    const names = this.hasAttribute("canvas") ? ["scene-panel", "figure-panel"] : ["figure-panel"];
    const panels = names.map((name) => {
      const panel = /** @type {Panel} */ (document.createElement(name));
      panel.context = context;
      return panel;
    });
    this.shadowRoot?.replaceChildren(this.trouble, ...panels);
  }

  /** Takes the attributes that were changed over into the state. */
  async follow() {
    const all = this.store && (await supplies());
    const changed = new Set(this.changed);
    this.changed.clear();
    const { store } = this;
    if (!store || !all) return;
    if (changed.has("canvas")) await this.draw();
    const { changes, problems } = this.told(all);
    this.tell(problems[0] ?? null);
    if (changed.has("scene")) changed.add("objects").add("pictures");
    const keys = PARTS.filter(({ names }) => names.some((name) => changed.has(name))).flatMap(
      (part) => part.keys,
    );
    for (const key of keys) {
      if (key in changes) store.set(key, /** @type {State[typeof key]} */ (changes[key]));
    }
  }

  /**
   * What the attributes ask for, and what does not fit: they are read as an address is.
   *
   * @param {Awaited<ReturnType<typeof supplies>>} given
   */
  told(given) {
    const values = new Map(ATTRIBUTES.map((name) => [name, this.getAttribute(name)]));
    const problem = this.sceneInto(values);
    const fragment = [...values]
      .flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]))
      .join("&");
    const { changes, problems } = read(fragment, given);
    return { changes, problems: problem ? [problem, ...problems] : problems };
  }

  /**
   * Puts the attribute `scene` in place of `objects` and `pictures`.
   *
   * @param {Map<string, string|null>} values
   * @returns {string|null}  what is wrong with it
   */
  sceneInto(values) {
    const text = this.getAttribute("scene");
    if (text === null) return null;
    try {
      const { objects, pictures = {} } = JSON.parse(text);
      values.set("objects", writeObjects(objects));
      values.set("pictures", writePictures(pictures, {}));
      return null;
    } catch {
      return msg("scene: expected JSON as the REST API takes it");
    }
  }

  /** Tells the page of a frame. */
  report() {
    const frame = this.store?.get("frame");
    const card = this.store?.get("model");
    if (!frame || !card || frame.model !== card.id) return;
    const outputs = card.outputs.map((name, i) => ({ name, score: frame.scores[i] ?? 0 }));
    const active = Object.fromEntries(
      [...frame.volumes].map(([name, volume]) => [name, [...volume.active]]),
    );
    const detail = { seq: frame.seq, model: frame.model, outputs, active };
    this.dispatchEvent(
      new CustomEvent("shiftscope-frame", { detail, bubbles: true, composed: true }),
    );
  }

  /**
   * Shows what is wrong, or that nothing is.
   *
   * @param {string|Trouble|null} trouble  a string is in the visitor's language
   */
  tell(trouble) {
    const message = typeof trouble === "string" ? trouble : (trouble?.message ?? null);
    if (message === this.message) return;
    this.message = message;
    render(typeof trouble === "string" ? trouble : trouble && troubleText(trouble), this.trouble);
    this.trouble.hidden = message === null;
    if (message === null) return;
    const detail = { message };
    this.dispatchEvent(
      new CustomEvent("shiftscope-error", { detail, bubbles: true, composed: true }),
    );
  }
}

/** @param {string} reason */
function unanswered(reason) {
  const host = new URL(import.meta.url).host;
  return msg(
    str`Shiftscope at ${host} does not answer this page (${reason}). Does its SHIFTSCOPE_ORIGINS name ${location.origin}?`,
  );
}

if (!customElements.get("shiftscope-figure")) {
  customElements.define("shiftscope-figure", ShiftscopeFigure);
}
