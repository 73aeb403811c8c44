import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { filterPictures } from "../figure/filter-pictures.js";
import { percentText } from "../i18n/percent.js";
import { convolutionOf } from "../network/volumes.js";
import { fetchFilters } from "../server/api.js";
import { KEYS } from "../state/network-sides.js";
import { TRAININGS } from "./training-keys.js";

/** @import { Store } from "../state/store.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Filters, Side } from "../types/state.js" */

/** The kernels of the first convolution, and how far training has moved them since its first snapshot. */
export class KernelChanges {
  /**
   * @param {() => void} update  called once the first snapshot's kernels are there
   * @param {typeof fetchFilters} [fetch]
   */
  constructor(update, fetch = fetchFilters) {
    this.update = update;
    this.fetch = fetch;
    /** The first snapshot whose kernels are known. @type {{ model: string, kernels: number[][][][] }|null} */
    this.first = null;
    /** What was asked for last, so that a failed request is repeated with the next snapshot alone. */
    this.asked = "";
  }

  /**
   * @param {Store} store
   * @param {Side} side
   */
  view(store, side) {
    const card = store.get(side);
    const filters = store.get(KEYS[side].filters);
    const snapshots = store.get(TRAININGS[side])?.snapshots ?? [];
    const [first] = snapshots;
    // A training that has just begun has none: the network shown is of the one before.
    if (!first || !card || !filters || !snapshots.some(({ model }) => model === card.id))
      return nothing;
    const [volume] = filters.volumes;
    const pictures = filterPictures(card, filters).get(volume?.volume ?? "") ?? [];
    if (pictures.length === 0 || !volume) return nothing;
    const before = this.before(first.model, card, filters);
    const { step } = first;
    return html`
      <figure class="kernels">
        <figcaption>
          ${msg(str`Kernels of the first convolution, and how much they changed since step ${step}`)}
        </figcaption>
        <ul>
          ${pictures.map(({ image }, i) => {
            const change = changeOf(before?.[i], volume.kernels[i]);
            return html`<li>
              <img src=${image.src} alt=${msg(str`Kernel ${i}`)} />
              <span class="number quiet">${change === null ? nothing : percentText(change)}</span>
            </li>`;
          })}
        </ul>
      </figure>
    `;
  }

  /**
   * The first snapshot's kernels; null until they are known, which is asked for.
   *
   * @param {string} model  id of the first snapshot
   * @param {Card} card  of the snapshot that is shown
   * @param {Filters} filters  of the same training
   */
  before(model, card, { model: shown, volumes: [volume] }) {
    if (this.first?.model === model) return this.first.kernels;
    if (volume && shown === model) {
      this.first = { model, kernels: volume.kernels };
      return volume.kernels;
    }
    const convolution = volume && convolutionOf(card, volume.volume);
    const question = `${model} ${card.id}`;
    if (!convolution || this.asked === question) return null;
    this.asked = question;
    this.fetch(model, convolution).then(
      ({ kernels }) => {
        // Meanwhile another training may have begun.
        if (!this.asked.startsWith(`${model} `)) return;
        this.first = { model, kernels };
        this.update();
      },
      // The server may have dropped the snapshot: then the kernels are shown without numbers.
      () => {},
    );
    return null;
  }
}

/**
 * How far a kernel has moved, as a share of its length; null where that is not known.
 *
 * @param {number[][][]|undefined} before  [channel][row][col]
 * @param {number[][][]|undefined} after
 */
export function changeOf(before, after) {
  if (!before || !after) return null;
  const [was, now] = [before.flat(2), after.flat(2)];
  const length = Math.hypot(...was);
  return length > 0 ? Math.hypot(...now.map((value, i) => value - (was[i] ?? 0))) / length : null;
}
