import { errorText } from "../i18n/error-messages.js";
import { msg, str } from "@lit/localize";
import { named } from "../i18n/locale.js";
import { html, nothing } from "lit";
import { move, placedDrawing, sweptDrawing } from "../scene/scene.js";
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
 * A map to draw or to save.
 *
 * @typedef {object} MapOptions
 * @property {Context} context
 * @property {Card} card
 * @property {Sweep|undefined} sweep
 * @property {MapField} field
 * @property {Scale} scale
 * @property {Card["region"]} region  to outline, px
 */

/**
 * What is drawn over the map of a sweep so far; undefined before the first result.
 *
 * @param {MapOptions} options
 */
function overlayOf({ context, sweep, region }) {
  const { start, fields, end } = sweep ?? {};
  const object = start && sweep && sweptDrawing(sweep.plan, context.palette);
  if (!sweep || !start || !fields || !object) return undefined;
  const { rows, cols, base } = start;
  const cellOf = (/** @type {{ row: number, col: number }} */ { row, col }) => ({
    row: nearestIndex(rows, row),
    col: nearestIndex(cols, col),
  });
  const scene = context.store.get("scene");
  const placed = holds(scene, sweep.plan) ? scene.objects[sweep.plan.index] : undefined;
  return {
    sweep,
    start,
    fields,
    outline: within(rows, cols, region, object),
    hatched: end?.edge_affected.flat() ?? null,
    marks: [
      { ...cellOf(base), kind: "start" },
      ...(placed ? [{ ...cellOf(placed), kind: "here" }] : []),
    ],
  };
}

/**
 * The map of a sweep so far; undefined before the first result.
 *
 * @param {MapOptions & {
 *   pointed: { row: number, col: number }|null,
 *   point: (cell: { row: number, col: number }|null) => void,
 * }} options  pointed: the position under the pointer, in cells of the map
 */
export function sweptMap(options) {
  const over = overlayOf(options);
  if (!over) return undefined;
  const { context, card, field, scale, pointed, point } = options;
  const { sweep, start, fields, outline, hatched, marks } = over;
  const { rows, cols } = start;
  return html`
    <heat-map
      live
      .rows=${rows.length}
      .cols=${cols.length}
      .values=${fields[field]}
      .version=${sweep.done}
      .colour=${scale.colour}
      .outline=${outline}
      .hatched=${hatched}
      .marks=${marks}
      .pointed=${pointed}
      .label=${msg(str`${MAPS[field].title()} of ${named(card.title)} at ${rows.length} by ${cols.length} positions. Arrow keys point at one, Enter moves the object there.`)}
      @point=${(/** @type {CustomEvent} */ event) => point(event.detail)}
      @choose=${(/** @type {CustomEvent} */ event) => moveTo(context, sweep, event.detail)}
    ></heat-map>
  `;
}

/**
 * Buttons that save the map of a sweep.
 *
 * @param {MapOptions} options
 */
export function saveMap(options) {
  const over = overlayOf(options);
  if (!over) return nothing;
  const { card, field, scale } = options;
  const { sweep, outline, hatched } = over;
  // A picture outlives the place where the object is now.
  const marks = over.marks.filter(({ kind }) => kind !== "here");
  return html`<save-plot
    .plot=${() => sweepPlot({ card, sweep, field, scale, outline, hatched, marks })}
  ></save-plot>`;
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
  const drawing = placedDrawing(scene, palette, scene.objects[index]);
  const [row, col] = [start?.rows[cell.row], start?.cols[cell.col]];
  if (!drawing || row === undefined || col === undefined) return;
  const [, height, width] = store.get("model").input_shape;
  store.set("selection", { ...store.get("selection"), object: index });
  store.set("scene", move(scene, index, row, col, drawing, { height, width }));
}
