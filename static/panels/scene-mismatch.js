import { msg, str } from "@lit/localize";
import { css, html } from "lit";
import { flowing, named } from "../i18n/locale.js";
import { closestReader, groupsOf, isCut, mismatch } from "../network/mismatch.js";
import { groupName } from "../network/readable.js";
import { shortTitle } from "../opening/sentences.js";
import { enlarged, wholeAt } from "../scene/scene.js";
import { shown, withFrames } from "../state/network-sides.js";
import { isAwaited } from "../training/awaited.js";
import { TRAININGS } from "../training/training-keys.js";
import { define } from "../ui/define.js";
import { Panel, shared } from "../ui/panel.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card, Placement } from "../types/api.js" */
/** @import { Group } from "../network/readable.js" */
/** @import { Mismatch } from "../network/mismatch.js" */
/** @import { Side } from "../types/state.js" */

/** @typedef {{ side: Side, card: Card, found: Mismatch }} Misfit  a network that the scene is not for */

/** Says in one sentence why a network was never made for the scene, with the ways out. */
export class SceneMismatch extends Panel {
  static keys = /** @type {const} */ (["scene", "model", "twin", "training", "twinTraining"]);

  static styles = [
    shared,
    css`
      /* Over the figure, which stays in view at every size. */
      :host {
        position: absolute;
        inset: var(--gap-2) var(--gap-2) auto;
        z-index: 3;
        pointer-events: none;
      }
      /* Of two figures on a phone, the upper one keeps its answer. */
      @media (max-width: 720px) {
        :host {
          inset: auto var(--gap-2) var(--gap-2);
        }
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-3);
        width: fit-content;
        margin-inline: auto;
        padding: var(--gap-2) var(--gap-3);
        background: var(--panel);
        border: 1px solid var(--line);
        border-left: 4px solid var(--bad);
        border-radius: var(--radius);
        box-shadow: 0 0.25rem 1.5rem #0009;
        pointer-events: auto;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-2);
      }
    `,
  ];

  /** @param {Context} context */
  draw({ store, palette }) {
    const scene = store.get("scene");
    const misfits = shown(store).flatMap(({ side, card }) => {
      // The scene is for the network in training, which is about to take this one's place.
      if (isAwaited(store.get(TRAININGS[side]))) return [];
      const found = mismatch(card, scene, palette);
      return found ? [{ side, card, found }] : [];
    });
    // Screen readers announce changes only in a live region that existed before.
    return html`
      <div role="status">
        ${
          misfits.length
            ? html`<div class="notice">
                <p>${this.sentences(misfits)}</p>
                <div class="ways">${this.ways(misfits)}</div>
              </div>`
            : null
        }
      </div>
    `;
  }

  updated() {
    this.toggleAttribute("shown", this.renderRoot.querySelector(".notice") !== null);
  }

  /** @param {Misfit[]} misfits */
  ways(misfits) {
    const { store, palette } = this.requiredContext;
    const { objects } = store.get("scene");
    const foreign = misfits.find(({ found }) => found.kind === "foreign");
    if (misfits.every(({ found }) => found.kind === "cut")) {
      return html`<button @click=${() => this.leave({ objects: this.whole(store.get("model")) })}>
        ${msg("Move it back")}
      </button>`;
    }
    if (!foreign) {
      const index = store.get("selection").object ?? objects.length - 1;
      const kept = objects[index];
      const title = palette.get(kept?.object ?? "")?.title;
      return kept && title !== undefined
        ? html`<button @click=${() => this.leave({ objects: [kept] })}>
            ${msg(str`Keep only the ${named(title)}`)}
          </button>`
        : null;
    }
    const groups = groupsOf(objects, palette);
    const { group: read, other = read } = foreign.found;
    const changes = this.switched(misfits, other);
    const [card] = Object.values(changes);
    const without = (/** @type {Group} */ group) => objects.filter((_, i) => groups[i] !== group);
    if (!groups.includes(read))
      return card
        ? html`<button @click=${() => this.leave({ changes })}>
            ${msg(html`Switch to <strong>${named(card.title)}</strong>`)}
          </button>`
        : null;
    return html`
      ${
        card
          ? html`<button @click=${() => this.leave({ changes, objects: without(read) })}>
              ${msg(html`Switch to <strong>${named(card.title)}</strong> and remove the ${groupName(read)}`)}
            </button>`
          : null
      }
      <button @click=${() => this.leave({ objects: without(other) })}>
        ${msg(str`Remove the ${groupName(other)}`)}
      </button>
    `;
  }

  /**
   * For each network that does not read a group, the most similar one that does; never the same twice.
   *
   * @param {Misfit[]} misfits
   * @param {Group} group
   * @returns {Partial<Record<Side, Card>>}
   */
  switched(misfits, group) {
    const { cards, palette, store } = this.requiredContext;
    /** @type {Partial<Record<Side, Card>>} */
    const changes = {};
    const free = new Set(cards);
    for (const { card } of shown(store)) free.delete(card);
    for (const { side, card } of misfits) {
      const found = closestReader([...free], card, group, palette);
      if (!found) continue;
      changes[side] = found;
      free.delete(found);
    }
    return changes;
  }

  /**
   * The scene's objects, those moved that are partly off the canvas.
   *
   * @param {Card} card
   */
  whole(card) {
    const { store, palette } = this.requiredContext;
    const [, height, width] = card.input_shape;
    return store.get("scene").objects.map((placed) => {
      const sprite = palette.get(placed.object);
      if (!sprite || !isCut(placed, card, palette)) return placed;
      const { scale } = placed;
      return {
        ...placed,
        ...wholeAt(placed.row, placed.col, enlarged(sprite, scale), { height, width }),
      };
    });
  }

  /**
   * One sentence where both networks lack the same.
   *
   * @param {Misfit[]} misfits
   */
  sentences(misfits) {
    const [first, second] = misfits;
    const alike =
      first?.found.kind === second?.found.kind &&
      first?.found.group === second?.found.group &&
      first?.found.other === second?.found.other;
    if (first && second && alike && first.found.kind !== "cut") {
      if (first.found.kind === "several") return msg("Both networks read one digit at a time.");
      const { group, other = group } = first.found;
      return msg(str`Both networks read ${groupName(group)}, not ${groupName(other)}.`);
    }
    return flowing([...new Set(misfits.map((misfit) => this.sentence(misfit)))]);
  }

  /** @param {Misfit} misfit */
  sentence({ card, found: { kind, group, other = group } }) {
    const { store, palette } = this.requiredContext;
    const title = shortTitle(card, this.requiredContext.cards);
    if (kind === "cut") {
      const cut = store.get("scene").objects.find((placed) => isCut(placed, card, palette));
      const object = named(palette.get(cut?.object ?? "")?.title ?? "");
      return msg(str`Part of the ${object} is off the canvas.`);
    }
    if (kind === "several") return msg(str`${title} reads one digit at a time.`);
    return msg(str`${title} reads ${groupName(group)}, not ${groupName(other)}.`);
  }

  /**
   * Changes networks and objects in one step, which undo takes back.
   *
   * @param {{ changes?: Partial<Record<Side, Card>>, objects?: Placement[] }} way
   */
  leave({ changes = {}, objects }) {
    const { store } = this.requiredContext;
    const scene = store.get("scene");
    const selection = { object: scene.objects.length - 1, cell: null, slice: null };
    store.merge(
      withFrames(store.state, {
        ...changes,
        selection: objects ? { ...selection, object: objects.length - 1 } : selection,
        scene: objects ? { ...scene, objects } : scene,
      }),
    );
  }
}

define("scene-mismatch", SceneMismatch);
