import { msg, str } from "@lit/localize";
import { BEGINNING } from "../../state/initial-state.js";
import { MAPS } from "../../lab/sweep-maps.js";
import { BETWEEN } from "../scene-codec.js";

/** @import { Part, Told } from "../url-params.js" */
/** @import { MapField } from "../../types/lab.js" */

const FIELDS = /** @type {MapField[]} */ (Object.keys(MAPS));
const STEPS = ["1", "2", "4"];
/** As many networks as are swept beside the shown one. */
const MOST = 6;
const FIRST = BEGINNING.sweeping;

/** What is to be swept, which map is shown, and whose lies over the canvas. @type {Part} */
export const part = {
  names: ["beside", "step", "map", "answer", "over"],
  keys: ["sweeping", "overlay"],
  write: ({ sweeping: { networks, step, field, output }, overlay }) => ({
    beside: networks.length ? networks.join(BETWEEN) : null,
    step: step === FIRST.step ? null : String(step),
    map: field === FIRST.field ? null : field,
    answer: output,
    over: overlay,
  }),
  read: (told) => ({
    sweeping: {
      networks: readNetworks(told),
      step: Number(told.oneOf("step", STEPS) ?? FIRST.step),
      field: told.oneOf("map", FIELDS) ?? FIRST.field,
      output: readOutput(told),
    },
    overlay: told.card("over")?.id ?? null,
  }),
};

/**
 * @param {Told} told
 * @returns {string[]}
 */
function readNetworks(told) {
  const ids = new Set(told.get("beside")?.split(BETWEEN));
  if (ids.size > MOST) told.refuse("beside", msg(str`at most ${MOST} networks`), `${ids.size}`);
  return [...ids].slice(0, MOST).filter((id) => {
    const found = told.cards.some((card) => card.id === id);
    if (!found) told.refuse("beside", msg("the id of a network that is here"), id);
    return found;
  });
}

/** @param {Told} told */
function readOutput(told) {
  const text = told.get("answer");
  if (text === null) return null;
  if (told.cards.some(({ outputs }) => outputs.includes(text))) return text;
  told.refuse("answer", msg("an output of a network"));
  return null;
}
