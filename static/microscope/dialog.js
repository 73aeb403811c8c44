import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { enumerated } from "../i18n/locale.js";
import { cellHeading } from "./cell-heading.js";
import { leaderPicture } from "./leader-line.js";
import { playerButtons } from "./stepper.js";
import { exact } from "./value-grid.js";

/** @import { CellResponse } from "../types/api.js" */
/** @import { State } from "../types/state.js" */
/** @import { Player } from "./stepper.js" */

/**
 * The popover of a cell: its heading, its explanation or what stands in its place.
 *
 * @param {object} given
 * @param {string} given.title  of the cell's volume
 * @param {string|null} given.source  what the file of its network calls that layer; null: nothing
 * @param {string} given.name  of the cell
 * @param {string|null} given.mark  of its network; null if only one is shown
 * @param {boolean} given.tall  whether it has one height for all steps
 * @param {CellResponse|null} given.response  null until known
 * @param {boolean} given.current  whether the response is the shown network's
 * @param {NonNullable<State["explained"]>["problem"]|undefined} given.problem  why there is none
 * @param {Player} given.player
 * @param {(response: CellResponse) => unknown} given.explanation
 * @param {() => void} given.read  called when somebody points at it or scrolls it
 * @param {(event: KeyboardEvent) => void} given.key
 * @param {() => void} given.close
 */
export function dialog(given) {
  const { title, source, name, mark, tall, response, current, problem, player } = given;
  const { explanation, read, key, close } = given;
  const known = current ? response : null;
  return html`
    ${leaderPicture}
    <div
      class=${tall ? "box tall" : "box"}
      role="dialog"
      tabindex="-1"
      aria-label=${msg(str`Microscope: ${enumerated([title, name])}`)}
      @keydown=${key}
      @pointerover=${read}
      @pointerdown=${read}
      @wheel=${{ handleEvent: read, passive: true }}
    >
      <div class="what">
        ${cellHeading({ title, source, name, mark, response })}
        ${known?.steps.length ? playerButtons(player) : nothing}
        <button
          class="close"
          aria-label=${msg("Close the microscope")}
          title=${msg("Key Esc")}
          @click=${close}
        >
          ×
        </button>
      </div>
      ${
        problem
          ? html`<p class="bad body">${msg(html`No explanation: ${errorText(problem)}`)}</p>`
          : known
            ? explanation(known)
            : html`<div class="body" aria-busy="true">
                <div class="outline" aria-hidden="true"><i></i><i></i><i></i></div>
              </div>`
      }
      <p class="unseen" aria-live="polite">
        ${response ? html`${enumerated([title, name])}: ${exact(response.value, "value")}` : nothing}
      </p>
    </div>
  `;
}
