import { msg } from "@lit/localize";
import { html } from "lit";
import { isRunning } from "../../lab/sweep-map-view.js";
import { claim, more, percent, plain, quote, waiting } from "../claims.js";
import { OWN_BUTTON, at, standing } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

/** Step of the sweep, px: every place, on the lattice of the second volume and off it. */
const STEP = 1;

/** @type {Step} */
const step = {
  id: "everywhere",
  chapter: "inside",
  networks: ["ludic"],
  title: () => msg("A face is a face, wherever it is"),
  // Towards the slices, of which one is the face's.
  camera: { towards: "front", pan: [0, 0, 0], zoom: 1 },
  setting: (context) => ({ objects: [standing(context, at("face", 3, 3))], model: "ludic" }),
  prepare: ({ store }) => {
    store.set("sweepSettings", { networks: [], step: STEP, field: "correct", output: null });
    store.set("sweeps", []);
  },
  text: (seen) => [
    plain(
      msg(
        "Two places prove little. So put the face at every pixel where it fits, and ask each time.",
      ),
    ),
    ...swept(seen),
  ],
  task: () => msg("Sweep the face over the canvas."),
  action: ({ store, sweeps }) => ({
    label: msg("Sweep"),
    running: isRunning(store.get("sweeps")),
    run: () => {
      const { scene, model } = store.state;
      // The map lies over the canvas.
      store.set("overlay", model.id);
      void sweeps.run([{ model: model.id, scene, index: 0, step: STEP, output: null }]);
    },
  }),
  // The number comes with the last tile.
  done: (seen) => sweepOf(seen)?.status === "done" && seen.state.tilesShown === null,
  result: (seen) => {
    const { start, fields } = sweepOf(seen) ?? {};
    if (!start || !fields || start.chance === null) return null;
    const right = fields.correct.reduce((total, value) => total + value, 0);
    return { right, total: start.total, chance: start.chance };
  },
  points: ({ store }) =>
    store.get("lab") === "sweep" ? [["sweep-tab", ".controls button"]] : OWN_BUTTON,
};

/** @param {Seen} seen */
function sweepOf({ state: { sweeps, model } }) {
  return sweeps.find(({ plan }) => plan.model === model.id);
}

/**
 * @param {Seen} seen
 * @returns {Sentence[]}
 */
function swept(seen) {
  const sweep = sweepOf(seen);
  if (!sweep) return [waiting(msg("Waiting for the sweep."))];
  const { status, start, fields, done, failure } = sweep;
  if (status === "failed") {
    return [waiting(msg(html`The sweep failed: ${failure && errorText(failure)}`))];
  }
  if (status === "cancelled") return [waiting(msg("The sweep was cancelled: press it again."))];
  const { tilesShown } = seen.state;
  if (status !== "done" || tilesShown !== null || !start || !fields || start.chance === null) {
    return [waiting(msg(html`Sweeping: ${tilesShown ?? done} of ${start?.total ?? "…"} places.`))];
  }
  const right = fields.correct.reduce((total, value) => total + value, 0);
  const numbers = { right: quote("right", right), total: quote("total", start.total) };
  const chance = percent("chance", start.chance);
  return [
    claim(
      right === start.total,
      msg(
        html`The answer was right at ${numbers.right} of ${numbers.total} places, all where the
        whole face fits: alone on the canvas, this face is read as a face wherever it is.`,
      ),
      msg(
        html`The answer was right at only ${numbers.right} of ${numbers.total} places: here a face
        is not a face everywhere.`,
      ),
    ),
    more(
      plain(
        msg(
          "The sweep does not show the converse, that only a face lights the face slice: draw eyes, nose and mouth without the outline, and look.",
        ),
      ),
    ),
    more(
      plain(
        msg("Each tile lies at the face's middle, so the canvas's margin stays without tiles."),
      ),
    ),
    more(plain(msg(html`Guessing would be right at ${chance} of the places.`))),
  ];
}

export default step;
