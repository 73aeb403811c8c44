import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { named } from "../i18n/locale.js";
import { header } from "../scene/drawing-png.js";
import { selectBox } from "../ui/select.js";
import { CLASSES } from "./choices.js";

/** @import { Sprite } from "../types/api.js" */
/** @import { OwnClass } from "../types/training.js" */

const FILES = "image/png,image/jpeg,image/webp";

/**
 * What can be done with a class.
 *
 * @typedef {object} ClassEdit
 * @property {(change: Partial<OwnClass>) => void} change
 * @property {() => void} remove
 * @property {(drawing: Sprite) => void} addDrawing
 * @property {(() => void)|null} addFromCanvas  null: the canvas has no object
 * @property {(files: File[]) => void} addFiles
 */

/**
 * The fields of one class: its name, its pictures, and the ways to add one.
 *
 * @param {OwnClass} one
 * @param {number} i  its index
 * @param {readonly Sprite[]} drawings  of the palette
 * @param {ClassEdit} edit
 */
export function classFields(one, i, drawings, edit) {
  const number = i + 1;
  const full = one.pictures.length >= CLASSES.pictures;
  return html`<fieldset data-class=${i} aria-label=${msg(str`Class ${number}`)}>
    <div class="row">
      <input
        class="name"
        aria-label=${msg(str`Name of class ${number}`)}
        maxlength=${CLASSES.name}
        .value=${one.name}
        @change=${(/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
          edit.change({ name: value });
        }}
      />
      <button type="button" aria-label=${msg(str`Remove class ${number}`)} @click=${edit.remove}>
        ×
      </button>
    </div>
    ${one.pictures.length ? html`<div class="row">${pictures(one, edit)}</div>` : nothing}
    <div class="row">
      ${palette(number, full, drawings, edit)}
      <button
        type="button"
        data-from-canvas
        ?disabled=${full || edit.addFromCanvas === null}
        @click=${edit.addFromCanvas}
      >
        ${msg("From the canvas")}
      </button>
      ${files(number, full, edit)}
    </div>
  </fieldset>`;
}

/**
 * A class's pictures; a press removes one.
 *
 * @param {OwnClass} one
 * @param {ClassEdit} edit
 */
function pictures({ name, pictures }, edit) {
  return pictures.map((png, at) => {
    const { height, width } = header(png) ?? { height: 0, width: 0 };
    return html`<button
      type="button"
      class="picture"
      aria-label=${msg(str`Remove picture ${at + 1} of “${name}”`)}
      title=${msg(str`${height} × ${width} px`)}
      @click=${() => edit.change({ pictures: pictures.toSpliced(at, 1) })}
    >
      <img src="data:image/png;base64,${png}" alt="" />
    </button>`;
  });
}

/**
 * The palette's objects as a list from which one is added.
 *
 * @param {number} number
 * @param {boolean} full
 * @param {readonly Sprite[]} drawings
 * @param {ClassEdit} edit
 */
function palette(number, full, drawings, edit) {
  return selectBox({
    name: "",
    label: msg(str`Add from the palette to class ${number}`),
    disabled: full,
    options: [
      ["", msg("From the palette…")],
      ...drawings.map(({ name, title }) => /** @type {[string, string]} */ ([name, named(title)])),
    ],
    chosen: "",
    choose: (name, list) => {
      list.value = "";
      const drawing = drawings.find((each) => each.name === name);
      if (drawing) edit.addDrawing(drawing);
    },
  });
}

/**
 * A button that opens files, and the field behind it.
 *
 * @param {number} number
 * @param {boolean} full
 * @param {ClassEdit} edit
 */
function files(number, full, edit) {
  return html`<button
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
        const chosen = [...(input.files ?? [])];
        // Without this, choosing the same file again would fire no event.
        input.value = "";
        edit.addFiles(chosen);
      }}
    />`;
}
