import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../i18n/locale.js";
import { readableGroups } from "../network/readable.js";
import { shown, withFrames } from "../state/network-sides.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Side } from "../types/state.js" */

/**
 * A button that brings one digit, and networks that read it where those shown do not.
 *
 * @param {Context} context
 * @param {Card[]} readers  networks that read digits, the first choice first
 */
export function placeButton(context, readers) {
  const changes = replacements(context, readers);
  const [card] = Object.values(changes);
  return html`<button @click=${() => place(context, changes)}>
    ${card ? msg(str`Show a digit in ${named(card.title)}`) : msg("Place a digit")}
  </button>`;
}

/**
 * Networks to show instead of those that do not read digits.
 *
 * @param {Context} context
 * @param {Card[]} readers
 * @returns {Partial<Record<Side, Card>>}
 */
function replacements({ store, palette }, readers) {
  const sides = shown(store);
  const blind = sides.filter(({ card }) => !readableGroups(card, palette).has("digits"));
  const kept = sides.filter((side) => !blind.includes(side)).map(({ card }) => card);
  const free = readers.filter((card) => !kept.includes(card));
  return Object.fromEntries(blind.flatMap(({ side }, i) => (free[i] ? [[side, free[i]]] : [])));
}

/**
 * Replaces the scene by one digit in the centre, and networks by others.
 *
 * @param {Context} context
 * @param {Partial<Record<Side, Card>>} changes
 */
function place({ store, palette }, changes) {
  const digits = [...palette.values()].filter(({ kind }) => kind === "digit");
  const digit = digits.find(({ title }) => title === "3") ?? digits[0];
  if (!digit) return;
  const [, height, width] = (changes.model ?? store.get("model")).input_shape;
  const row = Math.floor((height - digit.height) / 2);
  const col = Math.floor((width - digit.width) / 2);
  store.merge(
    withFrames(store.state, {
      ...changes,
      selection: { object: 0, cell: null, slice: null },
      // Scene A is of what was here before.
      pinned: null,
      scene: { objects: [{ object: digit.name, row, col }] },
    }),
  );
}
