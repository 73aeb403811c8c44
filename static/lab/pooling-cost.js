import { msg, str } from "@lit/localize";
import { volumeTitle } from "../i18n/labels.js";
import { flowing, named } from "../i18n/locale.js";
import { percentText } from "./number-format.js";
import { shareBars } from "./share-bars.js";

/** @import { Card } from "../types/api.js" */
/** @import { Compared } from "../types/lab.js" */

/**
 * What pooling costs: each volume's equivariance error, as a share of the volume's size. Cells that see
 * padding are left out where others remain, since they differ without any pooling.
 *
 * @typedef {object} Cost
 * @property {string} title  of the last volume
 * @property {number} error  the last volume's
 * @property {boolean} interior  whether that leaves out the cells that see padding
 * @property {{ title: string, error: number|null }[]} volumes  all after the input
 *
 * @typedef {{ card: Card, cost: Cost|null }} NetworkCost
 */

/**
 * @param {Card} card
 * @param {Compared|null} compared
 * @returns {Cost|null}  null without a result, or where A and B are not one shift apart
 */
export function costOf(card, compared) {
  const result = compared?.model === card.id ? compared.result : null;
  const volumes = (result?.layers ?? [])
    .filter(({ role }) => role === "volume")
    .flatMap((moved) => {
      const layer = card.layers.find(({ name }) => name === moved.name);
      return layer && moved.error
        ? [
            {
              title: volumeTitle(layer),
              error: moved.error.interior ?? moved.error.whole,
              interior: moved.error.interior !== null,
            },
          ]
        : [];
    });
  const last = volumes.at(-1);
  if (!last || last.error === null) return null;
  return { title: last.title, error: last.error, interior: last.interior, volumes };
}

/**
 * The volumes of a network whose cost has not been measured yet.
 *
 * @param {Card} card
 * @returns {Cost}
 */
export function unmeasured(card) {
  const volumes = card.layers
    .filter(({ role }) => role === "volume")
    .map((layer) => ({ title: volumeTitle(layer), error: null }));
  return { title: volumes.at(-1)?.title ?? "", error: 0, interior: false, volumes };
}

/**
 * The cost in a sentence that follows the first network's number.
 *
 * @param {NetworkCost} first
 * @param {NetworkCost} [second]
 */
export function costSentence({ cost }, second) {
  const title = cost?.title ?? "";
  return flowing([
    cost?.interior
      ? msg(str`is how far ${title} is from having simply moved along, away from the border.`)
      : msg(str`is how far ${title} is from having simply moved along.`),
    ...(second?.cost
      ? [
          second.cost.interior
            ? msg(
                str`In the network beside it, away from the border: ${percentText(second.cost.error)}.`,
              )
            : msg(str`In the network beside it: ${percentText(second.cost.error)}.`),
        ]
      : []),
  ]);
}

/**
 * A bar for each volume of each network.
 *
 * @param {NetworkCost[]} costs
 */
export function costBars(costs) {
  const bars = costs.flatMap(({ card, cost }, i) =>
    (cost?.volumes ?? []).map(({ title, error }, j) => ({
      name: title,
      share: error,
      second: i > 0,
      ...(j === 0 && costs.length > 1 ? { heading: named(card.title) } : {}),
    })),
  );
  return shareBars(bars, msg("How far each layer is from having simply moved along"));
}
