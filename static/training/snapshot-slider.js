import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { flowing } from "../i18n/locale.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Side } from "../types/state.js" */
/** @import { Training } from "../types/training.js" */

/** @typedef {Training["snapshots"][number]} Snapshot */

/**
 * A slider over the snapshots of a training: each is a network of its own in every view.
 *
 * @param {Context} context
 * @param {Side} side
 * @param {Training} training
 */
export function snapshotSlider(context, side, { snapshots, viewed, form }) {
  const last = snapshots.length - 1;
  if (last < 0) return nothing;
  const at = viewed ?? last;
  const text = msg(str`step ${snapshots[at]?.step ?? 0} of ${form.steps}`);
  const gone = snapshots[at]?.gone ?? false;
  const shown = snapshots.find(({ model }) => model === context.store.get(side)?.id);
  const choose = (/** @type {Event} */ event) => {
    const index = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    // Whoever goes to the end stays there.
    context.trainings?.view(side, index === last ? null : index);
  };
  return html`
    <div class="snapshots">
      <label>
        <span data-viewed
          >${msg(html`The network at <strong class="number">${text}</strong>`)}</span
        >
        <input
          type="range"
          min="0"
          max=${last}
          .value=${live(String(at))}
          ?disabled=${last === 0}
          aria-valuetext=${gone ? msg(str`${text}, no longer held`) : text}
          @input=${choose}
        />
        <span class="marks" aria-hidden="true"
          >${snapshots.map(({ gone }, i) =>
            gone ? html`<i .style=${`--at: ${last ? i / last : 0}`}>×</i>` : nothing,
          )}</span
        >
      </label>
      <button
        data-newest
        aria-pressed=${viewed === null && shown !== undefined}
        @click=${() => context.trainings?.view(side, null)}
      >
        ${msg("Newest")}
      </button>
    </div>
    <p class="quiet" data-shown role="status">${flowing(shownTexts(snapshots[at], shown))}</p>
  `;
}

/**
 * What the figure shows, if it is not the snapshot that is chosen; else nothing.
 *
 * @param {Snapshot|undefined} chosen
 * @param {Snapshot|undefined} shown  by the figure; undefined: another network
 * @returns {string[]}  sentences
 */
export function shownTexts(chosen, shown) {
  const figure = shown
    ? msg(str`The figure shows step ${shown.step}.`)
    : msg("The figure shows another network now.");
  if (chosen?.gone)
    return [
      msg(str`The network of step ${chosen.step} is no longer held; its map and numbers are.`),
      figure,
    ];
  return shown ? [] : [figure];
}
