import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { errorText } from "../i18n/error-messages.js";
import { bringChanged } from "../own/bring.js";
import { PRESETS, presetOf } from "../own/input-format.js";
import {
  changedOptions,
  fieldOf,
  formOf,
  inputOf,
  inputTexts,
  problemsOf,
} from "../own/settings-form.js";
import { selectBox } from "../ui/select.js";
import { Panel, shared } from "../ui/panel.js";
import { classField } from "./own-classes.js";
import { ownStyle } from "./own-style.js";
import { volumeChoice } from "./own-volumes.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Problem, SettingsForm, TextField } from "../own/settings-form.js" */
/** @import { Card, Reduce } from "../types/api.js" */
/** @import { AppError, Side } from "../types/state.js" */

/**
 * The settings of the visitor's own network: what its input is, the names of its classes, the layers that
 * the figure shows. A change sends the file again, as another network.
 */
export class OwnSettings extends Panel {
  static properties = {
    ...Panel.properties,
    side: { type: String },
    form: { state: true },
    problems: { state: true },
    error: { attribute: false },
  };

  static styles = [shared, ownStyle];

  constructor() {
    super();
    /** @type {Side} */
    this.side = "model";
    /** What the fields hold; null until the network's settings are read. @type {SettingsForm|null} */
    this.form = null;
    /** What is wrong, until its field is changed. @type {Problem[]} */
    this.problems = [];
    /** Why the server did not take the last settings. @type {AppError|null} */
    this.error = null;
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("error") && this.error) this.problems = [problemOf(this.error)];
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  updated(changed) {
    if (changed.has("error") && this.error) this.focusWrong();
  }

  /** @param {Context} context */
  draw({ store }) {
    const card = store.get(this.side);
    if (!card) return nothing;
    const form = (this.form ??= formOf(card));
    return html`
      <form
        class="body"
        .style=${"padding: 0"}
        @submit=${(/** @type {Event} */ event) => {
          event.preventDefault();
          this.send(card, form);
        }}
      >
        ${this.titleField(form)} ${this.inputFields(card, form)} ${this.reduceChoice(card, form)}
        ${classField({ card, form, why: this.why("classes"), fill: this.fill, refuse: this.refuse })}
        ${volumeChoice({
          card,
          form,
          most: store.get("limits").own?.volumes,
          why: this.why("volumes"),
          fill: this.fill,
        })}
        ${this.why(null)}
        <div class="line">
          <button class="main" type="submit">${msg("Apply")}</button>
          <span class="quiet">${msg("The file is sent again; the scene stays.")}</span>
        </div>
      </form>
    `;
  }

  /**
   * Changes fields. What was wrong with them is no longer known to be.
   *
   * @param {Partial<SettingsForm>} changes
   */
  fill = (changes) => {
    if (this.form) this.form = { ...this.form, ...changes };
    this.problems = this.problems.filter(({ field }) => field !== null && !(field in changes));
  };

  refuse = (/** @type {string} */ text) => (this.problems = [{ field: "classes", text }]);

  /**
   * What is wrong with a field, for below it; its id is `why-` and the field's name.
   *
   * @param {keyof SettingsForm|null} field  null for the form as a whole
   */
  why(field) {
    const problem = this.problems.find((each) => each.field === field);
    if (!problem) return nothing;
    return html`<p class="error" role="alert" id="why-${field ?? "form"}">${problem.text}</p>`;
  }

  /** @param {keyof SettingsForm} field */
  isWrong(field) {
    return this.problems.some((problem) => problem.field === field);
  }

  /** @param {SettingsForm} form */
  titleField(form) {
    return html`<label class="line">
        ${msg("Title")}
        <input
          type="text"
          maxlength="80"
          autocomplete="off"
          data-field="title"
          aria-invalid=${this.isWrong("title")}
          aria-describedby=${this.isWrong("title") ? "why-title" : nothing}
          .value=${form.title}
          @input=${(/** @type {Event} */ event) => this.type("title", event)}
        />
      </label>
      ${this.why("title")}`;
  }

  /**
   * @param {Card} card
   * @param {SettingsForm} form
   */
  reduceChoice(card, { reduce }) {
    if (reduce === null) return nothing;
    /** @type {[Reduce, string]} */
    const two = ["difference", msg("the difference of the two")];
    return html`<fieldset>
      <legend>${msg("Answer of the map that the network ends in")}</legend>
      ${selectBox({
        name: msg("It is"),
        options: [
          ["max", msg("the largest value")],
          ["mean", msg("the mean")],
          // Networks with two outputs have two slices there, or their difference.
          ...(card.outputs.length === 2 ? [two] : []),
        ],
        chosen: reduce,
        invalid: this.isWrong("reduce"),
        choose: (name) => this.fill({ reduce: /** @type {Reduce} */ (name) }),
      })}
      ${this.why("reduce")}
    </fieldset>`;
  }

