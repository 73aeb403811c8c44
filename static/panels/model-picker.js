import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { accuracyPicture, accuracyPictureStyle } from "../charts/accuracy-picture.js";
import { fileSize, named } from "../i18n/locale.js";
import { percentText } from "../i18n/percent.js";
import { accuracyByPosition } from "../network/accuracy-by-position.js";
import { shortTitle } from "../opening/sentences.js";
import { mainNetworks } from "../network/main-networks.js";
import { openDialog, showOwn } from "../own/bring.js";
import { aboutText } from "../own/settings-text.js";
import { readableObjects } from "../network/readable.js";
import { restricted } from "../network/training-region.js";
import { urlOf } from "../server/api.js";
import { firstModel, sceneFor } from "../state/initial-state.js";
import { MARKS, chosen } from "../state/network-sides.js";
import { ARROWS } from "../ui/arrow-keys.js";
import { Panel, shared } from "../ui/panel.js";
import { removeButton, removedText } from "./own-list.js";
import { pickerStyle } from "./model-picker-style.js";
import "./network-axes.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { Group } from "../network/readable.js" */
/** @import { OwnNetwork, Side } from "../types/state.js" */

/** Least distance between the list and the window's edge, px. */
const MARGIN = 8;

/** Names a side's network; a press opens the list of networks, as cards with pictures. */
export class ModelPicker extends Panel {
  static screens = /** @type {const} */ (["play"]);

  static properties = {
    ...Panel.properties,
    side: { type: String },
    short: { type: Boolean, reflect: true },
    open: { state: true },
  };

  static keys = /** @type {const} */ (["model", "twin", "own", "removed"]);

  static styles = [shared, accuracyPictureStyle, pickerStyle];

  constructor() {
    super();
    /** @type {Side} */
    this.side = "model";
    /** Whether the button has the mark or the word alone, where the name stands beside the figure. */
    this.short = false;
    this.open = false;
  }

  /** @param {Context} context */
  draw(context) {
    const card = context.store.get(this.side);
    if (!card) return null;
    const title = named(card.title);
    const seen = shortTitle(card, context.cards);
    const second = this.side === "twin";
    const pair = context.store.get("twin") !== null;
    return html`
      <button
        class="current"
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        @click=${() => this.show()}
      >
        <span class="unseen"
          >${second ? msg(str`Second network: ${title}`) : msg(str`Network: ${title}`)}</span
        >
        ${pair ? html`<span class="mark" aria-hidden="true">${MARKS[this.side]}</span>` : nothing}
        ${
          this.short && pair
            ? nothing
            : html`<span class="title" aria-hidden="true"
                >${this.short ? msg("Network") : seen}</span
              >`
        }<span class="arrow" aria-hidden="true"></span>
      </button>
      ${
        context.own && !this.short
          ? html`<button
              class="way"
              aria-haspopup="dialog"
              @click=${() => openDialog(context.store, this.side)}
            >
              ${msg("Your network…")}
            </button>`
          : nothing
      }
      <dialog
        closedby="any"
        aria-label=${second ? msg("Choose the second network") : msg("Choose a network")}
        @keydown=${this.key}
        @close=${() => (this.open = false)}
      >
        ${this.open ? this.list(context, card) : nothing}
      </dialog>
    `;
  }

  /**
   * @param {Context} context
   * @param {Card} chosen
   */
  list(context, chosen) {
    const { cards, palette, store } = context;
    const groups = mainNetworks(context, palette, firstModel(cards), store.get("scene"));
    const own = store.get("own").some(({ id }) => id === chosen.id);
    const main = own || groups.some(({ cards }) => cards.includes(chosen));
    return html`
      <div class="top">
        <p>
          ${
            main
              ? msg("Choose a network")
              : msg(html`Now <strong>${named(chosen.title)}</strong>, under Advanced`)
          }
        </p>
        <button
          class="close"
          aria-label=${msg("Close the list")}
          @click=${() => this.dialog.close()}
        >
          ✕
        </button>
      </div>
      ${context.own ? this.yours(context, chosen) : nothing}
      ${groups.map(
        ({ group, cards }) => html`
          <h2>${groupTitle(group)}</h2>
          <div class="cards">${cards.map((card) => this.card(card, card === chosen))}</div>
        `,
      )}
      <p class="quiet">${msg("Where trained: measured on fewer samples than over the canvas.")}</p>
      <details ?open=${!main}>
        <summary @click=${this.reveal}>
          <strong>${msg("Advanced")}</strong>
          <span class="quiet"
            >${msg("Change one property at a time: pooling, head and others.")}</span
          >
        </summary>
        <network-axes side=${this.side} .context=${context}></network-axes>
      </details>
    `;
  }

  /**
   * The visitor's own networks, and the ways to bring or to train another one.
   *
   * @param {Context} context
   * @param {Card} chosen
   */
  yours({ store, own, palette, loadTrainings }, chosen) {
    const networks = store.get("own").filter(({ listed }) => listed);
    return html`
      <h2>${msg("Yours")}</h2>
      ${own ? removedText({ store, own, palette }) : nothing}
      <div class="cards">
        ${networks.map((network) => this.own(network, network.id === chosen.id))}
        <button class="card bring" @click=${() => this.bring()}>
          <span class="plus" aria-hidden="true">+</span>
          <span class="name">${msg("Your network…")}</span>
          <span class="quiet">${msg("An ONNX file; or drop it anywhere on the page.")}</span>
        </button>
        ${
          loadTrainings && store.get("limits").trainings.allowed
            ? html`<button class="card bring" data-train @click=${() => this.train()}>
                <span class="plus" aria-hidden="true">+</span>
                <span class="name">${msg("Train your own…")}</span>
                <span class="quiet"
                  >${msg("Paint where objects may lie, and watch it learn.")}</span
                >
              </button>`
            : nothing
        }
      </div>
    `;
  }

