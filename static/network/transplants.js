import { msg, str } from "@lit/localize";
import { percentText } from "../i18n/percent.js";
import { restricted } from "./training-region.js";

/** @import { Card, Sprite, Scene } from "../types/api.js" */
/** @import { State } from "../types/state.js" */

/**
 * Head transplants: four networks that separate the convolutions' part in blindness from the head's.
 * One is trained in a region, one everywhere, and two have the convolutions of one and a head trained
 * in the region of the other.
 *
 * @typedef {object} Transplants
 * @property {Card} corner  trained in a region
 * @property {Card} everywhere
 * @property {Card} cornerHead  on the convolutions of `everywhere`
 * @property {Card} everywhereHead  on the convolutions of `corner`
 * @property {Card|null} exact  without biases, trained in the same region: training leaves the head's
 *   weights elsewhere exactly unchanged
 * @property {Card|null} biased  differs from `exact` only in having biases
 */

/**
 * The first such four among the cards that are the same for everybody; null if there are none.
 *
 * @param {Card[]} all
 * @returns {Transplants|null}
 */
export function transplants(all) {
  const cards = all.filter(({ painted }) => !painted);
  for (const cornerHead of cards) {
    const everywhere = cards.find(({ id }) => id === cornerHead.convolutions);
    if (!everywhere || !restricted(cornerHead) || restricted(everywhere)) continue;
    for (const everywhereHead of cards) {
      const corner = cards.find(({ id }) => id === everywhereHead.convolutions);
      if (!corner || restricted(everywhereHead)) continue;
      if (String(corner.region) !== String(cornerHead.region)) continue;
      const exact = cards.find(
        (card) =>
          card.family === corner.family &&
          card.axes.biases === "no" &&
          card.axes.head === corner.axes.head &&
          String(card.region) === String(corner.region),
      );
      const biased = exact && withBiases(exact, cards);
      return {
        corner,
        everywhere,
        cornerHead,
        everywhereHead,
        exact: exact ?? null,
        biased: biased ?? null,
      };
    }
  }
  return null;
}

/**
 * The network that differs from one without biases only in having them.
 *
 * @param {Card} exact
 * @param {Card[]} cards
 */
function withBiases(exact, cards) {
  return cards.find(
    (card) =>
      card.family === exact.family &&
      card.convolutions === exact.convolutions &&
      String(card.region) === String(exact.region) &&
      card.axes.biases === "yes" &&
      Object.entries(exact.axes).every(
        ([axis, value]) => axis === "biases" || card.axes[axis] === value,
      ),
  );
}

/**
 * The scene's object if it is the only one and a digit, which the networks know; else null.
 *
 * @param {Scene} scene
 * @param {Map<string, Sprite>} palette
 * @returns {Sprite|null}
 */
export function loneDigit({ objects }, palette) {
  const [only] = objects;
  const drawing = objects.length === 1 && only ? palette.get(only.object) : undefined;
  return drawing?.kind === "digit" ? drawing : null;
}

/**
 * The scene with its only object in the centre of a network's training region.
 *
 * @param {Scene} scene
 * @param {Card} card
 * @param {{ height: number, width: number }} object  px
 * @returns {Scene}
 */
export function atHome(scene, card, object) {
  const box = restricted(card) ?? { top: 0, left: 0, height: 0, width: 0 };
  const row = box.top + Math.max(Math.floor((box.height - object.height) / 2), 0);
  const col = box.left + Math.max(Math.floor((box.width - object.width) / 2), 0);
  return { ...scene, objects: scene.objects.map((placed) => ({ ...placed, row, col })) };
}

/**
 * Accuracy outside the region, by network.
 *
 * @typedef {Record<"corner"|"cornerHead"|"everywhere"|"everywhereHead", number>} Outside
 */

/**
 * Text on how biases change the response of a network trained in the corner: that in the far corner,
 * as a fraction of that at home.
 *
 * @param {number} biased
 * @param {number} exact
 */
export function silence(biased, exact) {
  const [heard, left] = [percentText(biased), percentText(exact)];
  return biased >= HEARD && exact <= SILENT
    ? msg(
        str`Trained in the corner, with biases, a network still responds in the far corner, with ${heard} of its response at home: it is wrong there rather than silent. The network without biases keeps only ${left}: it is silent.`,
      )
    : msg(
        str`Trained in the corner, with biases, a network responds in the far corner with ${heard} of its response at home; the network without biases with ${left}.`,
      );
}

/** A response of at least `HEARD` counts as not silent, one of at most `SILENT` as silent. */
const HEARD = 0.2;
const SILENT = 0.02;

/**
 * Whether a network has another one's head.
 *
 * @param {Card[]} cards
 * @param {Card} card
 */
export function isTransplant(cards, card) {
  return cards.some(({ id }) => id === card.convolutions);
}

/**
 * The networks as they learned, if their heads are swapped; null if they are not.
 *
 * @param {Card[]} cards
 * @param {Pick<State, "model"|"twin">} sides
 */
export function asLearned(cards, sides) {
  return isTransplant(cards, sides.model) ? exchanged(cards, sides) : null;
}

/**
 * The networks after their heads were exchanged; null where the server has no transplants for them.
 * Exchanging twice gives the first two back. Convolutions keep their side.
 *
 * @param {Card[]} cards
 * @param {Pick<State, "model"|"twin">} sides
 * @returns {{ model: Card, twin: Card }|null}
 */
export function exchanged(cards, { model, twin }) {
  const four = transplants(cards);
  if (!four) return null;
  const { everywhere, corner, cornerHead, everywhereHead } = four;
  if (model === everywhere && twin === corner) return { model: cornerHead, twin: everywhereHead };
  if (model === cornerHead && twin === everywhereHead) return { model: everywhere, twin: corner };
  return null;
}
