import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { bringReduced } from "../own/bring.js";

/** @import { Home } from "../own/present.js" */
/** @import { Reduce } from "../types/api.js" */
/** @import { Bringing } from "../types/state.js" */

/**
 * Asks how the map that a network ends in becomes one answer; a press goes on.
 *
 * @param {Home} home
 * @param {Extract<Bringing, { step: "map" }>} bringing
 */
export function mapChoice(home, bringing) {
  const button = (/** @type {Reduce} */ reduce, /** @type {string} */ text, first = false) =>
    html`<button
      class=${first ? "main" : nothing}
      ?autofocus=${first}
      data-reduce=${reduce}
      @click=${() => void bringReduced(home, bringing, reduce)}
    >
      ${text}
    </button>`;
  return html`
    <p role="alert">
      ${msg("This network ends in a map: each of its slices has a value at each place. What is its answer?")}
    </p>
    <div class="line">
      ${bringing.two ? button("difference", msg("The difference of the two"), true) : nothing}
      ${button("max", msg("The largest value"), !bringing.two)} ${button("mean", msg("The mean"))}
    </div>
    ${
      bringing.two
        ? html`<p class="quiet">
            ${msg("A detector of one thing often has two slices that exclude each other, as “nothing” and “face”. Their difference, the second less the first, is compared at each place, and the largest decides: the score of the second answer is then its largest probability.")}
          </p>`
        : nothing
    }
    <p class="quiet">
      ${msg("A detector says whether something is anywhere: the largest value of each slice. Slices that exclude each other, as “face” and “no face”, can then both be large, each at a place of its own. The mean is for textures.")}
    </p>
  `;
}