  /**
   * @param {OwnNetwork} network
   * @param {boolean} chosen
   */
  own(network, chosen) {
    const { store, own, palette } = this.requiredContext;
    return html`<div class="own">
      <button
        class="card"
        aria-current=${chosen}
        @click=${() => {
          this.dialog.close();
          if (own) void showOwn({ store, own, palette }, network, this.side);
        }}
      >
        <span class="name">${named(network.title)}</span>
        <span class="quiet number"
          >${network.shares ? nothing : `${network.file}, `}${fileSize(network.bytes, 1)}</span
        >
        <span class="quiet number">${aboutText(network)}</span>
      </button>
      ${own ? removeButton({ store, own, palette }, network) : nothing}
    </div>`;
  }

  bring() {
    this.dialog.close();
    openDialog(this.requiredContext.store, this.side);
  }

  train() {
    this.dialog.close();
    this.requiredContext.store.set("lab", "train");
  }

  /**
   * @param {Card} card
   * @param {boolean} chosen
   */
  card(card, chosen) {
    const [object] = readableObjects(card, this.requiredContext.palette);
    const [, rows, cols] = card.input_shape;
    const region = restricted(card);
    return html`
      <button
        class="card"
        aria-current=${chosen}
        @click=${() => {
          this.present(card);
          this.dialog.close();
        }}
      >
        ${accuracyPicture(card.metrics && accuracyByPosition(card.metrics), {
          rows,
          cols,
          region,
          object: object ? { ...object, url: urlOf(object.image) } : null,
        })}
        <span class="name">${named(card.title)}</span>
        <span class="quiet number">${accuracyText(card)}</span>
      </button>
    `;
  }

  /** @param {Card} card */
  present(card) {
    const { store, palette } = this.requiredContext;
    const { model, scene } = store.state;
    // One change, which is undone at once.
    store.merge({
      ...chosen(store.state, { [this.side]: card }),
      ...(this.side === "model" ? { scene: sceneFor(scene, model, card, palette) } : {}),
    });
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector("dialog"));
  }

  /**
   * Opens the list below the button, at its top, with the focus on the present network's card or on the
   * first one; all over the window if the button is low.
   */
  async show() {
    this.open = true;
    await this.updateComplete;
    const { dialog } = this;
    const button = /** @type {HTMLElement} */ (this.renderRoot.querySelector(".current"));
    const { left, top, bottom } = button.getBoundingClientRect();
    dialog.showModal();
    const most = innerWidth - dialog.offsetWidth - MARGIN;
    dialog.style.setProperty("--x", `${Math.max(Math.min(left, most), MARGIN)}px`);
    // A button at the window's end has no room below it.
    const low = top > innerHeight / 2;
    dialog.style.setProperty("--y", `${low ? MARGIN : bottom + MARGIN / 2}px`);
    dialog.scrollTop = 0;
    const first = dialog.querySelector("[aria-current=true]") ?? dialog.querySelector(".card");
    /** @type {HTMLElement|null} */ (first)?.focus();
  }

  /** Scrolls what a press of *Advanced* opens into sight. @param {Event} event */
  reveal(event) {
    const summary = /** @type {HTMLElement} */ (event.currentTarget);
    const details = /** @type {HTMLDetailsElement} */ (summary.parentElement);
    const scroll = () => details.open && details.scrollIntoView({ block: "start" });
    details.addEventListener("toggle", scroll, { once: true });
  }

  /** Arrow keys go from card to card. @param {KeyboardEvent} event */
  key(event) {
    // The page's own keys do not act behind the list.
    event.stopPropagation();
    const [down, right] = ARROWS[event.key] ?? [0, 0];
    const card = /** @type {HTMLElement} */ (event.target);
    if (!card.matches(".card") || (!down && !right)) return;
    event.preventDefault();
    const cards = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll(".card")]);
    const next = right
      ? cards[cards.indexOf(card) + right]
      : cards
          .filter((each) => (each.offsetTop - card.offsetTop) * down > 0)
          .toSorted((a, b) => apart(a, card) - apart(b, card))[0];
    next?.focus();
  }
}

/**
 * Distance for arrow keys: the nearest row first, in it the nearest column.
 *
 * @param {HTMLElement} a
 * @param {HTMLElement} b
 */
function apart(a, b) {
  return Math.abs(a.offsetTop - b.offsetTop) * 1000 + Math.abs(a.offsetLeft - b.offsetLeft);
}

/**
 * How accurate a network is; empty where that was not measured.
 *
 * @param {Card} card
 */
function accuracyText(card) {
  if (!card.metrics) return "";
  const mean = percentText(card.metrics.mean);
  return restricted(card) && card.home !== null
    ? msg(str`${percentText(card.home)} right where trained, ${mean} over the canvas`)
    : msg(str`${mean} right over the canvas`);
}

/** @param {Group|null} group */
function groupTitle(group) {
  if (group === "figures") return msg("For drawn figures");
  if (group === "digits") return msg("For handwritten digits");
  if (group === "photographs") return msg("For photographs");
  return msg("Others");
}

customElements.define("model-picker", ModelPicker);
