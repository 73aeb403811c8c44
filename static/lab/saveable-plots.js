import { msg, str } from "@lit/localize";
import { mapsSvg } from "../charts/map-svg.js";
import { enumerated, named } from "../i18n/locale.js";
import { numberText, sliceName, volumeTitle } from "../i18n/labels.js";
import { MAPS } from "./sweep-maps.js";
import { diverging, sequential, UNKNOWN } from "../charts/colour-ramps.js";
import { RIGHT, WRONG } from "../charts/verdict-colours.js";
import { pairText } from "./comparison-sentences.js";

/** @import { Entry } from "../charts/svg.js" */
/** @import { Box } from "../network/arrays.js" */
/** @import { Card, LayerCard } from "../types/api.js" */
/** @import { Residual, MapField, Sweep, WeightChange } from "../types/lab.js" */
/** @import { Scale } from "./sweep-maps.js" */
/** @import { Plot } from "../charts/save-plot.js" */

/** The laboratory's plots as files: the same numbers, with notes on their origin. */

/**
 * A colour ramp for a legend.
 *
 * @param {number} low
 * @param {number} high
 * @param {(value: number) => string} colour
 * @returns {Entry}
 */
function ramp(low, high, colour) {
  const rounded = (/** @type {number} */ value) => numberText(Number(value.toPrecision(3)));
  const colours = Array.from({ length: 24 }, (_, i) => colour(low + ((high - low) * i) / 23));
  return { kind: "ramp", colours, low: rounded(low), high: rounded(high) };
}

/** @returns {Entry} */
function notKnown() {
  return { kind: "key", colour: UNKNOWN, text: msg("not known") };
}

/**
 * Note on a network, its weights and their training.
 *
 * @param {Card} card
 * @param {string} [sha256]  of the measured weights
 */
function networkNote(card, sha256 = card.sha256) {
  const title = named(card.title);
  const weights = sha256.slice(0, 8);
  if (card.origin) return msg(str`${title} (${card.id}), weights ${weights}, from a file.`);
  return card.seed === null
    ? msg(str`${title} (${card.id}), weights ${weights}, set without training.`)
    : msg(str`${title} (${card.id}), weights ${weights}, one training, seed ${card.seed}.`);
}

/**
 * Notes on sweeps: network, scene and settings.
 *
 * @param {Sweep[]} sweeps
 * @param {Card[]} cards  of all networks
 * @returns {string[]}
 */
export function sweepNotes(sweeps, cards) {
  const start = sweeps[0]?.start;
  if (!start) return [];
  const { object, chance, step, base } = start;
  const output = enumerated([
    ...new Set(sweeps.flatMap((each) => (each.start ? [named(each.start.output)] : []))),
  ]);
  const [row, col] = [base.row, base.col];
  const networks = sweeps.flatMap((sweep) => {
    const card = cards.find(({ id }) => id === sweep.plan.model);
    return card ? [networkNote(card, sweep.start?.sha256)] : [];
  });
  return [
    ...networks,
    chance === null
      ? msg(
          str`Object ${object}, every ${step} px. It was at row ${row}, col ${col}. Nothing is drawn at random.`,
        )
      : msg(
          str`Object ${object}, right answer ${output}, every ${step} px; chance ${chance.toFixed(3)}. It was at row ${row}, col ${col}. Nothing is drawn at random.`,
        ),
  ];
}

/**
 * @param {object} options
 * @param {Card} options.card
 * @param {Sweep} options.sweep
 * @param {MapField} options.field
 * @param {Scale} options.scale
 * @param {Box|null} options.outline  cells
 * @param {ArrayLike<boolean>|null} options.hatched
 * @param {{ row: number, col: number, kind: string }[]} options.marks
 * @returns {Plot}
 */
