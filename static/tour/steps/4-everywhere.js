import { msg } from "@lit/localize";
import { html } from "lit";
import { claim, plain, quote, waiting } from "../claims.js";
import { at, set } from "../step-setup.js";
import { errorText } from "../../i18n/error-messages.js";

/** @import { Sentence, Seen, Step } from "../types.js" */

/** Step of the sweep, px: quick, and as often off the lattice of the second volume as on it. */
const STEP = 2;

/** @type {Step} */
const step = {
  id: "everywhere",
  networks: ["ludic"],
  title: () => msg("A face is a face, wherever it is"),
  prepare: (context) => {
    const { store } = context;
    set(context, { objects: [at("face", 3, 3)], model: "ludic", lab: "sweep" });
    store.set("sweepSettings", { networks: [], step: STEP, field: "correct", output: null });
    store.set("sweeps", []);
  },
  text: (seen) => [
    plain(
      msg(
        "One corner or two prove little. A sweep puts the face at every second pixel of the canvas and asks the network each time. A light square of its map is a place where the answer is right.",
      ),
    ),
    swept(seen),
  ],
  task: () => msg(html`Press <em>Sweep face</em>, in the laboratory below.`),
  done: (seen) => sweepOf(seen)?.status === "done",
  points: () => [["sweep-tab", ".controls button"]],
};

/** @param {Seen} seen */
function sweepOf({ state: { sweeps, model } }) {
  return sweeps.find(({ plan }) => plan.model === model.id);
}

/**
 * @param {Seen} seen
 * @returns {Sentence}
 */
function swept(seen) {
  const sweep = sweepOf(seen);
  if (!sweep) return waiting(msg("Waiting for the sweep."));
  const { status, start, fields, done, failure } = sweep;
  if (status === "failed")
    return waiting(msg(html`The sweep failed: ${failure && errorText(failure)}`));
  if (status === "cancelled") return waiting(msg("The sweep was cancelled: press it again."));
  if (status !== "done" || !start || !fields) {
    return waiting(msg(html`Sweeping: ${done} of ${start?.total ?? "…"} places.`));
  }
  const right = fields.correct.reduce((total, value) => total + value, 0);
  const numbers = { right: quote("right", right), total: quote("total", start.total) };
  const chance = quote("chance", start.chance, 2);
  return claim(
    right === start.total,
    msg(
      html`The answer was right at ${numbers.right} of ${numbers.total} places; guessing would be
      right at ${chance} of them. To this network, whose weights were set by hand, a face is a face
      wherever it lies.`,
    ),
    msg(
      html`The answer was right at ${numbers.right} of ${numbers.total} places only; guessing would
      be right at ${chance} of them. So a face is not a face everywhere here.`,
    ),
  );
}

export default step;
