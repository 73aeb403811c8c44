import { msg, str } from "@lit/localize";
import { label } from "./figure-labels.js";
import { named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { textScale } from "../ui/text-scale.js";
import { textWidth } from "./text-width.js";

/** @import { Stage } from "./stage.js" */
/** @import { Verdict } from "../network/verdict.js" */

/** Marks of a judged answer; they differ in shape, not only in colour. */
export const MARKS = { right: "✓", wrong: "✗", unjudged: "", empty: "" };
/** Height of an output's name, and of the answer's, px; gap between a disc and its name. */
const LINE = { name: 17, answer: 30, small: 25 };
const BESIDE = 13;
/** Size of the font of an output's name, of the answer's, of how sure it is, px, and the bold weights. */
const FONT = { name: 13, answer: 23.2, small: 19.2, sure: 15, weight: 700, semi: 600 };
/** Space between the parts of a name, as a fraction of its font's size, and right of it, px. */
const BETWEEN = 0.4;
const EDGE = 10;
/** How much wider the ring around the correct output's disc is than the disc, px. */
const RING = 4;
/** Space below a figure's caption, px. */
const CLEAR = 4;
/** The most that a name may be away from its disc before others are left out, px. */
const FAR = 16;

/**
 * Whether an output is the answer, and whether it should have been.
 *
 * @param {Verdict|null} verdict
 * @param {string} name  of the output
 */
export function standing(verdict, name) {
  const judged = verdict !== null && verdict.kind !== "empty";
  return {
    wins: judged && name === verdict.answer,
    should: judged && verdict.kind === "wrong" && name === verdict.expected,
  };
}

/**
 * Width of an answer with its mark, px.
 *
 * @param {string} name
 * @param {boolean} small  whether the stage is small
 * @param {number} scale  of text
 * @returns {{ line: number, stacked: number }}  with how sure it is beside it, and below it
 */
export function answerWidth(name, small, scale) {
  const size = (small ? FONT.small : FONT.answer) * scale;
  const gap = BETWEEN * size;
  const stacked =
    textWidth(MARKS.right, size, FONT.weight) + gap + textWidth(name, size, FONT.weight);
  const sure = textWidth(percentText(0.999), FONT.sure * scale, FONT.semi);
  return { line: stacked + gap + sure, stacked: Math.max(stacked, sure) };
}

/**
 * The room right of the outputs' discs in which the name of each fits, as the answer and as the one
 * that should be it, px.
 *
 * @param {string[]} names  as shown
 * @param {boolean} small  whether the stage is small
 * @param {number} scale  of text
 */
export function answerRoom(names, small, scale) {
  const should = (/** @type {string} */ name) => {
    const size = FONT.name * scale;
    const text = textWidth(msg(str`should be ${name}`), size, FONT.semi);
    return small ? text : text + BETWEEN * size + textWidth(percentText(0.001), size, FONT.semi);
  };
  const widths = names.flatMap((name) => [answerWidth(name, small, scale).stacked, should(name)]);
  return Math.max(0, ...widths) + (BESIDE + RING + EDGE) * scale;
}

/**
 * Heights at which names of outputs stand beside their discs without overlap: the answer exactly, the
 * others moved away from it as far as needed.
 *
 * @param {{ y: number, height: number, fixed: boolean }[]} items  from top to bottom
 * @returns {number[]}  y of each name's middle, px
 */
export function spaced(items) {
  const places = items.map(({ y }) => y);
  const at = Math.max(
    items.findIndex(({ fixed }) => fixed),
    0,
  );
  const need = (/** @type {number} */ a, /** @type {number} */ b) =>
    ((items[a]?.height ?? 0) + (items[b]?.height ?? 0)) / 2;
  for (let i = at + 1; i < items.length; i++) {
    places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + need(i, i - 1));
  }
  for (let i = at - 1; i >= 0; i--) {
    places[i] = Math.min(places[i] ?? 0, (places[i + 1] ?? 0) - need(i, i + 1));
  }
  return places;
}

/**
 * Heights as given, with those above a limit moved below it, and others only as far as that needs.
 *
 * @param {number[]} places  y of each name's middle, from top to bottom, px
 * @param {{ height: number }[]} items
 * @param {number} top  the limit, px
 * @returns {number[]}
 */
export function lowered(places, items, top) {
  let free = top;
  return places.map((place, i) => {
    const height = items[i]?.height ?? 0;
    const y = Math.max(place, free + height / 2);
    free = y + height / 2;
    return y;
  });
}

/**
 * The outputs' names beside their discs: the answer large, with how sure and whether it is right; if it
 * is wrong, the correct output's disc is ringed and named.
 *
 * @param {Stage} stage
 * @param {Verdict|null} verdict  null before the first frame
 * @param {number} top  end of the figure's caption, px
 * @returns {HTMLElement[]}
 */
