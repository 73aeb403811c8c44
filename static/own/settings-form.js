import { msg, str } from "@lit/localize";
import { dequal } from "dequal/lite";
import { volumesOf } from "../network/volumes.js";
import { classNames, problemOfNames } from "./class-names.js";
import { PRESETS, numbers } from "./input-format.js";

/** @import { Card, InputFormat, OwnOptions, Reduce } from "../types/api.js" */

/**
 * What the form of an own network's settings holds.
 *
 * @typedef {object} SettingsForm
 * @property {string} title
 * @property {string} range  numbers with commas, as `mean` and `std`
 * @property {string} mean
 * @property {string} std
 * @property {boolean} invert
 * @property {"rgb"|"bgr"} order
 * @property {Reduce|null} reduce  null for a network that ends in no map
 * @property {string} classes  one a line
 * @property {readonly string[]} volumes  names of the chosen layers
 */

/** @typedef {"title"|"range"|"mean"|"std"|"classes"} TextField */

/** @typedef {{ field: keyof SettingsForm|null, text: unknown }} Problem  field: null for the form as a whole */

/** @type {(keyof SettingsForm)[]} */
const FIELDS = ["title", "range", "mean", "std", "invert", "order", "reduce", "classes", "volumes"];

/**
 * A network's own settings.
 *
 * @param {Card} card
 * @returns {SettingsForm}
 */
export function formOf(card) {
  return {
    title: card.title,
    ...inputTexts(card.input ?? PRESETS.unit),
    invert: card.input?.invert ?? false,
    order: card.input?.order ?? "rgb",
    reduce: card.origin?.reduce ?? null,
    classes: hasNames(card) ? card.outputs.join("\n") : "",
    volumes: volumesOf(card)
      .filter(({ role }) => role === "volume")
      .map(({ name }) => name),
  };
}

/**
 * The texts of an input's numbers.
 *
 * @param {InputFormat} format
 */
export function inputTexts({ range, mean, std }) {
  const text = (/** @type {readonly number[]|null|undefined} */ values) =>
    (values ?? []).join(", ");
  return { range: text(range), mean: text(mean), std: text(std) };
}

/**
 * The settings of the input; null if one is wrong.
 *
 * @param {SettingsForm} form
 * @param {Pick<Card, "input_shape">} card
 * @returns {InputFormat|null}
 */
export function inputOf({ invert, order, ...texts }, card) {
  const range = numbers(texts.range, [2]);
  const counts = countsFor(card);
  const [mean, std] = [numbers(texts.mean, counts), numbers(texts.std, counts)];
  if (!range || !mean || !std || std.includes(0)) return null;
  const [low = 0, high = 1] = range;
  return {
    range: [low, high],
    ...(mean.length ? { mean } : {}),
    ...(std.length ? { std } : {}),
    invert,
    order,
  };
}

/**
 * What is wrong with a form, in the order of its fields.
 *
 * @param {SettingsForm} form
 * @param {Pick<Card, "input_shape"|"outputs">} card
 * @returns {Problem[]}
 */
export function problemsOf(form, card) {
  const [channels] = card.input_shape;
  const names = classNames(form.classes);
  const unnamed = problemOfNames(names);
  const count = card.outputs.length;
  const [low = 0, high = 0] = numbers(form.range, [2]) ?? [];
  const mean = numbers(form.mean, countsFor(card));
  const std = numbers(form.std, countsFor(card));
  /** @type {[keyof SettingsForm, boolean, () => string][]} */
  const checks = [
    ["title", form.title.trim() !== "", () => msg("expected a title")],
    ["range", low < high, () => msg("expected two numbers as range, the lower one first")],
    [
      "mean",
      mean !== null,
      () =>
        channels === 1
          ? msg("expected none or 1 number as mean")
          : msg(str`expected none, 1 or ${channels} numbers as mean`),
    ],
    [
      "std",
      std?.every((value) => value > 0) ?? false,
      () =>
        channels === 1
          ? msg("expected none or 1 number above 0 as standard deviation")
          : msg(str`expected none, 1 or ${channels} numbers above 0 as standard deviation`),
    ],
    [
      "classes",
      unnamed === null && (names.length === 0 || names.length === count),
      () => unnamed ?? msg(str`expected ${count} names of classes, got ${names.length}`),
    ],
    ["volumes", form.volumes.length > 0, () => msg("expected at least one volume")],
  ];
  return checks.filter(([, right]) => !right).map(([field, , text]) => ({ field, text: text() }));
}

/**
 * The field that a server's error is about.
 *
 * @param {string|undefined} where  as in `options.input.mean.1`
 * @returns {keyof SettingsForm|null}  null if it is about none
 */
export function fieldOf(where = "") {
  const found = /^options\.(?:input\.)?([a-z]+)(?:\.|$)/.exec(where)?.[1];
  return FIELDS.find((field) => field === found) ?? null;
}

/**
 * How many numbers are taken as mean or deviation: one is for all channels.
 *
 * @param {Pick<Card, "input_shape">} card
 */
function countsFor({ input_shape: [channels] }) {
  return [0, 1, channels];
}

/**
 * The settings with which a network is sent after its form was changed. What was not changed stays as it was
 * sent, or left to the server; what is empty is taken away.
 *
 * @param {OwnOptions} former  with which it was sent
 * @param {Card} card  of the network before
 * @param {SettingsForm} form  without a problem
 * @returns {OwnOptions}
 */
export function changedOptions(former, card, form) {
  const [start, end] = [optionsOf(formOf(card), card), optionsOf(form, card)];
  const changed = Object.entries(end).filter(
    ([name, value]) => !dequal(value, start[/** @type {keyof OwnOptions} */ (name)]),
  );
  const all = { ...former, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * @param {SettingsForm} form
 * @param {Card} card
 * @returns {Record<keyof OwnOptions, unknown>}  undefined for what it does not say
 */
function optionsOf(form, card) {
  const classes = classNames(form.classes);
  const order = card.layers.map(({ name }) => name);
  return {
    title: form.title.trim(),
    input: inputOf(form, card) ?? undefined,
    reduce: form.reduce ?? undefined,
    classes: classes.length ? classes : undefined,
    volumes: form.volumes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
  };
}

/**
 * Whether outputs have names, not just numbers.
 *
 * @param {Pick<Card, "outputs"|"origin">} card
 */
function hasNames({ outputs, origin }) {
  return origin?.named ?? outputs.some((name, i) => name !== String(i));
}
