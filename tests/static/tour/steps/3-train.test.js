import { describe, expect, test, vi } from "vitest";
import { Store } from "../../../../static/state/store.js";
import { FIRST_FORM } from "../../../../static/state/initial-state.js";
import { isOffered } from "../../../../static/tour/navigation.js";
import { card, state, training } from "../../examples.js";
import { said, seen, step } from "../tour-states.js";

const done = (/** @type {number} */ inside, /** @type {number|null} */ outside) =>
  training({ status: "done", final: { inside, outside, chance: 0.1 } });

describe("step 3: train one yourself", () => {
  test("quotes what the reader's training reads, whichever way it came out", () => {
    const blind = said("train", seen({ training: done(0.95, 0.12) }));
    expect(blind.text).toContain(
      "It is right at 95% where you painted, and only at 12% elsewhere, where guessing would give 10%.",
    );
    expect(blind).toMatchObject({ kinds: ["holds"], done: true });
    expect(blind.result).toEqual({ inside: 0.95, outside: 0.12, chance: 0.1 });
    const sees = said("train", seen({ training: done(0.9, 0.8) }));
    expect(sees.text).toContain("at 80% elsewhere, where guessing would give 10%: it did not go");
    expect(sees).toMatchObject({ kinds: ["fails"], done: true });
  });

  test.each([
    [{ status: "starting" }, "Training: step 0 of 400."],
    [{ status: "running", step: 120 }, "Training: step 120 of 400."],
    [{ status: "waiting", waiting: { before: 2, seconds: 60 } }, "Others train now: 2 before you."],
    [{ status: "ended" }, "The training was stopped"],
    [
      { status: "failed", failure: { code: null, message: "no room" } },
      "The training failed: no room",
    ],
    [done(0.9, null), "You painted everywhere"],
  ])("a training without numbers claims nothing: %j", (fields, words) => {
    const now = training(/** @type {any} */ (fields));
    const { text, kinds, done: over, result } = said("train", seen({ training: now }));
    expect(text).toContain(words);
    expect({ kinds, over, result }).toEqual({ kinds: ["waiting"], over: false, result: null });
  });

  test("its button opens the tab and trains once the tab's code is there", async () => {
    const store = new Store(state());
    const start = vi.fn();
    const context = /** @type {any} */ ({ store, loadTrainings: async () => ({ start }) });
    const { action } = step("train");
    expect(action(context).running).toBe(false);
    action(context).run();
    await vi.waitFor(() => expect(start).toHaveBeenCalledWith("model"));
    expect(store.get("lab")).toBe("train");
    store.set("training", training());
    expect(action(context).running).toBe(true);
  });

  test("begins with the corner, and without what was trained before", () => {
    const store = new Store(state({ training: done(1, 1) }));
    store.set("trainingForm", { ...FIRST_FORM, seed: 5 });
    step("train").prepare?.(/** @type {any} */ ({ store }));
    expect(store.get("training")).toBeNull();
    expect(store.get("trainingForm")).toEqual(FIRST_FORM);
    store.set("training", training());
    step("train").prepare?.(/** @type {any} */ ({ store }));
    expect(store.get("training")?.status, "one that runs is not lost").toBe("running");
  });

  test("is not offered by a server that trains nothing", () => {
    const limits = state().limits;
    const store = new Store(state());
    const cards = [card({ id: "digits-max-fc-everywhere" })];
    const offered = () => isOffered({ store, cards }, step("train"));
    store.set("limits", { ...limits, trainings: { ...limits.trainings, allowed: true } });
    expect(offered()).toBe(true);
    store.set("limits", { ...limits, trainings: { ...limits.trainings, allowed: false } });
    expect(offered()).toBe(false);
  });
});
