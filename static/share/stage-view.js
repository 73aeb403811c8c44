import { named } from "../i18n/locale.js";
import { strandTitles } from "../opening/sentences.js";
import { KEYS, shown } from "../state/network-sides.js";

/** @import { View } from "../export/film-frame.js" */
/** @import { Scene } from "../types/api.js" */
/** @import { Context } from "../ui/panel.js" */

/**
 * What a film or a picture shows of the page, with the first screen's names and tiles on that screen.
 *
 * @param {Pick<Context, "store"|"figures"|"cards">} context
 * @param {Scene} scene
 * @returns {View}
 */
export function viewOf({ store, figures, cards }, scene) {
  const { screen, model, twin, tiles } = store.state;
  const titles = screen === "opening" && twin ? strandTitles({ model, twin }, cards) : null;
  const strands = shown(store).flatMap(({ side, card }) => {
    const figure = figures?.get(side);
    const title = titles?.[side] ?? named(card.title);
    return figure ? [{ card, title, figure, frame: store.get(KEYS[side].frame) }] : [];
  });
  return { strands, scene, tiles: screen === "opening" ? tiles : new Map() };
}
