import { figurePicture } from "../handout/pictures.js";

/** @import { Figure } from "../types/figure.js" */
/** @import { Side } from "../types/state.js" */

/**
 * Puts a picture on white in the figure's place while its page is printed: browsers print no WebGL
 * canvas, and lay the page out anew around labels that were placed for the screen. A flat figure is
 * printed as it is.
 */
export class PrintedFigure {
  /** @param {HTMLElement} content  the figure's parent */
  constructor(content) {
    this.content = content;
    /** @type {Map<Side, Figure>} */
    this.figures = new Map();
    /** @type {HTMLCanvasElement|null} */
    this.picture = null;
    this.begin = () => this.show();
    this.end = () => this.drop();
  }

  /** Hears of printing from now on. */
  follow() {
    addEventListener("beforeprint", this.begin);
    addEventListener("afterprint", this.end);
  }

  /** Hears of it no more. */
  leave() {
    removeEventListener("beforeprint", this.begin);
    removeEventListener("afterprint", this.end);
    this.drop();
  }

  show() {
    this.drop();
    const figure = this.figures.get("model");
    this.picture = figure ? figurePicture(figure) : null;
    if (!this.picture) return;
    this.picture.className = "printed";
    this.content.append(this.picture);
  }

  drop() {
    this.picture?.remove();
    this.picture = null;
  }
}
