import { msg, str } from "@lit/localize";
import { restricted } from "./training-region.js";

/** @import { Card, Drawing, Scene } from "../types/api.js" */

/**
 * Four networks that tell the convolutions from the head: trained in a region and everywhere, and
 * each one's convolutions under a head that was trained in the other's region.
 *
 * @typedef {object} Transplants
 * @property {Card} corner  trained in a region
 * @property {Card} everywhere
 * @property {Card} cornerHead  on the convolutions of `everywhere`
 * @property {Card} everywhereHead  on the convolutions of `corner`
 * @property {Card|null} exact  without biases, trained in the same region: there the head's weights
 *   elsewhere are not changed by training at all
 * @property {Card|null} biased  what differs from `exact` in having biases, and in nothing else
 */

/**
 * The first such four among the cards; null when there are none.
 *
 * @param {Card[]} cards
 * @returns {Transplants|null}
 */
export function transplants(cards) {
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
 * The network that differs from one without biases in them alone.
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
 * The scene's lone object where it is one of those that the networks know, a digit; else null.
 *
 * @param {Scene} scene
 * @param {Map<string, Drawing>} palette
 * @returns {Drawing|null}
 */
export function loneDigit({ objects }, palette) {
  const [only] = objects;
  const drawing = objects.length === 1 && only ? palette.get(only.object) : undefined;
  return drawing?.kind === "digit" ? drawing : null;
}

/**
 * The scene with its lone object in the middle of where a network was trained.
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
 * What the maps say of who went blind, in plain words.
 *
 * @param {Outside} outside
 * @param {number} chance
 */
export function verdict({ corner, cornerHead, everywhere, everywhereHead }, chance) {
  const measured = msg(
    str`Outside the corner, with a head trained there, the answer is right at ${share(corner)} and ${share(cornerHead)} of the places, whichever convolutions it reads; with a head trained everywhere at ${share(everywhere)} and ${share(everywhereHead)} (chance ${share(chance)}).`,
  );
  const apart = Math.min(everywhere, everywhereHead) - Math.max(corner, cornerHead);
  if (apart >= CLEAR) return msg(str`${measured} The head went blind; the convolutions did not.`);
  return msg(str`${measured} For this digit the difference is not clear: try another.`);
}

/**
 * What biases do to the response in the far corner, as shares of that at home; the two networks
 * differ in nothing else.
 *
 * @param {number} biased
 * @param {number} exact
 */
export function silence(biased, exact) {
  const [heard, left] = [share(biased), share(exact)];
  return biased >= HEARD && exact <= SILENT
    ? msg(
        str`Wrong is not silent: in the far corner ${heard} of the response at home with biases, ${left} without, all else equal.`,
      )
    : msg(
        str`The response: in the far corner ${heard} of the response at home with biases, ${left} without, all else equal.`,
      );
}

/** From which response on a network is called not silent, and up to which it is called silent. */
const HEARD = 0.2;
const SILENT = 0.02;

/** How far apart the two kinds of head must be before it is said which went blind. */
const CLEAR = 0.3;

/** @param {number} value */
function share(value) {
  return value.toFixed(3);
}
