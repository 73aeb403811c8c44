import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { named } from "../i18n/locale.js";
import { errorOf } from "../state/error-types.js";
import { Panel, shared } from "../ui/panel.js";
import { selectBox } from "../ui/select.js";
import { changeForm } from "./change-form.js";
import { CLASSES } from "./choices.js";
import { ofFile, ofPalette, ofScene } from "./class-pictures.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Sprite } from "../types/api.js" */
/** @import { OwnClass } from "../types/training.js" */

const FILES = "image/png,image/jpeg,image/webp";

/** The visitor's own classes: names, and pictures from the palette, from the canvas or from files. */
export class OwnClasses extends Panel {
  static keys = /** @type {const} */ (["trainingForm", "scene", "selection"]);

  static properties = { ...Panel.properties, failure: { state: true } };

  static styles = [
    shared,
    css`
      fieldset {
        display: grid;
        gap: var(--gap-2);
        min-width: 0;
        margin: 0 0 var(--gap-2);
        padding: var(--gap-2);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2);
      }
      button,
      select,
      input {
        font-size: var(--small);
      }
      select {
        max-width: 9rem;
      }
      .name {
        flex: 1;
        min-width: 6rem;
        min-height: 2rem;
        padding: var(--gap-1) var(--gap-2);
        font-family: inherit;
        color: var(--text);
        background: var(--raised);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .picture {
        display: grid;
        place-items: center;
        width: 3rem;
        height: 3rem;
        padding: 2px;
        background: #000;
      }
      /* The cross over a picture that a press would remove. */
      .picture::after {
        content: "×" / "";
        grid-area: 1 / 1;
        place-self: start end;
        width: 1.1em;
        line-height: 1.1;
        border-radius: 50%;
        color: #fff;
        background: #000c;
      }
      img {
        grid-area: 1 / 1;
        max-width: 100%;
        max-height: 100%;
        width: 2.5rem;
        height: 2.5rem;
        object-fit: contain;
        image-rendering: pixelated;
      }
      .error {
        color: var(--bad);
      }
    `,
  ];

  constructor() {
    super();
    /** Why the last picture was not added. @type {string|null} */
    this.failure = null;
  }

  get classes() {
    return this.requiredContext.store.get("trainingForm").classes;
  }

  /** @param {Context} _context */
  draw(_context) {
    const { classes } = this;
    return html`
      ${classes.map((one, i) => this.class(one, i))}
      <div class="row">
        <button
          type="button"
          data-add-class
          ?disabled=${classes.length >= CLASSES.most}
          @click=${() => this.set([...classes, { name: freeName(classes), pictures: [] }])}
        >
          ${msg("Add a class")}
        </button>
        <p class="quiet">
          ${msg(str`${CLASSES.least} to ${CLASSES.most} classes, each with 1 to ${CLASSES.pictures} pictures; larger ones are scaled down to ${CLASSES.side} px`)}
        </p>
      </div>
      <p class="error" role="alert">${this.failure ?? nothing}</p>
    `;
  }

  /**
   * @param {OwnClass} one
   * @param {number} i
   */
  class(one, i) {
    const number = i + 1;
    const full = one.pictures.length >= CLASSES.pictures;
    const { store } = this.requiredContext;
    return html`<fieldset data-class=${i} aria-label=${msg(str`Class ${number}`)}>
      <div class="row">
        <input
          class="name"
          aria-label=${msg(str`Name of class ${number}`)}
          maxlength=${CLASSES.name}
          .value=${one.name}
          @change=${(/** @type {Event} */ event) => {
            const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
            this.change(i, { name: value });
          }}
        />
        <button
          type="button"
          aria-label=${msg(str`Remove class ${number}`)}
          @click=${() => this.set(this.classes.toSpliced(i, 1))}
        >
          ×
        </button>
      </div>
      ${one.pictures.length ? html`<div class="row">${this.pictures(one, i)}</div>` : nothing}
      <div class="row">
        ${this.palette(i, full)}
        <button
          type="button"
          data-from-canvas
          ?disabled=${full || store.get("scene").objects.length === 0}
          @click=${() => this.addFromCanvas(i)}
        >
          ${msg("From the canvas")}
        </button>
        <button
          type="button"
          ?disabled=${full}
          @click=${(/** @type {Event} */ event) => {
            const button = /** @type {HTMLElement} */ (event.currentTarget);
            /** @type {HTMLInputElement} */ (button.nextElementSibling).click();
          }}
        >
          ${msg("Picture…")}
        </button>
        <input
          type="file"
          accept=${FILES}
          aria-label=${msg(str`Pictures of class ${number}`)}
          multiple
          hidden
          @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.currentTarget);
            const files = [...(input.files ?? [])];
            // Without this, choosing the same file again would fire no event.
            input.value = "";
            void this.add(
              i,
              files.map((file) => () => ofFile(file)),
            );
          }}
        />
      </div>
    </fieldset>`;
  }

