import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { answerLine } from "../ui/answer.js";
import "./still-canvas.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Side, Tiles } from "../types/state.js" */
/** @import { Still } from "./stills.js" */

/** What lies below the canvas: the still pictures, the visitor's turn, and what the tiles mean. */

/**
 * Whose turn it is, and what else can be done with the object.
 *
 * @param {object} turn
 * @param {boolean} turn.busy  whether the object moves by itself
 * @param {boolean} turn.waits  whether the visitor has yet to move it
 * @param {boolean} turn.repeats  whether it can be carried again
 * @param {() => void} turn.drawOwn
 * @param {(() => void)|null} turn.trainOwn  null: the server trains no networks
 * @param {() => void} turn.again
 */
export function turnView({ busy, waits, repeats, drawOwn, trainOwn, again }) {
  const buttons = html`
    <button data-action="draw" aria-label=${msg("Draw your own")} @click=${drawOwn}>
      ${byRoom(msg("Draw your own"), msg("Draw"))}
    </button>
    ${
      trainOwn === null
        ? nothing
        : html`<button data-action="train" aria-label=${msg("Train your own")} @click=${trainOwn}>
            ${byRoom(msg("Train your own"), msg("Train"))}
          </button>`
    }
    ${
      repeats
        ? html`<button data-action="again" aria-label=${msg("Play again")} @click=${again}>
            ${byRoom(msg("Play again"), "↻")}
          </button>`
        : nothing
    }
  `;
  return html`<div class="turn" data-turn=${waits}>
    <p>${waits ? msg("Your turn: drag it") : nothing}</p>
    ${busy ? nothing : buttons}
  </div>`;
}

/**
 * A button's text, and a short one for small windows.
 *
 * @param {string} whole
 * @param {string} brief
 */
function byRoom(whole, brief) {
  return html`<span class="whole">${whole}</span><span class="brief">${brief}</span>`;
}

/**
 * What the tiles mean.
 *
 * @param {Tiles} tiles
 * @param {string} title  of the network whose answers they are
 * @param {boolean} large  in large type, which has room for little
 */
export function legendView(tiles, title, large) {
  if (tiles.size === 0) return html`<p class="legend"></p>`;
  const all = [...tiles.values()].every(({ right }) => right);
  const right = html`<span class="right">✓</span>`;
  const wrong = html`<span class="wrong">${msg("its mistake")}</span>`;
  const wrongShort = html`<span class="wrong">${msg("mistake")}</span>`;
  if (large) {
    return html`<p class="legend">
      ${msg("Lower network:")}<br />${
        all ? msg(html`${right} right`) : msg(html`${right} right, ${wrongShort}`)
      }
    </p>`;
  }
  return html`<p class="legend">
    ${
      all
        ? msg(html`“${title}”: ${right} right`)
        : msg(html`“${title}”: ${right} right, or ${wrong}`)
    }
  </p>`;
}

/** What the lines at a strand's end mean. */
export function linesView() {
  return html`<p class="lines">
    <span class="line speaks" aria-hidden="true"></span>${msg("for the answer")}
    <span class="line against" aria-hidden="true"></span>${msg("against it")}
  </p>`;
}

/**
 * Still pictures of the object, each with both answers.
 *
 * @param {Context} context
 * @param {Still[]} stills
 * @param {[Side, string][]} titles  of both strands
 */
export function stillsView(context, stills, titles) {
  if (stills.length === 0) return nothing;
  return html`<div class="stills">
    ${stills.map(
      ({ scene, verdicts }) =>
        html`<figure>
          <still-canvas .context=${context} .scene=${scene}></still-canvas>
          <figcaption>
            ${titles.map(
              ([side, title]) =>
                html`<div>
                  <p class="strand">${title}</p>
                  ${answerLine(verdicts[side])}
                </div>`,
            )}
          </figcaption>
        </figure>`,
    )}
  </div>`;
}
