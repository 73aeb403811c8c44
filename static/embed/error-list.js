import { html, render } from "lit";
import { errorText } from "../i18n/error-messages.js";

/** @import { AppError } from "../types/state.js" */

/** The errors of an embedded figure's attributes, and of its server, in a paragraph. */
export class ErrorList {
  constructor() {
    this.element = document.createElement("p");
    this.element.setAttribute("role", "alert");
    /** @type {string[]} */
    this.attributes = [];
    /** @type {AppError|null} */
    this.server = null;
    /** What is no error, but to be said: how frames come, where the live channel is blocked. @type {string|null} */
    this.notice = null;
    /** The shown message. */
    this.shown = "";
  }

  clear() {
    this.attributes = [];
    this.server = null;
    this.notice = null;
  }

  /**
   * Shows the errors.
   *
   * @returns {string|null}  their text if it is a new one
   */
  show() {
    const { attributes, server, notice } = this;
    const message = [...attributes, ...(server ? [server.message] : [])].join(" · ");
    const fresh = message !== this.shown;
    this.shown = message;
    const parts = [...attributes, ...(server ? [errorText(server)] : [])];
    render(
      [
        ...parts.map((part) => html`<span>${part}</span>`),
        ...(notice ? [html`<span class="notice">${notice}</span>`] : []),
      ],
      this.element,
    );
    this.element.hidden = message === "" && !notice;
    return fresh && message ? message : null;
  }
}
