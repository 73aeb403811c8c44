import { msg, str } from "@lit/localize";
import { DIGITS } from "./subject.js";
import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { CLEAR } from "../network/clear-difference.js";
import { verdictText } from "../network/verdict.js";
import { restricted } from "../network/training-region.js";

/** @import { Card, Sprite } from "../types/api.js" */
/** @import { Sweep } from "../types/lab.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Verdict } from "../network/verdict.js" */

/** What the first screen says. Every number and every answer in it was measured. */

/**
 * The question of the first screen, of the object that is on its canvas.
 *
 * @param {Sprite} object
 */
export function questionText({ title }) {
  const object = objectText(title);
  return msg(str`Does a neural network care where the ${object} is?`);
}

/**
 * An object within a sentence: names begin with a capital; digits have none.
 *
 * @param {string} title
 */
function objectText(title) {
  return named(title).toLocaleLowerCase();
}

/**
 * How the two networks differ.
 *
 * @param {{ model: Card, twin: Card }} pair
 * @param {Record<Side, string>} titles
 */
export function introductionText({ model, twin }, titles) {
  const where = [model, twin].map(learnedIn);
  if (model.family === twin.family && where[0] === "everywhere" && where[1] === "corner") {
    return model.family === DIGITS
      ? msg(
          "Both networks learned digits: one all over the canvas, the other only with their middle in the dotted box.",
        )
      : msg(
          "Both networks learned figures: one all over the canvas, the other only with their middle in the dotted box.",
        );
  }
  const { model: upper, twin: lower } = titles;
  return msg(str`One object, two networks: “${upper}” above, “${lower}” below.`);
}

/**
 * Where a network learned; null for one that did not learn, or in another part of the canvas.
 *
 * @param {Card} card
 * @returns {"everywhere"|"corner"|null}
 */
function learnedIn(card) {
  // What a visitor painted has no such name, and a title of its own.
  if (card.painted) return null;
  const box = restricted(card);
  if (!box) return card.region ? "everywhere" : null;
  const [, rows, cols] = card.input_shape;
  const { top, left, height, width } = box;
  const down = top === 0 || top + height === rows;
  const across = left === 0 || left + width === cols;
  return down && across ? "corner" : null;
}

/**
 * Titles of both strands: where each network learned, or where its layers did if it has another's head.
 * Networks that this does not tell apart have their own titles.
 *
 * @param {{ model: Card, twin: Card }} pair
 * @param {Card[]} cards
 * @returns {Record<Side, string>}
 */
export function strandTitles({ model, twin }, cards) {
  const titles = { model: titleOf(model, cards), twin: titleOf(twin, cards) };
  return titles.model === titles.twin
    ? { model: named(model.title), twin: named(twin.title) }
    : titles;
}

/**
 * What the first screen calls two networks that differ in where they learned, for captions elsewhere, so
 * that a reader recognises them; null for other pairs.
 *
 * @param {{ model: Card, twin: Card }} pair
 * @param {Card[]} cards
 * @returns {Record<Side, string>|null}
 */
export function learnedTitles({ model, twin }, cards) {
  const both = [model, twin];
  if (!both.every((card) => learnedIn(card) && !card.convolutions)) return null;
  return learnedIn(model) === learnedIn(twin) ? null : strandTitles({ model, twin }, cards);
}

/**
 * @param {Card} card
 * @param {Card[]} cards
 */
function titleOf(card, cards) {
  const layers = card.painted ? null : cards.find(({ id }) => id === card.convolutions);
  if (layers) return msg(str`Layers: ${placeOf(layers)}`);
  switch (learnedIn(card)) {
    case "everywhere":
      return msg("Learned everywhere");
    case "corner":
      return msg("Learned in one corner");
    case null:
      return named(card.title);
  }
}

/**
 * A network's title where there is little room: of one with another's head, what tells it from others.
 *
 * @param {Card} card
 * @param {Card[]} cards
 */
export function shortTitle(card, cards) {
  const layers = card.painted ? null : cards.find(({ id }) => id === card.convolutions);
  if (!layers) return named(card.title);
  const head = placeOf(card);
  return restricted(layers)
    ? msg(str`One corner, head: ${head}`)
    : msg(str`Everywhere, head: ${head}`);
}

/**
 * Where a network's head learned.
 *
 * @param {Card} card
 */
export function placeOf(card) {
  return restricted(card) ? msg("corner") : msg("everywhere");
}

/**
 * Both answers, for screen readers.
 *
 * @param {{ title: string, verdict: Verdict|null }[]} strands
 */
export function spoken(strands) {
  return strands
    .map(({ title, verdict }) => (verdict ? msg(str`${title}: ${verdictText(verdict)}.`) : ""))
    .join(" ");
}

/**
 * The share of places at which each network reads the object; null until both sweeps are done.
 *
 * @param {{ title: string, sweep: Sweep|undefined }} corner
 * @param {{ title: string, sweep: Sweep|undefined }} everywhere
 */
function placesText(corner, everywhere) {
  const [low, high] = [corner.sweep?.end?.accuracy, everywhere.sweep?.end?.accuracy];
  const start = corner.sweep?.start;
  if (typeof low !== "number" || typeof high !== "number" || !start) return null;
  return msg(
    str`Of ${start.total} places, one every ${start.step} px, “${corner.title}” is right at ${percentText(low)}, “${everywhere.title}” at ${percentText(high)}.`,
  );
}

/** That both heads are back at their own layers. */
const restoredText = () => msg("Each network has its own head again.");

/**
 * What exchanged heads do: at how many places each network then reads the object.
 *
 * @param {Sweep|undefined} upper  of the layers that learned everywhere, with the corner's head
 * @param {Sweep|undefined} lower  of the layers that learned in the corner, with the other head
 * @param {string} object  as in `the 3`
 */
export function exchangeText(upper, lower, object) {
  const [low, high] = [upper?.end?.accuracy, lower?.end?.accuracy];
  if (typeof low !== "number" || typeof high !== "number") {
    return msg(
      "Now the lower network has a head from everywhere, the upper one a head from the corner. Both were trained anew for these layers.",
    );
  }
  const [least, most] = [percentText(low), percentText(high)];
  if (high - low < CLEAR) {
    return msg(
      str`Heads swapped: the upper network is right at ${least} of the places, the lower one at ${most}. Not clear for this one.`,
    );
  }
  return msg(
    str`Lower network, head from everywhere: right at ${most} of the places; upper, head from the corner: ${least}. So for this ${object} the head decides. Both were trained anew for these layers.`,
  );
}

/**
 * The sentence on the networks as they are, by what was measured of them.
 *
 * @param {object} shown
 * @param {{ model: Card, twin: Card }} shown.pair
 * @param {Sprite} shown.object
 * @param {Record<Side, string>} shown.titles
 * @param {Record<Side, Sweep|undefined>} shown.sweeps  those that are done
 * @param {boolean} shown.swapped  whether the networks have each other's head
 * @param {"places"|"heads"|null} shown.topic  what was asked last
 */
export function stateText({ pair, object, titles, sweeps, swapped, topic }) {
  if (swapped) return exchangeText(sweeps.model, sweeps.twin, objectText(object.title));
  const places = placesText(
    { title: titles.twin, sweep: sweeps.twin },
    { title: titles.model, sweep: sweeps.model },
  );
  if (topic === "heads") return [restoredText(), places].filter(Boolean).join(" ");
  return (topic === "places" && places) || introductionText(pair, titles);
}
