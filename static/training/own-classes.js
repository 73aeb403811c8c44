import { msg, str } from "@lit/localize";
import { html } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { named } from "../i18n/locale.js";
import { fileName } from "../i18n/quotation.js";
import { LocalisedError, errorOf } from "../state/error-types.js";
import { Panel, shared } from "../ui/panel.js";
import { selectBox } from "../ui/select.js";
import { changeForm } from "./change-form.js";
import { CLASSES, PICTURE_SIDES } from "./choices.js";
import { classFields } from "./class-fields.js";
import { ofFile, ofPalette, ofScene } from "./class-pictures.js";
import { ownClassesStyle } from "./own-classes-style.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { OwnClass } from "../types/training.js" */

/**
 * A picture that is to be added.
 *
 * @typedef {object} Asked
 * @property {string} name  for the visitor
 * @property {() => Promise<string|null>} picture  PNG in base64
 */

/** The visitor's own classes: names, and pictures from the palette, from the canvas or from files. */
export class OwnClasses extends Panel {
  static keys = /** @type {const} */ (["trainingForm", "scene", "selection", "limits"]);

  static properties = { ...Panel.properties, failures: { state: true }, side: { state: true } };

  static styles = [shared, ownClassesStyle];

  constructor() {
    super();
    /** Why pictures were not added, a sentence each. @type {string[]} */
    this.failures = [];
    /** Most rows or cols of the next picture, px. */
    this.side = CLASSES.side;
  }

  get classes() {
    return this.requiredContext.store.get("trainingForm").classes;
  }

  /** @param {Context} context */
  draw({ palette }) {
    const { classes } = this;
    const drawings = [...palette.values()];
    return html`
      ${classes.map((one, i) => classFields(one, i, drawings, this.edit(i)))}
      <div class="row">
        <button
          type="button"
          data-add-class
          ?disabled=${classes.length >= CLASSES.most}
          @click=${() => this.set([...classes, { name: freeName(classes), pictures: [] }])}
        >
          ${msg("Add a class")}
        </button>
        ${selectBox({
          name: msg("new pictures up to"),
          options: PICTURE_SIDES.map((side) => [side, msg(str`${side} px`)]),
          chosen: this.side,
          choose: (side) => (this.side = Number(side)),
        })}
      </div>
      <p class="quiet">
        ${msg(str`${CLASSES.least} to ${CLASSES.most} classes, each with 1 to ${CLASSES.pictures} pictures; larger ones are scaled down`)}
      </p>
      ${this.failures.map((text) => html`<p class="error" role="alert">${text}</p>`)}
    `;
  }

  /**
   * What can be done with a class.
   *
   * @param {number} i
   * @returns {import("./class-fields.js").ClassEdit}
   */
  edit(i) {
    const { store } = this.requiredContext;
    return {
      change: (change) => this.change(i, change),
      remove: () => this.set(this.classes.toSpliced(i, 1)),
      addDrawing: (drawing) =>
        void this.addNamed(i, drawing.title, () => ofPalette(drawing, this.target)),
      addFromCanvas: store.get("scene").objects.length ? () => this.addFromCanvas(i) : null,
      addFiles: (files) =>
        void this.add(
          i,
          files.map((file) => ({
            name: fileName(file.name),
            picture: () => ofFile(file, this.target),
          })),
        ),
    };
  }

  /** What pictures become. */
  get target() {
    return { side: this.side, limits: this.requiredContext.store.get("limits").file };
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
    const { target } = this;
    const title = palette.get(scene.objects[index]?.object ?? "")?.title ?? "";
    void this.addNamed(i, title, () => ofScene(scene, palette, index, target));
  }

  /**
   * Adds a picture. A class without any, whose name nobody has chosen, gets that of the palette's object.
   *
   * @param {number} i
   * @param {string} title  of the palette's object; "": of none
   * @param {Asked["picture"]} picture
   */
  async addNamed(i, title, picture) {
    await this.add(i, [{ name: title ? `“${named(title)}”` : msg("The picture"), picture }]);
    const one = this.classes[i];
    const name = named(title).toLowerCase();
    const isFirst = one?.pictures.length === 1 && one.name === defaultName(i + 1);
    if (isFirst && name && !this.classes.some((other) => other.name === name))
      this.change(i, { name });
  }

  /**
   * Adds pictures, one after the other; each that is not added is named, with the reason.
   *
   * @param {number} i
   * @param {Asked[]} asked
   */
  async add(i, asked) {
    this.failures = [];
    for (const { name, picture } of asked) {
      try {
        const png = await picture();
        const pictures = this.classes[i]?.pictures ?? [];
        if (!png) continue;
        if (pictures.includes(png)) throw new LocalisedError(msg("the class has it already"));
        if (pictures.length >= CLASSES.pictures)
          throw new LocalisedError(msg(str`a class has at most ${CLASSES.pictures} pictures`));
        this.change(i, { pictures: [...pictures, png] });
      } catch (error) {
        const reason = errorText(errorOf(error));
        this.failures = [...this.failures, msg(str`${name} was not added: ${reason}`)];
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