  /**
   * A class's pictures; a press removes one.
   *
   * @param {OwnClass} one
   * @param {number} i
   */
  pictures({ name, pictures }, i) {
    return pictures.map(
      (png, at) =>
        html`<button
          type="button"
          class="picture"
          aria-label=${msg(str`Remove picture ${at + 1} of “${name}”`)}
          @click=${() => this.change(i, { pictures: pictures.toSpliced(at, 1) })}
        >
          <img src="data:image/png;base64,${png}" alt="" />
        </button>`,
    );
  }

  /**
   * The palette's objects as a list from which one is added.
   *
   * @param {number} i
   * @param {boolean} full
   */
  palette(i, full) {
    const { palette } = this.requiredContext;
    const drawings = [...palette.values()];
    const number = i + 1;
    return selectBox({
      name: "",
      label: msg(str`Add from the palette to class ${number}`),
      disabled: full,
      options: [
        ["", msg("From the palette…")],
        ...drawings.map(
          ({ name, title }) => /** @type {[string, string]} */ ([name, named(title)]),
        ),
      ],
      chosen: "",
      choose: (name, list) => {
        list.value = "";
        const drawing = palette.get(name);
        if (drawing) void this.addNamed(i, drawing, ofPalette(drawing));
      },
    });
  }

  /**
   * Adds the canvas's selected object, or its last one.
   *
   * @param {number} i
   */
  addFromCanvas(i) {
    const { store, palette } = this.requiredContext;
    const { scene, selection } = store.state;
    const index = selection.object ?? scene.objects.length - 1;
    const drawing = palette.get(scene.objects[index]?.object ?? "");
    void this.addNamed(i, drawing, ofScene(scene, palette, index));
  }

  /**
   * Adds a picture. A class without any, whose name nobody has chosen, gets that of the palette's object.
   *
   * @param {number} i
   * @param {Sprite|undefined} drawing
   * @param {Promise<string|null>} picture
   */
  async addNamed(i, drawing, picture) {
    await this.add(i, [() => picture]);
    const one = this.classes[i];
    const name = named(drawing?.title ?? "").toLowerCase();
    const isFirst = one?.pictures.length === 1 && one.name === defaultName(i + 1);
    if (isFirst && name && !this.classes.some((other) => other.name === name))
      this.change(i, { name });
  }

  /**
   * Adds pictures, one after the other, as far as there is room.
   *
   * @param {number} i
   * @param {(() => Promise<string|null>)[]} asked
   */
  async add(i, asked) {
    this.failure = null;
    for (const ask of asked) {
      try {
        const png = await ask();
        const pictures = this.classes[i]?.pictures ?? [];
        if (png && pictures.length < CLASSES.pictures && !pictures.includes(png))
          this.change(i, { pictures: [...pictures, png] });
      } catch (error) {
        const reason = errorText(errorOf(error));
        this.failure = msg(str`A picture was not added: ${reason}`);
      }
    }
  }

  /**
   * @param {number} i
   * @param {Partial<OwnClass>} change
   */
  change(i, change) {
    const one = this.classes[i];
    if (one) this.set(this.classes.with(i, { ...one, ...change }));
  }

  /** @param {OwnClass[]} classes */
  set(classes) {
    changeForm(this.requiredContext.store, { classes });
  }
}

/**
 * A name that no class has yet.
 *
 * @param {readonly OwnClass[]} classes
 */
function freeName(classes) {
  const names = classes.map(({ name }) => name);
  let number = classes.length + 1;
  while (names.includes(defaultName(number))) number += 1;
  return defaultName(number);
}

/** @param {number} number */
function defaultName(number) {
  return msg(str`class ${number}`);
}

customElements.define("own-classes", OwnClasses);
