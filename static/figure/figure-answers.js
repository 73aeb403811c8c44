import { msg, str } from "@lit/localize";
import { label } from "./figure-labels.js";
import { named } from "../i18n/locale.js";
import { outputName } from "../network/volumes.js";
import { percentText } from "../i18n/percent.js";
import { scoreText } from "../network/verdict.js";
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
/** How far boxes of names may overlap, px, since their letters are lower than their boxes. */
const OVER = 3;
/** Space below a figure's caption, px. */
const CLEAR = 4;
/**
 * Least distance of discs at which each may have a name, px: lines of text are no lower. Of closer discs, on a
 * stage with room for them, so many outputs with the largest scores have.
 */
const DENSE = 13;
const FEW = 5;

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
 * Which outputs have names, and at what height: the answer and the correct output always, with the answer
 * at its disc and the correct one as near to its disc as that lets it. A name beside another output's disc
 * would be a false picture, so each of the others stands at its own disc or is left out.
 *
 * @template {{ y: number, height: number, wins: boolean, should: boolean }} T
 * @param {T[]} items  with the height of their discs, px
 * @param {number} top  px at the top to keep free
 * @returns {{ item: T, y: number }[]}  y of each name's middle, px
 */
export function namesBeside(items, top) {
  /** @type {{ item: T, y: number }[]} */
  const placed = [];
  const answer = items.find(({ wins }) => wins);
  if (answer) placed.push({ item: answer, y: Math.max(answer.y, top + answer.height / 2) });
  const correct = items.find(({ should }) => should);
  if (correct) {
    const least = top + correct.height / 2;
    const [own] = placed;
    const need = own ? (own.item.height + correct.height) / 2 : 0;
    const near = own && Math.abs(correct.y - own.y) < need;
    const up = near ? own.y - need : correct.y;
    const y = near && (correct.y > own.y || up < least) ? own.y + need : Math.max(up, least);
    placed.push({ item: correct, y });
  }
  for (const item of items) {
    const { y, height, wins, should } = item;
    const meets = (/** @type {{ item: T, y: number }} */ other) =>
      Math.abs(other.y - y) < (other.item.height + height) / 2 - OVER;
    if (!wins && !should && y - height / 2 >= top - OVER && !placed.some(meets))
      placed.push({ item, y });
  }
  return placed;
}

/**
 * The outputs' names beside their discs: the answer large, with how sure and whether it is right; if it
 * is wrong, the correct output's disc is ringed and named.
 *
 * @param {Stage} stage
 * @param {Verdict|null} verdict  null before the first frame
 * @param {{ right: number, bottom: number }} caption  end of the figure's caption, px
 * @returns {HTMLElement[]}
 */
export function answers(stage, verdict, caption) {
  const column = stage.layout.columns.find(({ layer }) => layer.role === "output");
  if (!column) return [];
  const scale = textScale();
  const scores = stage.frame?.scores;
  const kind = verdict?.kind ?? "empty";
  const discs = column.places.map(({ y, z }) => stage.project([column.x, y, z]));
  const gap = Math.abs((discs[1]?.y ?? Infinity) - (discs[0]?.y ?? 0));
  const line = Math.min(LINE.name * scale, Math.max(gap, DENSE * scale));
  const units = discs.map((at, place) => {
    const unit = column.units[place] ?? place;
    const name = outputName(column.layer, stage.card, unit);
    const { wins, should } = standing(verdict, name);
    const size = stage.small ? LINE.small : LINE.answer;
    // Too long for one line: how sure it is stands below.
    const stacked =
      wins &&
      at.x + (BESIDE + EDGE) * scale + answerWidth(named(name), stage.small, scale).line >
        stage.size.width;
    const height = wins ? size * (stacked ? 1.6 : 1) * scale : line;
    return { name, wins, should, stacked, at, y: at.y, height, score: scores?.[unit] };
  });
  const strongest = units.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const candidates =
    gap >= DENSE * scale
      ? units
      : strongest.filter(({ wins, should }, i) => wins || should || (i < FEW && !stage.small));
  const left = Math.min(...units.map(({ at }) => at.x)) + BESIDE * scale;
  const shown = namesBeside(candidates, caption.right > left ? caption.bottom + CLEAR : 0);
  const ring = units.find(({ should }) => should);
  const width = stage.disc(column) + 2 * RING;
  return [
    ...(ring ? [ringed(ring.at, width)] : []),
    ...shown.map(({ item, y }) => {
      const { name, wins, should, stacked, at, height, score } = item;
      const className = wins ? `answer ${kind}` : should ? "output should" : "output";
      // The ring around the disc of the correct output is wider than the disc.
      const aside = (BESIDE + (should ? RING : 0)) * scale;
      const element = label(className, at.x + aside, y - height / 2, "");
      element.style.height = `${height.toFixed(1)}px`;
      element.toggleAttribute("data-stacked", stacked);
      if (stacked) element.style.maxWidth = `${stage.size.width - at.x - BESIDE * scale}px`;
      element.dataset.unit = name;
      if (wins && MARKS[kind]) element.append(part("verdict", MARKS[kind]));
      element.append(part("name", should ? msg(str`should be ${named(name)}`) : named(name)));
      if (score !== undefined && (wins || !stage.small))
        element.append(part("number", scoreText(stage.card, score)));
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
  column.units.forEach((unit) => {
    const name = outputName(column.layer, stage.card, unit);
    const { wins, should } = standing(verdict, name);
    if (!wins && !should) return;
    if (wins) element.dataset.unit = name;
    const parts = wins
      ? [part("verdict", MARKS[verdict.kind]), part("name", named(name))]
      : [part("should", msg(str`should be ${named(name)}`))];
    const score = wins ? stage.frame?.scores[unit] : undefined;
    if (score !== undefined) parts.push(part("number", scoreText(stage.card, score)));
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
