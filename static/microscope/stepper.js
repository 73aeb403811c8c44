import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { short } from "./value-grid.js";

/** @import { PhaseName } from "./phases.js" */
/** @import { Playback } from "./playback.js" */

/**
 * What plays the steps of a computation, or shows all of them at once.
 *
 * @typedef {object} Player
 * @property {Playback} playback
 * @property {boolean} whole  whether all steps are shown at once
 * @property {(whole: boolean) => void} setWhole
 */

/** Names of the phases. @type {Record<PhaseName, () => string>} */
export const PHASES = {
  window: () => msg("Kernel"),
  products: () => msg("Products"),
  sum: () => msg("+ bias"),
  relu: () => msg("ReLU"),
  global: () => msg("Pooling"),
  pool: () => msg("Pooling"),
  terms: () => msg("Sum"),
  factors: () => msg("Product"),
  scale: () => msg("Scale"),
  function: () => msg("Function"),
  copy: () => msg("Copy"),
};

/**
 * The buttons that play the steps, and show all at once.
 *
 * @param {Player} player
 */
export function playerButtons({ playback, whole, setWhole }) {
  const { playing } = playback;
  const play = playing ? msg("Pause") : msg("Play the steps");
  return html`
    <button
      class="play"
      aria-label=${play}
      title=${play}
      @click=${() => {
        setWhole(false);
        playback.toggle();
      }}
    >
      ${playing ? "❚❚" : "▶"}
    </button>
    <button
      class="whole"
      aria-pressed=${whole}
      aria-label=${msg("All steps at once")}
      title=${msg("All steps at once")}
      @click=${() => {
        playback.pause();
        setWhole(!whole);
      }}
    >
      ☰
    </button>
  `;
}

/**
 * The phases as buttons, with their results.
 *
 * @param {Player} player
 */
export function stepper({ playback, whole, setWhole }) {
  const { phases, at, done } = playback;
  return html`
    <div class="stepper" role="group" aria-label=${msg("How its value is computed, step by step")}>
      <ol>
        ${phases.map(
          ({ name, result }, i) =>
            html`<li>
              <button
                class=${whole || i < done ? "reached" : ""}
                data-phase=${name}
                aria-current=${!whole && i === at ? "step" : nothing}
                @click=${() => {
                  setWhole(false);
                  playback.go(i);
                }}
              >
                ${PHASES[name]()}
                <span class="number">${result === null ? nothing : short(result)}</span>
              </button>
            </li>`,
        )}
      </ol>
    </div>
  `;
}
