import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { fieldText } from "./receptive-field-crop.js";
import { exact } from "./value-grid.js";

/** @import { CellResponse } from "../types/api.js" */

/** Significant digits of the value, which the steps below have in full. */
const SHORT = 3;

/**
 * The explained cell: the pixels that it sees, its name and its value.
 *
 * @param {object} cell
 * @param {string} cell.title  of its volume
 * @param {string|null} cell.source  what the file of its network calls that layer; null: nothing
 * @param {string} cell.name
 * @param {string|null} cell.mark  of its network; null if only one is shown
 * @param {CellResponse|null} cell.response  null until known
 */
export function cellHeading({ title, source, name, mark, response }) {
  return html`
    <canvas class="seen" role="img" aria-label=${msg("The pixels that it sees")}></canvas>
    <div>
      <span class="quiet"
        >${mark ? html`<span class="mark">${mark}</span> ` : nothing}<span
          class="title"
          title=${source ?? nothing}
          >${title}</span
        ></span
      >
      <br /><strong data-cell>${name}</strong>
      ${
        response
          ? html` <span
              >= <span class="value">${exact(response.value, "value", SHORT)}</span></span
            >`
          : nothing
      }
      <p class="quiet">${response && seenText(response)}</p>
    </div>
  `;
}

/** @param {CellResponse} response */
function seenText({ field }) {
  return field ? msg(str`sees ${fieldText(field)}`) : msg("sees the whole picture");
}
