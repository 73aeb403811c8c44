import { msg, str } from "@lit/localize";
import { fetchLayer, openLive, openPlain } from "../server/api.js";
import { quoted } from "../i18n/quotation.js";
import { linkText } from "../i18n/link-text.js";
import { isAnswered } from "../state/network-sides.js";
import { initialState } from "../state/initial-state.js";
import { define } from "../ui/define.js";
import { Live } from "../server/live.js";
import { speak } from "../i18n/locale.js";
import { cellValueResource } from "../resources/cell-value.js";
import { HERE } from "../server/base-url.js";
import { Store } from "../state/store.js";
import { TEXTS, keysOf, languageOf, readAttributes, withPictures } from "./attributes.js";
import { embedStyle } from "./element-style.js";
import { serverOf } from "./server-attribute.js";
import { ErrorList } from "./error-list.js";
import { PrintedFigure } from "./printed-figure.js";
import { put, reflect, upgrade } from "./reflected-properties.js";
import { bootstrap } from "../resources/bootstrap.js";
import { own, reasonOf } from "./failure-reason.js";
import "../panels/figure-panel.js";
import "../panels/scene-panel.js";

/** @import { PermalinkContext } from "../url/url-params.js" */
/** @import { Context, Panel } from "../ui/panel.js" */
/** @import { Server } from "../server/base-url.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Link, State } from "../types/state.js" */
/** @typedef {Awaited<ReturnType<typeof bootstrap>>} Bootstrap */

/** The app's URL, one folder above this script. */
const ORIGIN = new URL(/* @vite-ignore */ "..", import.meta.url).href;

/** First and longest delay before an unreachable server is asked again, ms. */
const RETRY_MS = [2_000, 30_000];

/** Attributes mirrored by properties, beside those read as in a permalink. */
const OTHERS = /** @type {const} */ (["scene", "server", "controls", "lang"]);

/**
 * A live figure of one network for a scene, to embed in any page: `docs/embedding.md`.
 *
 * @fires shiftscope-frame  with `{ seq, model, outputs: [{ name, score }], counts: { layer: [...] } }`
 * @fires shiftscope-error  with `{ message }`, if an attribute is invalid or the server fails
 */