export function sweepPlot({ card, sweep, field, scale, outline, hatched, marks }) {
  const title = `${MAPS[field].title()}: ${named(card.title)}`;
  return {
    title,
    svg: (inks) => {
      const { rows = [], cols = [] } = sweep.start ?? {};
      const notes = [
        `${MAPS[field].title()}: ${MAPS[field].says()}.`,
        ...sweepNotes([sweep], [card]),
      ];
      if (outline) notes.push(msg("Dotted: positions within the trained region."));
      if (hatched) {
        notes.push(msg("Hatched: a cell of the last volume sees both the object and padding."));
      }
      notes.push(msg("Framed: where the object was."));
      /** @type {Entry[]} */
      const legend =
        field === "correct"
          ? [
              { kind: "key", colour: RIGHT, text: msg("right") },
              { kind: "key", colour: WRONG, text: msg("wrong") },
            ]
          : [ramp(scale.low, scale.high, scale.colour)];
      const known = sweep.done === sweep.start?.total;
      const map = {
        title: "",
        rows: rows.length,
        cols: cols.length,
        values: sweep.fields?.[field] ?? [],
        colour: scale.colour,
        outline,
        hatched,
        marks,
      };
      const axes = {
        x: msg("column of the object's left edge, px"),
        y: msg("row of the object's top edge, px"),
        xs: cols,
        ys: rows,
      };
      return mapsSvg(
        { title, notes, legend: known ? legend : [...legend, notKnown()], fields: [map], axes },
        inks,
      );
    },
  };
}

/**
 * @param {WeightChange} result
 * @param {number} max  value of the full colour
 * @returns {Plot}
 */
export function weightPlot({ model, sha256, rows, cols, change, unchanged, layer }, max) {
  const title = msg(str`Change of the weights of ${layer} in training: ${model}`);
  return {
    title,
    svg: (inks) => {
      const colour = (/** @type {number} */ value) => sequential(value / max);
      const map = {
        title: "",
        rows: rows.length,
        cols: cols.length,
        values: Float64Array.from(change.flat()),
        colour,
        hatched: unchanged.flat().map((share) => share === 1),
      };
      const notes = [
        msg("Mean |w − w₀| over the weights of each place of the last volume."),
        msg("Hatched: bit for bit as drawn before training."),
        msg(str`${model}, weights ${sha256.slice(0, 8)}.`),
      ];
      const axes = {
        x: msg("column in the middle of what a place sees, px"),
        y: msg("row in the middle of what a place sees, px"),
        xs: cols,
        ys: rows,
      };
      const legend = [ramp(0, max, colour)];
      return mapsSvg({ title, notes, legend, fields: [map], axes }, inks);
    },
  };
}

/**
 * A last volume from the front, for an object in two places.
 *
 * @param {Card} card
 * @param {LayerCard} layer
 * @param {{ values: ArrayLike<number>, said: string }[]} seen  said: the place and the head's output
 * @param {number} max  value of the full colour
 * @returns {Plot}
 */
export function frontPlot(card, layer, seen, max) {
  const title = msg(str`${volumeTitle(layer)} from the front: ${named(card.title)}`);
  return {
    title,
    svg: (inks) => {
      const [, rows = 1, cols = 1] = layer.shape;
      const colour = (/** @type {number} */ value) => sequential(value / max);
      const fields = seen.map(({ values, said }) => ({
        title: said,
        rows,
        cols,
        values,
        colour,
      }));
      const notes = [
        msg("The largest of all slices at each place, and what the head answers."),
        networkNote(card),
      ];
      return mapsSvg({ title, notes, legend: [ramp(0, max, colour)], fields }, inks);
    },
  };
}

/**
 * The residual of a volume, slice by slice: volume(B) − shift(volume(A)).
 *
 * @param {Card} card
 * @param {LayerCard} layer
 * @param {Residual} found
 * @param {number} max  value of the full colour, of either sign
 * @param {Box|null} outline  the cells that see no padding
 * @returns {Plot}
 */
export function slicesPlot(card, layer, { values, moved }, max, outline) {
  const title = msg(str`${volumeTitle(layer)} at B less A moved: ${named(card.title)}`);
  return {
    title,
    svg: (inks) => {
      const [channels = 0, rows = 1, cols = 1] = layer.shape;
      const cells = rows * cols;
      const colour = (/** @type {number} */ value) => diverging(value / max);
      const fields = Array.from({ length: channels }, (_, slice) => ({
        title: named(sliceName(layer, slice)),
        rows,
        cols,
        values: values.subarray(slice * cells, (slice + 1) * cells),
        colour,
        outline,
      }));
      const notes = [
        msg(str`A moved: ${pairText(moved)}.`),
        msg("Dotted: cells inside see no padding."),
        networkNote(card),
        msg("Nothing is drawn at random."),
      ];
      return mapsSvg({ title, notes, legend: [ramp(-max, max, colour)], fields }, inks);
    },
  };
}
