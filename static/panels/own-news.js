import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { flowing, listed, named } from "../i18n/locale.js";
import { fileName } from "../i18n/quotation.js";
import { inputText } from "../own/input-text.js";
import { shown } from "../state/network-sides.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */

/** Says what is taken for the input of a network that the visitor has just brought, above the figure. */
export class OwnNews extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static keys = /** @type {const} */ (["arrived", "model", "twin"]);

  static styles = [
    shared,
    css`
      :host {
        flex: none;
      }
      .news {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-3);
        padding: var(--gap-2) var(--gap-3);
        background: var(--panel);
        border-left: 4px solid var(--accent);
      }
      p {
        flex: 1 1 18rem;
        overflow-wrap: anywhere;
      }
      .ways {
        display: flex;
        gap: var(--gap-2);
      }
      @media (max-width: 720px) {
        /* Their stage is too low for a row above the figure: it lies over the panels, above the tabs. */
        :host {
          position: fixed;
          inset: auto var(--gap-2) 3rem;
        }
        .news {
          padding: var(--gap-1) var(--gap-2);
          border-radius: var(--radius);
          box-shadow: 0 0.25rem 1.5rem #0009;
          font-size: var(--small);
        }
        p {
          flex-basis: 11rem;
        }
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store }) {
    const arrived = store.get("arrived");
    const found = shown(store).find(({ card }) => card.id === arrived?.id);
    // Screen readers announce changes only in a live region that existed before.
    return html`<div role="status">
      ${
        arrived && found
          ? html`<div class="news">
              <p>
                ${
                  arrived.guessed
                    ? msg(
                        html`<strong>${found.card.title}</strong> is live. Its input was guessed:
                          ${inputText(found.card.input)}.`,
                      )
                    : msg(
                        html`<strong>${found.card.title}</strong> is live. Its input:
                          ${inputText(found.card.input)}.`,
                      )
                }
                <span class="quiet">${flowing((found.card.origin?.notes ?? []).map(named))}</span>
                ${arrived.others.length > 0 ? leftOut(arrived.others) : null}
              </p>
              <div class="ways">
                <button
                  @click=${() => {
                    store.merge({
                      arrived: null,
                      bringing: { side: found.side, step: "settings" },
                    });
                  }}
                >
                  ${msg("Change…")}
                </button>
                <button @click=${() => store.set("arrived", null)}>${msg("OK")}</button>
              </div>
            </div>`
          : null
      }
    </div>`;
  }
}

/** @param {string[]} files  names */
function leftOut(files) {
  const names = listed(files.map(fileName));
  return msg(
    str`Left out: ${names}. One network comes in at a time, with a text file of its classes' names, and pictures for the canvas.`,
  );
}

customElements.define("own-news", OwnNews);
