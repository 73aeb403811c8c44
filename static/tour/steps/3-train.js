import { msg } from "@lit/localize";
import { html } from "lit";
import { errorText } from "../../i18n/error-messages.js";
import { CLEAR } from "../../network/clear-difference.js";
import { FIRST_FORM } from "../../state/initial-state.js";
import { isOver } from "../../training/progress.js";
import { claim, more, percent, plain, quote, waiting } from "../claims.js";
import { OWN_BUTTON, at, three } from "../step-setup.js";

/** @import { Training } from "../../types/training.js" */
/** @import { Sentence, Seen, Step } from "../types.js" */

const EVERYWHERE = "digits-max-fc-everywhere";

/** @type {Step} */
const step = {
  id: "train",
  chapter: "where",
  networks: [EVERYWHERE],
  offered: ({ limits }) => limits.trainings.allowed,
  title: () => msg("Train one yourself"),
  setting: ({ palette }) => ({
    objects: [at(three(palette), 4, 4)],
    model: EVERYWHERE,
    lab: "train",
  }),
  prepare: ({ store }) => {
    // The reader's own classes are their work.
    store.set("trainingForm", { ...FIRST_FORM, classes: store.get("trainingForm").classes });
    const training = store.get("training");
    if (training && isOver(training)) store.set("training", null);
  },
  text: (seen) => [
    plain(
      msg(
        "Digits will lie only where the canvas is painted: paint another region, or leave the corner.",
      ),
    ),
    ...trained(seen),
  ],
  task: () => msg("Train a network there, in half a minute or so."),
  action: ({ store, loadTrainings }) => {
    const training = store.get("training");
    return {
      label: msg("Train"),
      running: training !== null && !isOver(training),
      run: () => {
        store.set("lab", "train");
        void loadTrainings?.().then((trainings) => trainings.start("model"));
      },
    };
  },
  done: ({ state: { training } }) => training?.status === "done" && sharesOf(training) !== null,
  result: ({ state: { training } }) => sharesOf(training),
  points: () => OWN_BUTTON,
};

/**
 * What a finished training reads; null before, and where everything was painted.
 *
 * @param {Training|null} training
 */
function sharesOf(training) {
  const { inside, outside, chance } = training?.final ?? {};
  if (inside === undefined || chance === undefined) return null;
  return outside === null || outside === undefined ? null : { inside, outside, chance };
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function trained({ state: { training } }) {
  if (!training) return [waiting(msg("Waiting for your training."))];
  const { status, step: at, form, waiting: line, failure } = training;
  if (status === "waiting") {
    const before = quote("before", line?.before ?? 0);
    return [waiting(msg(html`Others train now: ${before} before you.`))];
  }
  if (status === "failed")
    return [waiting(msg(html`The training failed: ${failure && errorText(failure)}`))];
  if (status === "ended") return [waiting(msg("The training was stopped: press it again."))];
  if (status !== "done") return [waiting(msg(html`Training: step ${at} of ${form.steps}.`))];
  const found = sharesOf(training);
  if (!found) {
    return [
      waiting(
        msg("You painted everywhere, so nothing is elsewhere: leave some of it, and train again."),
      ),
    ];
  }
  const { inside, outside } = found;
  const shares = {
    inside: percent("inside", inside),
    outside: percent("outside", outside),
    chance: percent("chance", found.chance),
  };
  return [
    claim(
      inside - outside >= CLEAR,
      msg(
        html`It is right at ${shares.inside} where you painted, and only at ${shares.outside}
        elsewhere, where guessing would give ${shares.chance}.`,
      ),
      msg(
        html`It is right at ${shares.inside} where you painted, and at ${shares.outside} elsewhere,
        where guessing would give ${shares.chance}: it did not go blind.`,
      ),
    ),
    more(
      plain(
        msg(
          "These are digits that no training saw, each at many places. Below the map, one press trains a new head on your layers; pooling and head can be chosen.",
        ),
      ),
    ),
  ];
}

export default step;
