import { nothing, svg } from "lit";
import { layerColour } from "../charts/layer-colours.js";
import { verdict } from "../state/network-sides.js";
import { standing } from "./figure-answers.js";
import { cellBox } from "./flat-layout.js";
import { flatWays } from "./flat-path-lines.js";
import { outputName } from "../network/volumes.js";
import { fullOf } from "../network/shown-units.js";
import { placeOf } from "../network/sent-slices.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card, Frame } from "../types/api.js" */
/** @import { Cell, Side, State } from "../types/state.js" */
/** @import { FlatColumn, FlatLayout, FlatVolume } from "./flat-layout.js" */
/** @import { HeadPath } from "./path-lines.js" */

/**
 * A column's discs: of the head's units, or of the outputs.
 *
 * @param {Store} store
 * @param {Side} side
 * @param {Card} card
 * @param {FlatColumn} column
 * @param {Frame|null} frame
 */
export function flatUnits(store, side, card, { layer, units, places, radius }, frame) {
  const last = layer.role === "output";
  const values = last ? frame?.scores : frame?.head.get(layer.name);
  const full = fullOf(layer);
  const pinned = store.get("pinnedCell");
  const own =
    pinned?.side === side && "unit" in pinned && pinned.layer === layer.name ? pinned : null;
  const judged = last ? verdict(store, side) : null;
  return places.map(({ x, y }, place) => {
    const unit = units[place] ?? place;
    const { should } = standing(judged, outputName(layer, card, unit));
    // An empty canvas has no answer, though one score is the largest.
    const value = judged?.kind === "empty" ? 0 : (values?.[unit] ?? 0);
    const shine = Math.min(Math.max(value / full, 0), 1);
    return svg`<circle class="unit" cx=${x} cy=${y} r=${radius}
      fill-opacity=${0.07 + 0.93 * shine} />
      ${should ? svg`<circle class="correct" cx=${x} cy=${y} r=${radius + 4} />` : nothing}
      ${own?.unit === unit ? svg`<circle class="slice" cx=${x} cy=${y} r=${radius + 3} />` : nothing}`;
  });
}

/**
 * The strongest contributions, from cell to unit to output: solid lines for the live scene, dashed
 * ones for scene A.
 *
 * @param {FlatLayout} layout
 * @param {HeadPath|null} headPath
 * @param {"live"|"pinned"} kind
 */
export function flatLinks(layout, headPath, kind) {
  const ways = flatWays(layout, headPath);
  const largest = Math.abs(ways[0]?.contribution ?? 1) || 1;
  return ways.map(({ points, contribution }) => {
    const sense = contribution < 0 ? "against" : "speaks";
    return svg`<polyline class="link ${kind} ${sense}"
      points=${points.map(({ x, y }) => `${x},${y}`).join(" ")}
      stroke-opacity=${Math.max(Math.abs(contribution) / largest, 0.12)} />`;
  });
}

/**
 * Frames of a volume's selected slice, and of its selected and pinned cells.
 *
 * @param {Pick<State, "selection"|"pinnedCell">} state
 * @param {Side} side
 * @param {FlatVolume} volume
 */
export function flatFrames({ selection, pinnedCell }, side, volume) {
  const { layer, slices, places, width, height } = volume;
  const { slice } = selection;
  const at =
    slice?.side === side && slice.layer === layer.name
      ? places[placeOf(slices, slice.channel)]
      : undefined;
  const pinned = pinnedCell && "channel" in pinnedCell ? pinnedCell : null;
  return svg`
    ${places.map(
      ({ x, y }) => svg`<rect class="edge" x=${x} y=${y} width=${width} height=${height}
        stroke=${layerColour(layer)} />`,
    )}
    ${at ? svg`<rect class="slice" x=${at.x - 2} y=${at.y - 2} width=${width + 4} height=${height + 4} />` : nothing}
    ${mark(side, volume, pinned, "kept")} ${mark(side, volume, selection.cell, "pointed")}
  `;
}

/**
 * @param {Side} side
 * @param {FlatVolume} volume
 * @param {Cell|null} cell
 * @param {string} name
 */
function mark(side, volume, cell, name) {
  if (cell?.side !== side || cell.layer !== volume.layer.name) return nothing;
  const { x, y, width, height } = cellBox(volume, cell);
  return ["under", name].map(
    (each) =>
      svg`<rect class=${each} x=${x - 1.5} y=${y - 1.5} width=${width + 3} height=${height + 3} />`,
  );
}
