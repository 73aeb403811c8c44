import { html, nothing } from "lit";
import { glow, largest, valueColour } from "../explain.js";
import { cellGrid, inPadding, placeName } from "./grid.js";

/** @import { CellStep, LayerCard, Pool } from "../types.js" */
/** @import { Desk } from "./step.js" */

/**
 * A pooling window: its values, and how much each of them weighs, or which is kept.
 *
 * @param {Pool} pool
 * @param {string} path
 * @param {Desk} desk
 * @param {LayerCard|undefined} input
 * @param {CellStep} step
 */
export function drawPool(pool, path, desk, input, step) {
  const { channel } = pool.strongest;
  /** @type {[number, number]} */
  const framed = [pool.rows.indexOf(pool.strongest.row), pool.cols.indexOf(pool.strongest.col)];
  const weightEnd = largest(pool.weights);
  const values = cellGrid({
    values: pool.values,
    colour: (value) => valueColour(input, channel, value),
    label: "values in the window",
    path: `${path}.values`,
    place: placeName(pool),
    missing: inPadding(pool),
    framed,
    choose: ([i, j]) => {
      const [row, col] = [pool.rows[i] ?? null, pool.cols[j] ?? null];
      if (row !== null && col !== null)
        desk.go({ layer: step.input, place: { channel, row, col } });
    },
  });
  if (pool.winner) {
    return html`
      <p class="quiet">
        Kept: row ${pool.winner.row}, col ${pool.winner.col}, framed.
        ${
          pool.phase
            ? html`Phase (${pool.phase[0]}, ${pool.phase[1]}) has the most energy, so that it is
              kept all over the volume.`
            : nothing
        }
      </p>
      <div class=${pool.energies ? "three two" : "three one"}>
        ${values}
        ${
          pool.energies
            ? html`<span></span> ${cellGrid({
                  values: pool.energies,
                  colour: (value) => glow("#ffffff", value / largest(pool.energies ?? [])),
                  label: "energy of each phase",
                  path: `${path}.energies`,
                  framed: pool.phase,
                })}`
            : nothing
        }
      </div>
      ${pool.energies ? html`<p class="quiet">Window, and the energy of each phase.</p>` : nothing}
    `;
  }
  return html`
    <p class="quiet">Values × weights, added up; the largest share is framed.</p>
    <div class="three two">
      ${values}
      <span aria-hidden="true">×</span>
      ${cellGrid({
        values: pool.weights,
        colour: (value) => glow("#ffffff", value / weightEnd),
        label: "weights in the window",
        path: `${path}.weights`,
      })}
    </div>
  `;
}
