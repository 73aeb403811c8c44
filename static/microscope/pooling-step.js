import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { glow, largest, valueColour, valueScale } from "./value-colours.js";
import { numberText } from "../i18n/labels.js";
import { cellGrid, inPadding, placeName } from "./value-grid.js";
import { greyRamp, legend, valueRamp } from "./value-legend.js";

/** @import { CellStep, LayerCard, Pool } from "../types/api.js" */
/** @import { StepContext } from "./layer-step.js" */

/** Most squares of a window whose numbers are written in them. */
const WRITTEN = 4;

/**
 * Draws a pooling window: its values, and the weight of each, or which one passes.
 *
 * @param {Pool} pool
 * @param {string} path
 * @param {StepContext} context
 * @param {LayerCard|undefined} input
 * @param {CellStep} step
 */
export function drawPool(pool, path, context, input, step) {
  const { channel } = pool.strongest;
  const progress = context.progress(path.replace(/\.how$/, ""));
  // The winner is framed once the window has been seen.
  const won = progress?.name !== "pool" || progress.share >= 1;
  const small = pool.values.length * (pool.values[0]?.length ?? 0) <= WRITTEN;
  const pointed = context.pointed?.path === path ? context.pointed.at : null;
  const second = beside(pool);
  const end = second ? largest(second.values) : 1;
  return html`
    <div class=${second ? "three two legend" : "three one legend"}>
      ${legend(msg("window"), valueScale(input), valueRamp(input))}
      ${
        second
          ? html`<span></span> ${legend(second.title, { low: 0, high: end }, greyRamp())}`
          : nothing
      }
    </div>
    <div class=${second ? "three two" : "three one"}>
      ${cellGrid({
        values: pool.values,
        colour: (value) => valueColour(input, channel, value),
        label: msg("values in the window"),
        path: `${path}.values`,
        place: placeName(pool),
        missing: inPadding(pool),
        framed: won
          ? [pool.rows.indexOf(pool.strongest.row), pool.cols.indexOf(pool.strongest.col)]
          : null,
        written: small,
        keys: true,
        pointed,
        point: (at) => context.point(at && { path, channel, at }),
        choose: ([i, j]) => {
          const [row, col] = [pool.rows[i] ?? null, pool.cols[j] ?? null];
          if (row !== null && col !== null)
            context.go({ layer: step.input, place: { channel, row, col } });
        },
      })}
      ${
        second
          ? html`<span aria-hidden="true">${second.sign}</span> ${cellGrid({
                values: second.values,
                colour: (value) => glow("#ffffff", value / end),
                label: second.title,
                path: `${path}.${second.name}`,
                framed: pool.phase,
              })}`
          : nothing
      }
    </div>
    <p class="readout number" aria-live="polite">${pointedText(pool, pointed)}</p>
  `;
}

/**
 * Draws the weights of a mean, or the energies by which a phase was chosen, beside the window.
 *
 * @param {Pool} pool
 */
function beside({ winner, weights, energies }) {
  if (energies) return { name: "energies", title: msg("energies"), values: energies, sign: "" };
  if (winner) return null;
  return { name: "weights", title: msg("weights"), values: weights, sign: "×" };
}

/**
 * Text on the square under the pointer.
 *
 * @param {Pool} pool
 * @param {[number, number]|null} at
 */
function pointedText(pool, at) {
  if (!at) return "";
  const [value, weight] = [pool.values, pool.weights].map((grid) => grid[at[0]]?.[at[1]] ?? 0);
  const name = placeName(pool)(...at);
  const text = `${name}: ${numberText(value ?? 0)}`;
  return pool.winner ? text : msg(str`${text}, weight ${numberText(weight ?? 0)}`);
}
