import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { exact } from "./value-grid.js";

/** @import { Bend, Scale } from "../types/api.js" */

/**
 * Draws a factor and an offset, or a function's input: the value before, and what is done to it.
 *
 * @param {Scale|Bend} how
 * @param {string} path
 */
export function drawScale(how, path) {
  return html`<dl>
    <dt>${msg("value before")}</dt>
    <dd>${exact(how.before, `${path}.before`)}</dd>
    ${
      how.form === "scale"
        ? html`<dt>${msg("factor")}</dt>
            <dd>× ${exact(how.factor, `${path}.factor`)}</dd>
            <dt>${msg("offset")}</dt>
            <dd>+ ${exact(how.offset, `${path}.offset`)}</dd>`
        : nothing
    }
  </dl>`;
}
