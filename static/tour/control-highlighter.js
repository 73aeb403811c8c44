import { place } from "./placement.js";
import { SUMMARY, stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Box } from "./placement.js" */
/** @import { Pointed } from "./types.js" */

const MARK = "data-pointed";
/** @type {Pointed} */
const BOARD = ["scene-panel", ".board"];
/** What the card leaves free: the canvas, and the answers beside the figures and in them. */
const FREE = [
  () => find(BOARD),
  () => document.querySelector("outputs-panel"),
  ...["model", "twin"].map(
    (side) => () => find([`figure-panel[side=${side}]`, ".answer.right, .answer.wrong"]),
  ),
];
/** Shares of the figure's width and height, at its edges, that the card may cover first. */
const MARGIN = { x: 0.1, y: 0.25 };

/**
 * Marks the controls that a step of the tour needs, until its task is done, and keeps the card beside
 * them. The panels' common style shows the mark. Controls that a panel renders again are marked again.
 */
export class Pointer {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    /** @type {Element[]} */
    this.marked = [];
    /** What the step speaks of first. @type {Element|null} */
    this.target = null;
    /** Where the card of this step stands. @type {{ left: number, top: number }|null} */
    this.settled = null;
    this.step = "";
    this.due = false;
    const { store } = context;
    const keys = /** @type {(keyof typeof store.state)[]} */ (Object.keys(store.state));
    store.on(keys, () => {
      if (store.get("tour") || this.marked.length) this.later();
    });
    // Content that loads later moves controls without a change of the state.
    const sizes = new ResizeObserver(() => store.get("tour") && this.later());
    for (const each of document.querySelectorAll("body, #figure, tour-panel")) sizes.observe(each);
    // A figure draws its answers after the state has changed, and may draw them elsewhere.
    const drawn = new MutationObserver(() => store.get("tour") && this.later());
    for (const figure of document.querySelectorAll("#figure")) {
      drawn.observe(figure, { subtree: true, attributeFilter: ["data-renders"] });
    }
    addEventListener("scroll", () => store.get("tour") && this.later(), {
      capture: true,
      passive: true,
    });
    this.later();
  }

  /** Marks the controls after the panels have rendered. */
  later() {
    if (this.due) return;
    this.due = true;
    requestAnimationFrame(() => {
      this.due = false;
      this.point();
    });
  }

  point() {
    const tour = this.context.store.get("tour");
    const step = stepOf(tour?.step);
    const wanted = tour && step && !tour.done.includes(step.id) ? step.points(this.context) : [];
    const found = wanted.map(find).filter((element) => element !== null);
    for (const element of this.marked) {
      if (!found.includes(element)) element.removeAttribute(MARK);
    }
    for (const element of found) {
      if (!element.hasAttribute(MARK)) element.setAttribute(MARK, "");
    }
    this.marked = found;
    if (this.step !== (tour?.step ?? "")) this.settled = null;
    this.step = tour?.step ?? "";
    // The card cannot stand beside itself: it keeps beside the canvas.
    const outside = found.filter((element) => element.closest("section") !== this.card);
    this.target = outside[0] ?? (found.length ? find(BOARD) : null);
    if (tour) this.placeCard(found.length > 0, outside.length > 0);
  }

  get card() {
    return document.querySelector("tour-panel")?.shadowRoot?.querySelector("section") ?? null;
  }

  /**
   * @param {boolean} open  whether the task is open
   * @param {boolean} points  whether the card points at its target
   */
  placeCard(open, points) {
    const panel = /** @type {HTMLElement|null} */ (document.querySelector("tour-panel"));
    const { card } = this;
    const figure = document.querySelector("#figure");
    if (!panel || !card || !figure || this.step === SUMMARY) return;
    const view = viewOf();
    const stage = boxOf(figure);
    const { width, height } = card.getBoundingClientRect();
    const isMore = panel.hasAttribute("data-more");
    const seen = (/** @type {Element|null} */ element) => {
      const box = element && boxOf(element);
      return box && box.width > 0 && isWithin(box, view) ? box : null;
    };
    const { left, top, arrow } = place({
      card: { width, height },
      target: seen(this.target),
      avoid: FREE.map((free) => seen(free())).filter((box) => box !== null),
      spare: [middle(stage)],
      stage,
      view,
      // A card that is read stays where it is: its task is done, or *More* was opened.
      kept: (open && !isMore) || !this.settled ? null : { ...this.settled, width, height },
    });
    this.settled = { left, top };
    const values = {
      "--card-left": `${Math.round(left)}px`,
      "--card-top": `${Math.round(top)}px`,
      "--arrow": arrow ? `${Math.round(arrow.at)}px` : "",
    };
    for (const [name, value] of Object.entries(values)) {
      if (panel.style.getPropertyValue(name) !== value) panel.style.setProperty(name, value);
    }
    const edge = (points && arrow?.edge) || "none";
    if (panel.dataset.arrow !== edge) panel.dataset.arrow = edge;
  }
}

/** The window below the header. @returns {Box} */
function viewOf() {
  const header = document.querySelector("header")?.getBoundingClientRect();
  const top = Math.max(header?.bottom ?? 0, 0);
  return { left: 0, top, width: innerWidth, height: innerHeight - top };
}

/**
 * @param {Element} element
 * @returns {Box}
 */
function boxOf(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

/**
 * The part of the figure with the volumes.
 *
 * @param {Box} stage
 */
function middle({ left, top, width, height }) {
  return {
    left: left + MARGIN.x * width,
    top: top + MARGIN.y * height,
    width: (1 - 2 * MARGIN.x) * width,
    height: (1 - 2 * MARGIN.y) * height,
  };
}

/**
 * Whether the middle of a box can be seen.
 *
 * @param {Box} box
 * @param {Box} view
 */
function isWithin(box, view) {
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return x >= 0 && x <= view.width && y >= 0 && y <= view.top + view.height;
}

/** @param {Pointed} pointed */
function find([host, inner]) {
  return document.querySelector(host) ? within(document, host, inner) : nested(host, inner);
}

/**
 * @param {ParentNode} root
 * @param {string} host
 * @param {string} inner
 */
function within(root, host, inner) {
  return root.querySelector(host)?.shadowRoot?.querySelector(inner) ?? null;
}

/**
 * Finds a control in a tab of the laboratory, which is a panel inside a panel.
 *
 * @param {string} host
 * @param {string} inner
 */
function nested(host, inner) {
  const root = document.querySelector("lab-panel")?.shadowRoot;
  return root ? within(root, host, inner) : null;
}
