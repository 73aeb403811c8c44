import { msg, str } from "@lit/localize";
import { percentText } from "../i18n/percent.js";
import { flowing } from "../i18n/locale.js";
import { BLIND } from "../lab/head-transplants-verdict.js";
import { CLEAR } from "../network/clear-difference.js";
import { chanceOfForm } from "./data-sizes.js";
import { insideOf } from "./place-map.js";
import { CELLS } from "./region.js";
import { sameForm } from "./same-form.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { Shares, Training, TrainingForm } from "../types/training.js" */

/**
 * What is trained beside the first training: the whole network or a new head, painted everywhere; or a network
 * with another kind of head, in the same region.
 *
 * @typedef {"everywhere"|"head"|"gap"|"fc"} Counter
 */

/** All cells of the canvas. */
const EVERYWHERE = new Set(Array.from({ length: CELLS ** 2 }, (_, cell) => cell));

/**
 * The counter-experiments that a training can have.
 *
 * @param {TrainingForm} form
 * @returns {Counter[]}
 */
export function countersOf({ head }) {
  return ["head", "everywhere", head === "fc" ? "gap" : "fc"];
}

/**
 * The same training, with the same budget, painted everywhere; or only a new head so, on the convolutions of
 * the first one; or with another kind of head, in the same region.
 *
 * @param {Training} first  a finished training
 * @param {Counter} counter
 * @returns {TrainingForm}
 */
export function counterForm({ form, snapshots }, counter) {
  if (counter === "gap" || counter === "fc") return { ...form, head: counter };
  const convolutions = counter === "head" ? snapshots.at(-1)?.model : form.convolutions;
  return { ...form, painted: EVERYWHERE, convolutions };
}

/**
 * Which counter-experiment of a training another one is; null if it is none.
 *
 * @param {Training} first
 * @param {Training} second
 * @returns {Counter|null}
 */
export function counterOf(first, second) {
  const found = countersOf(first.form).find((counter) =>
    sameForm(counterForm(first, counter), second.form),
  );
  return found ?? null;
}

/**
 * The shares of right answers of a training inside and outside the region of another one.
 *
 * @param {Training} training
 * @param {TrainingForm} region  of which region
 * @param {Map<string, Sprite>} palette
 * @returns {Shares|null}  null before its first map; outside: null where every place is inside
 */
export function sharesIn({ maps }, region, palette) {
  const map = maps.at(-1);
  if (!map) return null;
  const inside = insideOf(map, region, palette);
  /** @param {boolean} wanted */
  const mean = (wanted) => {
    const values = map.correct.flatMap((row, i) =>
      row.filter((_, j) => (inside[i]?.[j] ?? false) === wanted),
    );
    return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  };
  const here = mean(true);
  return here === null ? null : { inside: here, outside: mean(false) };
}

/**
 * What two trainings show together; null before both are done, and where nothing is outside.
 *
 * @param {Training} first
 * @param {Training} second
 * @param {Map<string, Sprite>} palette
 */
export function counterText(first, second, palette) {
  const counter = counterOf(first, second);
  if (!counter || first.status !== "done" || second.status !== "done") return null;
  const mine = sharesIn(first, first.form, palette);
  const others = sharesIn(second, first.form, palette);
  const [own, other] = [mine?.outside ?? null, others?.outside ?? null];
  if (!mine || !others || own === null || other === null) return null;
  const chance = chanceOfForm(first.form);
  if (counter === "gap" || counter === "fc")
    return flowing(
      otherHeadTexts({ ...mine, outside: own }, { ...others, outside: other }, chance, counter),
    );
  const [left, right, guess] = [own, other, chance].map(percentText);
  return counter === "head"
    ? flowing([
        msg(
          str`Outside your region the first network is right at ${left}. On the same layers, a head trained everywhere is right there at ${right}. Guessing would give ${guess}.`,
        ),
        headVerdict(own, other, chance),
      ])
    : flowing([
        msg(
          str`Outside your region the first network is right at ${left}; the same network, trained everywhere with the same budget, at ${right}. Guessing would give ${guess}.`,
        ),
        placeVerdict(own, other, chance),
      ]);
}

/**
 * What the place of training does, by two trainings of one network.
 *
 * @param {number} own  share of right answers outside, of the network trained in the region
 * @param {number} other  of that trained everywhere
 * @param {number} chance
 */
function placeVerdict(own, other, chance) {
  if (other - own < CLEAR)
    return msg(
      "The difference is not clear: your region was enough for most places, or neither reads there.",
    );
  return own <= BLIND * chance
    ? msg(
        "With this head, what it never saw there it does not read there: the place of training decides.",
      )
    : msg("With this head, it reads less where it never saw an object.");
}

/** @typedef {{ inside: number, outside: number }} Both  shares of right answers */

/**
 * What two trainings in one region show that differ in the kind of head.
 *
 * @param {Both} mine  of the first training
 * @param {Both} others  of that with the other head
 * @param {number} chance
 * @param {"gap"|"fc"} head  the other one
 */
export function otherHeadTexts(mine, others, chance, head) {
  const [here, there] = [mine.inside, mine.outside].map(percentText);
  const [otherHere, otherThere] = [others.inside, others.outside].map(percentText);
  const guess = percentText(chance);
  const numbers =
    head === "gap"
      ? msg(
          str`The first network is right at ${there} outside your region and ${here} inside; with a global average head, trained in the same region with the same budget, at ${otherThere} outside and ${otherHere} inside. Guessing would give ${guess}.`,
        )
      : msg(
          str`The first network is right at ${there} outside your region and ${here} inside; with a fully connected head, trained in the same region with the same budget, at ${otherThere} outside and ${otherHere} inside. Guessing would give ${guess}.`,
        );
  const more = others.outside - mine.outside;
  if (Math.abs(more) < CLEAR) return [numbers, msg("The difference outside is not clear.")];
  return [
    numbers,
    more > 0
      ? msg("Only the kind of head differs, and with this one the network reads more outside.")
      : msg("Only the kind of head differs, and with this one the network reads less outside."),
  ];
}

/**
 * Which part is blind, by the heads of one pair of layers.
 *
 * @param {number} own  share of right answers outside, of the head trained in the region
 * @param {number} other  of the head trained everywhere
 * @param {number} chance
 */
export function headVerdict(own, other, chance) {
  if (own - other >= CLEAR) return msg("The new head reads less there than yours.");
  if (other <= BLIND * chance)
    return msg("The layers are blind there, too: no head reads from them what they do not show.");
  if (other - own < CLEAR) return msg("The difference between the heads is not clear.");
  return own <= BLIND * chance
    ? msg("The head went blind; the layers did not.")
    : msg("The head trained in your region reads less there, but is not blind.");
}
