import { stepOf } from "./steps.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Pointed } from "./types.js" */

const MARK = "data-pointed";

/**
 * Marks the controls that a step of the tour needs, until its task is done. The panels' common style
 * shows the mark. Controls that a panel renders again are marked again.
 */
export class Pointer {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    /** @type {Element[]} */
    this.marked = [];
    /** The control to keep in view until the user acts. @type {string|null} */
    this.shown = null;
    this.free = false;
    for (const deed of ["pointerdown", "wheel", "keydown"]) {
      addEventListener(deed, () => (this.free = true), { capture: true, passive: true });
    }
    this.due = false;
    const { store } = context;
    const keys = /** @type {(keyof typeof store.state)[]} */ (Object.keys(store.state));
    store.on(keys, () => {
      if (store.get("tour") || this.marked.length) this.later();
    });
    // Content that loads later moves controls without a change of the state.
    const sizes = new ResizeObserver(() => this.marked.length && this.later());
    for (const each of document.querySelectorAll("body, tour-panel")) sizes.observe(each);
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
    for (const element of found) element.setAttribute(MARK, "");
    this.marked = found;
    const [first] = found;
    const name = [tour?.step, ...(wanted[0] ?? [])].join(" ");
    if (this.shown !== name) this.free = false;
    this.shown = name;
    // Panels that render later may move the control out of view again.
    if (first && !this.free) first.scrollIntoView({ block: "nearest" });
  }
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