  /**
   * @param {Card} card
   * @param {SettingsForm} form
   */
  inputFields(card, form) {
    const format = inputOf(form, card);
    const colour = card.input_shape[0] === 3;
    const shape = card.input_shape.join(" × ");
    return html`<fieldset>
      <legend>${msg(str`Input: ${shape}`)}</legend>
      <p class="quiet">
        ${msg("As in its training. With other values a good network gives poor answers.")}
      </p>
      ${selectBox({
        name: msg("Pixels are"),
        options: [
          ["unit", msg("0 to 1")],
          ["imagenet", msg("0 to 1, then ImageNet's mean and deviation")],
          ["signed", msg("−1 to 1")],
          ["bytes", msg("0 to 255")],
          ["", msg("other")],
        ]
          .filter(([name]) => colour || name !== "imagenet")
          .map(([value = "", text = ""]) => [value, text]),
        chosen: (format && presetOf(format)) ?? "",
        choose: (name) => this.preset(name),
      })}
      <div class="fields">
        ${this.field(form, "range", msg("Range, from black to white"))}
        ${this.field(form, "mean", msg("Mean, subtracted"))}
        ${this.field(form, "std", msg("Standard deviation, divided by"))}
      </div>
      ${this.why("range")} ${this.why("mean")} ${this.why("std")}
      <label class="check">
        <input
          type="checkbox"
          aria-invalid=${this.isWrong("invert")}
          .checked=${form.invert}
          @change=${(/** @type {Event} */ event) => this.fill({ invert: checked(event) })}
        />
        ${msg("Inverted: dark on white becomes bright on black")}
      </label>
      ${this.why("invert")}
      ${
        colour
          ? selectBox({
              name: msg("Channels"),
              options: [
                ["rgb", msg("red, green, blue")],
                ["bgr", msg("blue, green, red")],
              ],
              chosen: form.order,
              invalid: this.isWrong("order"),
              choose: (order) => this.fill({ order: order === "bgr" ? "bgr" : "rgb" }),
            })
          : nothing
      }
      ${this.why("order")}
    </fieldset>`;
  }

  /**
   * @param {SettingsForm} form
   * @param {"range"|"mean"|"std"} name
   * @param {string} label
   */
  field(form, name, label) {
    return html`<label>
      ${label}
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        data-field=${name}
        aria-invalid=${this.isWrong(name)}
        aria-describedby=${this.isWrong(name) ? `why-${name}` : nothing}
        .value=${form[name]}
        @input=${(/** @type {Event} */ event) => this.type(name, event)}
      />
    </label>`;
  }

  /**
   * @param {TextField} name
   * @param {Event} event
   */
  type(name, event) {
    this.fill({ [name]: /** @type {HTMLInputElement} */ (event.currentTarget).value });
  }

  focusWrong() {
    const wrong = this.renderRoot.querySelector('[aria-invalid="true"]');
    /** @type {HTMLElement|null} */ (wrong)?.focus();
  }

  /** @param {string} name  of a preset */
  preset(name) {
    const found = PRESETS[/** @type {keyof typeof PRESETS} */ (name)];
    if (found) this.fill(inputTexts(found));
  }

  /**
   * @param {Card} card
   * @param {SettingsForm} form
   */
  send(card, form) {
    const { store, own, palette } = this.requiredContext;
    this.problems = problemsOf(form, card);
    void this.updateComplete.then(() => this.focusWrong());
    if (this.problems.length > 0 || !own) return;
    const former = store.get("own").find(({ id }) => id === card.id)?.options ?? {};
    void bringChanged({ store, own, palette }, this.side, changedOptions(former, card, form));
  }
}

/**
 * What the server found wrong.
 *
 * @param {AppError} error
 * @returns {Problem}
 */
function problemOf(error) {
  const text = errorText(error);
  const line = /^options\.classes\.(\d+)$/.exec(error.where ?? "")?.[1];
  if (line === undefined) return { field: fieldOf(error.where), text };
  return { field: "classes", text: html`${msg(str`Line ${Number(line) + 1}:`)} ${text}` };
}

/** @param {Event} event */
function checked(event) {
  return /** @type {HTMLInputElement} */ (event.currentTarget).checked;
}

customElements.define("own-settings", OwnSettings);
