import { closest, differences } from "./family.js";
import { groupOf, readableGroups } from "./readable.js";

/** @import { Card, Scene, Sprite } from "../types/api.js" */
/** @import { Catalogue } from "./family.js" */
/** @import { Group } from "./readable.js" */

/**
 * The networks to choose from at first: of each family those that differ from the page's first network
 * only in where they were trained, or else the most similar one. Conditions of the training that nobody
 * chooses, such as its steps, do not count.
 *
 * @param {Catalogue} catalogue
 * @param {Map<string, Sprite>} palette
 * @param {Card} first  the page's first network
 * @param {Scene} [scene]  whose objects' readers come first; by default the first network's group
 * @returns {{ group: Group|null, cards: Card[] }[]}  by the objects that they read; null: others
 */
export function mainNetworks({ cards, families }, palette, first, scene) {
  const choices = new Set(families.flatMap(({ axes }) => axes.map(({ name }) => name)));
  const found = families.flatMap(({ name, axes }) => {
    const members = cards.filter(({ family }) => family === name);
    const order = axes.find((axis) => axis.name === "trained")?.values ?? [];
    const place = (/** @type {Card} */ { axes }) => order.indexOf(axes.trained ?? "");
    const plain = members
      .filter((card) =>
        differences(first, card).every((axis) => axis === "trained" || !choices.has(axis)),
      )
      .toSorted((a, b) => place(a) - place(b));
    const most = closest(members, first);
    return plain.length || !most ? plain : [most];
  });
  const groups = Map.groupBy(found, (card) => [...readableGroups(card, palette)][0] ?? null);
  const shown = scene?.objects.map(({ object }) => palette.get(object)).find(Boolean);
  const home = shown ? groupOf(shown) : [...readableGroups(first, palette)][0];
  return [...groups]
    .map(([group, cards]) => ({ group, cards }))
    .toSorted((a, b) => Number(b.group === home) - Number(a.group === home));
}
