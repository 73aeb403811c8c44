import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { fileSize, named } from "../i18n/locale.js";
import { showOwn } from "../own/bring.js";
import { lastRemoved, removeOwn, restoreRemoved } from "../own/removal.js";
import { aboutText } from "../own/settings-text.js";

/** @import { Home } from "../own/present.js" */
/** @import { OwnNetwork, Side } from "../types/state.js" */

/**
 * The networks that this browser keeps, with what tells those of one file apart.
 *
 * @param {Home} home
 * @param {Side} side
 */
export function ownList(home, side) {
  const networks = home.store.get("own").filter(({ listed }) => listed);
  if (networks.length === 0 && !lastRemoved(home.store)) return nothing;
  return html`<section aria-label=${msg("Yours")}>
    <h2>${msg("Yours")}</h2>
    <ul class="own">
      ${networks.map(
        (network) =>
          html`<li>
            <button class="open" @click=${() => void showOwn(home, network, side)}>
              ${named(network.title)}
              <span class="quiet number">${fileSize(network.bytes, 1)}</span>
              <small class="quiet number">${aboutText(network)}</small>
            </button>
            ${removeButton(home, network)}
          </li>`,
      )}
    </ul>
    ${removedText(home)}
  </section>`;
}

/**
 * @param {Home} home
 * @param {OwnNetwork} network
 */
export function removeButton(home, network) {
  return html`<button
    class="close"
    aria-label=${msg(str`Remove ${named(network.title)}`)}
    title=${msg("Remove")}
    @click=${() => void removeOwn(home, network)}
  >
    ✕
  </button>`;
}

/**
 * Offers to undo the last removal.
 *
 * @param {Home} home
 */
export function removedText(home) {
  const removed = lastRemoved(home.store);
  return html`<p class="removed" role="status">
    ${
      removed
        ? html`${msg(str`${named(removed.title)} is removed.`)}
            <button @click=${() => void restoreRemoved(home)}>${msg("Undo")}</button>`
        : nothing
    }
  </p>`;
}