export function answers(stage, verdict, top) {
  const column = stage.layout.columns.find(({ layer }) => layer.role === "output");
  if (!column) return [];
  const scale = textScale();
  const scores = stage.frame?.scores;
  const kind = verdict?.kind ?? "empty";
  const units = column.places.map(({ y, z }, unit) => {
    const name = column.layer.slices[unit] ?? stage.card?.outputs[unit] ?? "";
    const { wins, should } = standing(verdict, name);
    const at = stage.project([column.x, y, z]);
    const size = stage.small ? LINE.small : LINE.answer;
    // Too long for one line: how sure it is stands below.
    const stacked =
      wins &&
      at.x + (BESIDE + EDGE) * scale + answerWidth(named(name), stage.small, scale).line >
        stage.size.width;
    const height = (wins ? size * (stacked ? 1.6 : 1) : LINE.name) * scale;
    return { name, wins, should, stacked, at, y: at.y, height, fixed: wins, score: scores?.[unit] };
  });
  const dense =
    Math.abs((units[1]?.at.y ?? Infinity) - (units[0]?.at.y ?? 0)) < (LINE.name - 4) * scale;
  let shown = units.toSorted((a, b) => a.y - b.y);
  // Where discs are closer than lines of text, only the answer and the correct output have names.
  if (dense) shown = shown.filter(({ wins, should }) => wins || should);
  let places = spaced(shown);
  if (!dense && shown.some(({ y }, i) => Math.abs((places[i] ?? y) - y) > FAR * scale)) {
    const answer = shown.find(({ wins }) => wins);
    shown = shown.filter(
      (each) =>
        each.wins ||
        each.should ||
        !answer ||
        Math.abs(each.y - answer.y) >= (each.height + answer.height) / 2 - 3,
    );
    places = spaced(shown);
  }
  if (top > 0) places = lowered(places, shown, top + CLEAR);
  const ring = units.find(({ should }) => should);
  const width = stage.disc(column) + 2 * RING;
  return [
    ...(ring ? [ringed(ring.at, width)] : []),
    ...shown.map(({ name, wins, should, stacked, at, height, score }, i) => {
      const className = wins ? `answer ${kind}` : should ? "output should" : "output";
      const top = (places[i] ?? at.y) - height / 2;
      // The ring around the disc of the correct output is wider than the disc.
      const aside = (BESIDE + (should ? RING : 0)) * scale;
      const element = label(className, at.x + aside, top, "");
      element.style.height = `${height.toFixed(1)}px`;
      element.toggleAttribute("data-stacked", stacked);
      if (stacked) element.style.maxWidth = `${stage.size.width - at.x - BESIDE * scale}px`;
      element.dataset.unit = name;
      if (wins && MARKS[kind]) element.append(part("verdict", MARKS[kind]));
      element.append(part("name", should ? msg(str`should be ${named(name)}`) : named(name)));
      if (score !== undefined && (wins || !stage.small))
        element.append(part("number", percentText(score)));
      return element;
    }),
  ];
}

/**
 * The answer in one line above a strand, at its right end.
 *
 * @param {Stage} stage
 * @param {Verdict|null} verdict  null before the first frame
 * @returns {HTMLElement[]}
 */
export function answerAbove(stage, verdict) {
  const column = stage.layout.columns.find(({ layer }) => layer.role === "output");
  if (!verdict || !column) return [];
  const element = document.createElement("div");
  element.className = `answer above ${verdict.kind}`;
  column.places.forEach((_, unit) => {
    const name = column.layer.slices[unit] ?? stage.card?.outputs[unit] ?? "";
    const { wins, should } = standing(verdict, name);
    if (!wins && !should) return;
    if (wins) element.dataset.unit = name;
    const parts = wins
      ? [part("verdict", MARKS[verdict.kind]), part("name", named(name))]
      : [part("should", msg(str`should be ${named(name)}`))];
    const score = wins ? stage.frame?.scores[unit] : undefined;
    if (score !== undefined) parts.push(part("number", percentText(score)));
    // The answer comes first, whatever the order of the outputs.
    if (wins) element.prepend(...parts);
    else element.append(...parts);
  });
  return element.childElementCount > 0 ? [element] : [];
}

/**
 * @param {string} className
 * @param {string} text
 */
function part(className, text) {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}

/**
 * A dashed ring around the correct output's disc.
 *
 * @param {{ x: number, y: number }} at
 * @param {number} width  px
 */
function ringed(at, width) {
  const ring = label("correct", at.x - width / 2, at.y - width / 2, "");
  ring.style.width = ring.style.height = `${width.toFixed(1)}px`;
  return ring;
}
