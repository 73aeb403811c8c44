import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { exact } from "../microscope/value-grid.js";
import { flowing, listed, named } from "../i18n/locale.js";
import { errorText } from "../i18n/error-messages.js";
import { sliceNameHolds } from "./slice-name-check.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { Excited, ExcitationResult, Exciter } from "../types/excitation.js" */

/**
 * Actions of the view.
 *
 * @typedef {object} Acts
 * @property {() => void} ask
 * @property {() => void} cancel
 * @property {(found: Exciter) => void} see
 */

/**
 * The objects that excite a slice most: a button to request them, the progress, and the result.
 *
 * @param {Excited|null} excited  null: not requested
 * @param {Map<string, Sprite>} palette
 * @param {Acts} acts
 */
export function drawExcited(excited, palette, { ask, cancel, see }) {
  const running = excited?.status === "running";
  return html`
    <section class="excited" aria-label=${msg("What excites the slice")}>
      <div class="line">
        <button data-act="excite" ?disabled=${running} @click=${ask}>
          ${msg("What excites it most")}
        </button>
        ${running ? html`<button data-act="cancel" @click=${cancel}>${msg("Cancel")}</button>` : nothing}
      </div>
      ${
        running
          ? html`<progress
              max=${excited.positions ?? 1}
              value=${excited.done}
              aria-label=${msg("Positions done")}
            ></progress>`
          : nothing
      }
      <p class="quiet" role="status">${progressText(excited, palette)}</p>
      ${
        excited?.failure
          ? html`<p class="quiet" role="alert">${errorText(excited.failure)}</p>`
          : nothing
      }
      ${excited?.result ? drawAnswer(excited.result, palette, see) : nothing}
    </section>
  `;
}

/**
 * @param {Excited|null} excited
 * @param {Map<string, Sprite>} palette
 */
function progressText(excited, palette) {
  if (excited?.status === "cancelled") {
    return msg(str`Cancelled after ${excited.done} positions.`);
  }
  const { result } = excited ?? {};
  if (!result) return "";
  const { positions, step, top, name } = result;
  const tried = msg(
    str`Each object alone all over the canvas, in steps of ${step} px: ${positions} positions.`,
  );
  if (top.length === 0) return flowing([tried, msg("Nothing excites it at any of them.")]);
  return flowing([tried, name === null ? "" : verdict(name, result, palette)]);
}

/**
 * Text on whether the slice's name fits its exciters.
 *
 * @param {string} name
 * @param {ExcitationResult} result
 * @param {Map<string, Sprite>} palette
 */
function verdict(name, result, palette) {
  const { of, holds, by } = sliceNameHolds(name, result, palette);
  const own = named(name);
  const others = listed(by.map((object) => title(object, palette)));
  const text = () => {
    if (of === "object" && holds) {
      return msg(
        str`Its name, ${own}, is confirmed: that object excites it at each of them, and nothing else that was tried does.`,
      );
    }
    if (of === "part" && holds) {
      return msg(
        str`Its name, ${own}, is confirmed: what has that part excites it at each of them, by that part (${others}), and nothing else that was tried does.`,
      );
    }
    if (of) return msg(str`Its name, ${own}, is not confirmed: it is excited by ${others}.`);
    return msg(str`Nothing on the palette is called ${own}; it is excited by ${others}.`);
  };
  return html`<strong data-holds=${of === null ? "unknown" : holds ? "yes" : "no"}
    >${text()}</strong
  >`;
}

/**
 * @param {ExcitationResult} result
 * @param {Map<string, Sprite>} palette
 * @param {(found: Exciter) => void} see
 */
function drawAnswer({ top, by_object: shares, background }, palette, see) {
  const awake = shares
    .map((share, i) => ({ ...share, i }))
    .filter(({ max }) => max !== null && max > 0);
  return html`
    <div
      class="exciters"
      role="group"
      aria-label=${msg("The strongest, with the pixels that the cell sees")}
    >
      ${top.map((found, i) => {
        const { object, row, col, value, patch } = found;
        const name = title(object, palette);
        return html`
          <button
            data-exciter=${i}
            title=${msg(str`Show ${name} alone at row ${row}, col ${col}`)}
            @click=${() => see(found)}
          >
            <img src="data:image/png;base64,${patch}" alt="" draggable="false" />
            <span class="name">${name}</span>
            ${exact(value, `top.${i}.value`)}
          </button>
        `;
      })}
    </div>
    ${
      awake.length
        ? html`<p class="quiet">
              ${msg("Press one to place that object there, alone, and to select the cell.")}
            </p>
            <table>
              <thead>
                <tr>
                  <th scope="col" class="text">${msg("object")}</th>
                  <th scope="col">${msg("most")}</th>
                  <th scope="col">${msg("mean")}</th>
                  <th scope="col">${msg("active at")}</th>
                </tr>
              </thead>
              <tbody>
                ${awake.map(
                  ({ object, max, mean, active, i }) =>
                    html`<tr data-object=${object}>
                      <th scope="row">${title(object, palette)}</th>
                      <td>${exact(max ?? 0, `by_object.${i}.max`)}</td>
                      <td>${exact(mean ?? 0, `by_object.${i}.mean`)}</td>
                      <td>${Math.round(100 * (active ?? 0))}%</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
        : nothing
    }
    <p class="quiet">
      ${msg(html`On a blank canvas its largest activation is ${exact(background, "background")}.`)}
    </p>
  `;
}

/**
 * @param {string} object
 * @param {Map<string, Sprite>} palette
 */
function title(object, palette) {
  return named(palette.get(object)?.title ?? object);
}
