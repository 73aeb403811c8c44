import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { valueTitle } from "../i18n/axis-labels.js";
import { selectBox } from "../ui/select.js";
import { changeForm } from "./change-form.js";
import { DATA, HEADS, PADDINGS, POOLINGS, boundsOf } from "./choices.js";
import { dataTitle } from "./texts.js";
import "./own-classes.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { TrainingForm } from "../types/training.js" */

/** @typedef {(name: string, problem: string|null) => void} Refuse  hears what is wrong with a field's number */

/**
 * All that is chosen for a training, except its region.
 *
 * @param {Context} context
 * @param {Refuse} refuse
 */
export function settings(context, refuse) {
  const { store } = context;
  const form = store.get("trainingForm");
  const bounds = boundsOf(store.get("limits"));
  const [first, second] = form.channels;
  return html`
    <div class="controls">${choice(context, "data", msg("objects"), DATA, dataTitle)}</div>
    ${form.data === "own" ? html`<own-classes .context=${context}></own-classes>` : nothing}
    <div class="controls">
      ${choice(context, "pooling", msg("pooling"), POOLINGS, axis("pooling"))}
      ${choice(context, "head", msg("head"), HEADS, axis("head"))}
      ${choice(context, "padding", msg("padding"), PADDINGS, axis("padding"))}
    </div>
    <div class="controls">
      ${number("slices-1", msg("slices of layer 1"), first, bounds.slices, refuse, (count) =>
        changeForm(store, { channels: [count, store.get("trainingForm").channels[1]] }),
      )}
      ${number("slices-2", msg("slices of layer 2"), second, bounds.slices, refuse, (count) =>
        changeForm(store, { channels: [store.get("trainingForm").channels[0], count] }),
      )}
      ${number("steps", msg("steps"), form.steps, bounds.steps, refuse, (steps) =>
        changeForm(store, { steps }),
      )}
      ${number("batch", msg("pictures a step"), form.batch, bounds.batch, refuse, (batch) =>
        changeForm(store, { batch }),
      )}
      ${number("seed", msg("seed"), form.seed, bounds.seed, refuse, (seed) =>
        changeForm(store, { seed }),
      )}
    </div>
    <label class="controls">
      <input
        type="checkbox"
        name="augment"
        .checked=${form.augment}
        @change=${(/** @type {Event} */ event) =>
          changeForm(store, {
            augment: /** @type {HTMLInputElement} */ (event.currentTarget).checked,
          })}
      />
      ${msg("shift each training picture at random, by up to 12 px, also out of the painted region")}
    </label>
  `;
}

/**
 * @param {"pooling"|"head"|"padding"} name
 * @returns {(value: string) => string}
 */
function axis(name) {
  return (value) => valueTitle(name, value, []);
}

/**
 * @template {"data"|"pooling"|"head"|"padding"} K
 * @param {Context} context
 * @param {K} key
 * @param {string} name
 * @param {readonly TrainingForm[K][]} values
 * @param {(value: TrainingForm[K]) => string} title
 */
function choice({ store }, key, name, values, title) {
  return html`<span data-choice=${key}>
    ${selectBox({
      name,
      options: values.map((value) => [value, title(value)]),
      chosen: store.get("trainingForm")[key],
      choose: (value) => changeForm(store, { [key]: value }),
    })}
  </span>`;
}

/**
 * A whole number. One out of its bounds is not taken, and nothing can be trained until it is within them.
 *
 * @param {string} name
 * @param {string} text
 * @param {number} value
 * @param {[number, number]} bounds
 * @param {Refuse} refuse
 * @param {(value: number) => void} take
 */
function number(name, text, value, [min, max], refuse, take) {
  return html`<label>
    ${text}
    <input
      type="number"
      name=${name}
      .value=${String(value)}
      min=${min}
      max=${max}
      required
      @change=${(/** @type {Event} */ event) => {
        const field = /** @type {HTMLInputElement} */ (event.currentTarget);
        const { valid } = field.validity;
        refuse(name, valid ? null : msg(str`${text}: whole number from ${min} to ${max}`));
        if (valid) take(field.valueAsNumber);
      }}
    />
  </label>`;
}
