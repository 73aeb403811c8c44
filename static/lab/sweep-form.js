import { msg, str } from "@lit/localize";
import { html } from "lit";
import { named } from "../i18n/locale.js";
import { selectBox } from "../ui/select.js";
import { MAX_NETWORKS, SWEEP_STEPS } from "./form-choices.js";
import { fieldFor, MAPS } from "./sweep-maps.js";
import { possibleSteps, sweepStep } from "./sweep-step.js";

/** @import { Context } from "../ui/panel.js" */
/** @import { Card } from "../types/api.js" */
/** @import { SweepSettings } from "../types/lab.js" */

/**
 * Asks for the right answer, which no rule gives for the scene.
 *
 * @param {Card} card
 * @param {string|null} output  the chosen one
 * @param {string} none  what stands for no choice
 * @param {(output: string|null) => void} choose
 */
export function rightAnswerChoice(card, output, none, choose) {
  return selectBox({
    name: msg("It should be"),
    options: [["", none], ...outputOptions(card)],
    chosen: output ?? "",
    choose: (value) => choose(value || null),
  });
}

/** @param {Card} card */
function outputOptions({ outputs }) {
  return outputs.map((name) => /** @type {[string, string]} */ ([name, named(name)]));
}

/**
 * The settings of sweeps.
 *
 * @param {Context} context
 * @param {object} options
 * @param {Card[]} options.networks  the swept ones
 * @param {{ height: number, width: number }|undefined} options.object  the one to be swept, px
 * @param {string|null} options.output  the chosen correct output
 * @param {string} options.none  what is right where none is chosen
 * @param {(change: Partial<SweepSettings>) => void} options.set
 * @param {(id: string) => void} options.add  adds a network
 */
export function sweepForm({ store, cards }, { networks, object, output, none, set, add }) {
  const { field, step } = store.get("sweepSettings");
  const card = store.get("model");
  return html`<div class="controls">
    ${selectBox({
      name: msg("step"),
      options: (object ? possibleSteps(card, object) : SWEEP_STEPS).map((px) => [
        px,
        msg(str`${px} px`),
      ]),
      chosen: object ? sweepStep(step, card, object) : step,
      choose: (value) => set({ step: Number(value) }),
    })}
    ${selectBox({
      name: msg("map"),
      options: Object.entries(MAPS).map(([name, { title }]) => [name, title()]),
      chosen: fieldFor(field, networks),
      choose: (value) => set({ field: /** @type {SweepSettings["field"]} */ (value) }),
    })}
    ${selectBox({
      name: msg("right answer"),
      options: [["", none], ...outputOptions(card)],
      chosen: output ?? "",
      choose: (value) => set({ output: value || null }),
    })}
    ${selectBox({
      name: msg("beside it"),
      label: msg("Add network"),
      options: [
        ["", msg("add network…")],
        ...cards
          .filter((card) => !networks.includes(card))
          .map(({ id, title }) => /** @type {[string, string]} */ ([id, named(title)])),
      ],
      chosen: "",
      disabled: networks.length >= MAX_NETWORKS,
      choose: (id, list) => {
        list.value = "";
        add(id);
      },
    })}
  </div>`;
}
