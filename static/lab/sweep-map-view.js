import { errorText } from "../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { drawingOf, move } from "../scene/scene.js";
import "../charts/heat-map.js";
import { nearestIndex, within } from "../network/arrays.js";
import { MAPS, holds } from "./sweep-maps.js";
import { sweepPlot } from "./saveable-plots.js";
import "../charts/save-plot.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { MapField, Sweep } from "../types/lab.js" */
/** @import { Scale } from "./sweep-maps.js" */

/**
 * The map of a sweep so far; undefined before the first result.
 *
 * @param {object} options
 * @param {Context} options.context
 * @param {Card} options.card
 * @param {Sweep|undefined} options.sweep
 * @param {MapField} options.field
 * @param {Scale} options.scale
 * @param {Card["region"]} options.region  to outline, px
 * @param {{ row: number, col: number }|null} options.pointed  the position under the pointer, in cells of the map
 * @param {(cell: { row: number, col: number }|null) => void} options.point
 */
export function sweptMap({ context, card, sweep, field, scale, region, pointed, point }) {
  const { start, fields, end, done } = sweep ?? {};
  if (!sweep || !start || !fields) return undefined;
  const object = drawingOf(sweep.plan.scene, context.palette, start.object);
  if (!object) return undefined;
  const { rows, cols, base } = start;
  const at = { row: nearestIndex(rows, base.row), col: nearestIndex(cols, base.col) };
  const outline = within(rows, cols, region, object);
  const hatched = end?.edge_affected.flat() ?? null;
  const marks = [{ ...at, kind: "start" }];
  return html`
    <heat-map
      live
      .rows=${rows.length}
      .cols=${cols.length}
      .values=${fields[field]}
      .version=${done ?? 0}
      .colour=${scale.colour}
      .outline=${outline}
      .hatched=${hatched}
      .marks=${marks}
      .pointed=${pointed}
      .label=${msg(str`${MAPS[field].title()} of ${named(card.title)} at ${rows.length} by ${cols.length} positions. Arrow keys point at one, Enter moves the object there.`)}
      @point=${(/** @type {CustomEvent} */ event) => point(event.detail)}
      @choose=${(/** @type {CustomEvent} */ event) => moveTo(context, sweep, event.detail)}
    ></heat-map>
    <save-plot
      .plot=${() => sweepPlot({ card, sweep, field, scale, outline, hatched, marks })}
    ></save-plot>
  `;
}

/**
 * Progress of a sweep, until it is done.
 *
 * @param {Sweep|undefined} sweep
 */
export function progress(sweep) {
  if (!sweep || sweep.status === "done") return nothing;
  const { status, done, start, failure } = sweep;
  if (status === "failed") {
    return html`<p class="error" role="alert">${failure && errorText(failure)}</p>`;
  }
  const total = start?.total;
  return html`<p role="status">
    <progress max=${total ?? 1} value=${done} aria-label=${msg("Positions done")}></progress>
    ${status === "waiting" ? msg("waiting") : msg(str`${done} of ${total ?? "…"}`)}
    ${status === "cancelled" ? msg("cancelled") : nothing}
  </p>`;
}

/** @param {(Sweep|undefined)[]} sweeps */
export function isRunning(sweeps) {
  return sweeps.some((sweep) => sweep?.status === "waiting" || sweep?.status === "running");
}

/**
 * Moves the swept object of the scene to a position of the sweep.
 *
 * @param {Context} context
 * @param {Sweep} sweep
 * @param {{ row: number, col: number }} cell
 */
export function moveTo({ store, palette }, { plan, start }, cell) {
  const scene = store.get("scene");
  // The scene may have changed, and the index may be another object's.
  if (!holds(scene, plan)) return;
  const { index } = plan;
  const drawing = drawingOf(scene, palette, scene.objects[index]?.object ?? "");
  const [row, col] = [start?.rows[cell.row], start?.cols[cell.col]];
  if (!drawing || row === undefined || col === undefined) return;
  const [, height, width] = store.get("model").input_shape;
  store.set("selection", { ...store.get("selection"), object: index });
  store.set("scene", move(scene, index, row, col, drawing, { height, width }));
}
