import { msg, str } from "@lit/localize";
import { FIRST_FORM } from "../../state/initial-state.js";
import { DATA, HEADS, PADDINGS, POOLINGS, boundsOf } from "../../training/choices.js";
import { CANVAS, CELL, CELLS, boxesOf } from "../../training/region.js";
import { BETWEEN, NONE } from "../scene-codec.js";

/** @import { Part, UrlParams } from "../url-params.js" */
/** @import { TrainingForm } from "../../types/training.js" */

/**
 * The names of a form's settings in a link, and their texts; in this order.
 *
 * @type {Record<string, (form: TrainingForm) => string>}
 */
const SETTINGS = {
  data: ({ data }) => data,
  pooling: ({ pooling }) => pooling,
  head: ({ head }) => head,
  padding: ({ padding }) => padding,
  slices: ({ channels }) => channels.join("."),
  steps: ({ steps }) => String(steps),
  batch: ({ batch }) => String(batch),
  seed: ({ seed }) => String(seed),
  shifts: ({ augment }) => (augment ? "yes" : "no"),
};

/**
 * The region that is painted for a training, as boxes in px, and what is chosen, without the visitor's own
 * classes, whose pictures are too large for a link.
 *
 * @type {Part}
 */
export const part = {
  names: ["train", "train-with"],
  keys: ["trainingForm"],
  write: ({ trainingForm }) => {
    const region = boxesText(trainingForm.painted);
    const chosen = Object.entries(SETTINGS).flatMap(([name, text]) => {
      const value = text(trainingForm);
      return value === text(FIRST_FORM) ? [] : [`${name}.${value}`];
    });
    return {
      train: region === boxesText(FIRST_FORM.painted) ? null : region,
      "train-with": chosen.length ? chosen.join(BETWEEN) : null,
    };
  },
  read: (params) => ({
    trainingForm: { ...FIRST_FORM, ...readSettings(params), painted: readRegion(params) },
  }),
};

/** @param {ReadonlySet<number>} painted */
function boxesText(painted) {
  const boxes = boxesOf(painted).map((box) => box.join("."));
  return boxes.length ? boxes.join(BETWEEN) : NONE;
}

/**
 * @param {UrlParams} params
 * @returns {ReadonlySet<number>}
 */
function readRegion(params) {
  const text = params.get("train");
  if (text === null) return FIRST_FORM.painted;
  /** @type {Set<number>} */
  const painted = new Set();
  if (text === NONE) return painted;
  for (const item of text.split(BETWEEN)) {
    const [top = 0, left = 0, bottom = 0, right = 0] = /^\d{1,2}(\.\d{1,2}){3}$/.test(item)
      ? item.split(".").map((px) => Number(px) / CELL)
      : [];
    const whole = [top, left, bottom, right].every((at) => Number.isInteger(at) && at <= CELLS);
    if (!whole || top >= bottom || left >= right) {
      const expected = msg(
        str`boxes top.left.bottom.right in multiples of ${CELL} px up to ${CANVAS}, as in 0.0.28.28`,
      );
      params.refuse("train", expected, item);
      continue;
    }
    for (let row = top; row < bottom; row++)
      for (let col = left; col < right; col++) painted.add(row * CELLS + col);
  }
  return painted.size ? painted : FIRST_FORM.painted;
}

/**
 * @param {UrlParams} params
 * @returns {Partial<TrainingForm>}
 */
function readSettings(params) {
  const bounds = boundsOf(params.limits);
  /** @type {Partial<TrainingForm>} */
  const found = {};
  for (const item of params.get("train-with")?.split(BETWEEN) ?? []) {
    const [name = "", ...values] = item.split(".");
    const setting = settingOf(name, values, bounds);
    if (setting) Object.assign(found, setting);
    else
      params.refuse(
        "train-with",
        msg("settings of a training within their bounds, as in head.gap~steps.400"),
        item,
      );
  }
  return found;
}

/**
 * One setting; null if it is unknown or out of its bounds.
 *
 * @param {string} name
 * @param {string[]} values
 * @param {ReturnType<typeof boundsOf>} bounds
 * @returns {Partial<TrainingForm>|null}
 */
function settingOf(name, values, bounds) {
  const [value = "", other = ""] = values;
  if (values.length !== (name === "slices" ? 2 : 1)) return null;
  const number = (/** @type {string} */ text, /** @type {[number, number]} */ [min, max]) => {
    const found = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    return found >= min && found <= max ? found : null;
  };
  switch (name) {
    case "slices": {
      const [first, second] = [number(value, bounds.slices), number(other, bounds.slices)];
      return first === null || second === null ? null : { channels: [first, second] };
    }
    case "steps":
    case "batch":
    case "seed": {
      const found = number(value, bounds[name]);
      return found === null ? null : { [name]: found };
    }
    case "shifts":
      return value === "yes" || value === "no" ? { augment: value === "yes" } : null;
    default: {
      const choices = /** @type {Record<string, readonly string[]>} */ ({
        data: DATA,
        pooling: POOLINGS,
        head: HEADS,
        padding: PADDINGS,
      });
      return Object.hasOwn(choices, name) && choices[name]?.includes(value)
        ? { [name]: value }
        : null;
    }
  }
}