export class ShiftscopeFigure extends HTMLElement {
  static observedAttributes = [...TEXTS, ...OTHERS];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [embedStyle()];
    this.errors = new ErrorList();
    this.content = document.createElement("div");
    this.content.className = "content";
    const frame = document.createElement("div");
    frame.className = "frame";
    frame.append(this.content);
    root.append(frame);
    this.printed = new PrintedFigure(this.content);
    /** The server's token, if it requires one. It is no attribute, since those are visible in the page. */
    this.token = /** @type {string|null} */ (this.token ?? null);
    /** @type {Store|null} */
    this.store = null;
    /** @type {Live|null} */
    this.live = null;
    /** @type {Context|null} */
    this.context = null;
    /** The server of the context. */
    this.from = HERE;
    /** Aborts what is pending for the present server. */
    this.lifetime = new AbortController();
    /** Changed attributes that are not applied yet. @type {Set<string>} */
    this.changed = new Set();
    /** Attributes that changed while the first view was loading. @type {Set<string>} */
    this.missed = new Set();
    /** Ends when all earlier changes are applied. */
    this.applied = Promise.resolve();
  }

  connectedCallback() {
    upgrade(this, [...TEXTS, "scene", "server", "controls"]);
    this.printed.follow();
    this.begin();
  }

  disconnectedCallback() {
    this.printed.leave();
    this.leave();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (this.changed.size === 0) queueMicrotask(() => this.followInTurn());
    this.changed.add(name);
  }

  /** The current scene, in the REST API's form; null until known. @returns {Scene|null} */
  get scene() {
    return this.store?.get("scene") ?? null;
  }

  /** @param {Scene|string|null} scene  applied even if equal to the attribute, after a drag */
  set scene(scene) {
    put(this, "scene", typeof scene === "object" && scene ? JSON.stringify(scene) : scene);
  }

  get controls() {
    return this.hasAttribute("controls");
  }

  set controls(shown) {
    this.toggleAttribute("controls", Boolean(shown));
  }

  /** The server's base URL. */
  get server() {
    return this.getAttribute("server") ?? ORIGIN;
  }

  set server(server) {
    put(this, "server", server);
  }

  /** Loads the catalogue, with retries until the server responds, and draws. */
  async begin() {
    this.leave();
    this.lifetime = new AbortController();
    const { signal } = this.lifetime;
    this.errors.clear();
    this.showErrors();
    const server = this.find();
    if (!server) return;
    for (
      let wait = RETRY_MS[0] ?? 0;
      !signal.aborted;
      wait = Math.min(2 * wait, RETRY_MS[1] ?? wait)
    ) {
      try {
        const catalogue = await bootstrap(server);
        if (!signal.aborted) await this.show(server, catalogue, signal);
        return;
      } catch (error) {
        const reason = await reasonOf(server, error);
        if (signal.aborted) return;
        this.errors.server = reason;
        this.showErrors();
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** The server; null, with a message, if its URL is invalid. */
  find() {
    const found = serverOf(
      this.server,
      () => this.token,
      (reason) => {
        this.errors.server = reason;
        this.showErrors();
      },
    );
    if (found) return found;
    this.errors.attributes = [
      msg(str`server: expected a URL with http or https; got ${quoted(this.server)}`),
    ];
    this.showErrors();
    return null;
  }

  /**
   * @param {Server} server
   * @param {Bootstrap} found
   * @param {AbortSignal} signal
   */
  async show(server, { limits, ...catalogue }, signal) {
    // Set the language first, since messages use it too.
    const locale = languageOf(this, []);
    await speak(locale);
    if (signal.aborted) return;
    this.changed.clear();
    this.missed.clear();
    const { changes, problems } = await this.read(server, { ...catalogue, limits });
    if (signal.aborted) return;
    const { cards } = catalogue;
    const store = new Store(initialState({ cards, limits }, { ...changes, locale }));
    this.store = store;
    // Only panels of the laboratory need the rest of a context, and they are not shown here.
    const { figures } = this.printed;
    this.context = /** @type {Context} */ ({ store, figures, ...catalogue });
    this.from = server;
    this.errors.clear();
    this.errors.attributes = problems;
    this.showErrors();
    store.on(["link"], () => this.followLink());
    store.on(["frame"], () => this.report());
    const ways = { live: () => openLive(server), plain: () => openPlain(server) };
    this.live = new Live(store, "model", ways);
    const cellValue = cellValueResource(store, (model, scene, layer, requestSignal) =>
      fetchLayer(model, scene, layer, requestSignal, server),
    );
    signal.addEventListener("abort", () => cellValue.dispose());
    this.draw();
    if (this.missed.size === 0) return;
    this.changed = new Set(this.missed);
    this.followInTurn();
  }

  /** Closes the connection and removes the panels, which frees the graphics memory. */
  leave() {
    this.lifetime.abort();
    this.live?.end();
    this.live = null;
    this.store = null;
    this.context = null;
    this.content.replaceChildren(this.errors.element);
    delete this.dataset.link;
  }

  /** Adds missing panels, and removes those that are no longer wanted. */
  draw() {
    if (!this.context) return;
    for (const [name, wanted] of /** @type {const} */ ([
      ["scene-panel", this.controls],
      ["figure-panel", true],
    ])) {
      const there = this.content.querySelector(name);
      if (wanted === Boolean(there)) continue;
      if (there) {
        there.remove();
        continue;
      }
      const panel = /** @type {Panel & { plain: boolean }} */ (document.createElement(name));
      panel.plain = true;
      panel.context = this.context;
      this.content.append(panel);
    }
  }

  /** Applies changed attributes after earlier changes, whose pictures may still be decoded. */
  followInTurn() {
    const follow = () => this.follow();
    this.applied = this.applied.then(follow, follow);
  }

  /** Applies changed attributes to the state. */
  async follow() {
    const changed = new Set(this.changed);
    this.changed.clear();
    if (!this.isConnected) return;
    if (changed.has("server")) return void this.begin();
    const { store, context } = this;
    if (!store || !context) {
      for (const name of changed) this.missed.add(name);
      return;
    }
    if (changed.has("lang")) {
      const locale = languageOf(this, []);
      await speak(locale);
      if (this.store !== store) return;
      store.set("locale", locale);
    }
    this.draw();
    const limits = store.get("limits");
    const { changes, problems } = await this.read(this.from, { ...context, limits });
    if (this.store !== store) return;
    this.errors.attributes = problems;
    this.showErrors();
    const keys = new Set([...changed].flatMap(keysOf));
    const now = /** @type {Partial<State>} */ (
      Object.fromEntries(
        Object.entries(changes).filter(([key]) => keys.has(/** @type {any} */ (key))),
      )
    );
    if (now.model && now.model !== store.get("model")) now.frame = null;
    store.merge(now);
  }

  /**
   * Reads the attributes: changes of the state, and problems. Pictures are those that the server
   * decodes.
   *
   * @param {Server} server
   * @param {PermalinkContext} context
   */
  async read(server, { cards, palette, limits }) {
    const context = { cards, palette, limits };
    const found = readAttributes((name) => this.getAttribute(name), context);
    languageOf(this, found.problems);
    const { theme } = found.changes;
    if (theme) this.dataset.theme = theme;
    else delete this.dataset.theme;
    return withPictures(found, server);
  }

  /** Reflects the state of the connection. */
  followLink() {
    /** @type {Link} */
    const link = this.store?.get("link") ?? { state: "connecting", message: null };
    const { state, message } = link;
    this.dataset.link = state;
    this.errors.notice = state === "plain" ? linkText(state) : null;
    if (isAnswered(link)) this.errors.server = message;
    // Keep a more specific reason.
    else if (state === "waiting") this.errors.server ??= own(linkText(state));
    this.showErrors();
  }

  /** Fires an event for a frame. */
  report() {
    const frame = this.store?.get("frame");
    const card = this.store?.get("model");
    if (!frame || frame.model !== card?.id) return;
    const { seq, model, scores, volumes } = frame;
    const outputs = card.outputs.map((name, i) => ({ name, score: scores[i] ?? Number.NaN }));
    const counts = Object.fromEntries(
      [...volumes].map(([name, { active }]) => [name, Array.from(active)]),
    );
    this.fire("shiftscope-frame", { seq, model, outputs, counts });
  }

  /** Shows the errors, and fires an event for new ones. */
  showErrors() {
    const message = this.errors.show();
    if (message) this.fire("shiftscope-error", { message });
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

reflect(ShiftscopeFigure.prototype, TEXTS);
define("shiftscope-figure", ShiftscopeFigure);
