import { expect, test, vi } from "vitest";
import { html, render } from "lit";
import { Playback } from "../../../static/microscope/playback.js";
import { playerButtons, stepper } from "../../../static/microscope/stepper.js";

/** @import { Phase } from "../../../static/microscope/phases.js" */

const setWhole = vi.fn();

/** @param {boolean} whole */
function shown(whole) {
  const playback = new Playback(() => {});
  playback.load(
    /** @type {Phase[]} */ ([
      { name: "window", path: "steps.0", ticks: 1, ms: 10, result: null },
      { name: "sum", path: "steps.0", ticks: 1, ms: 10, result: 0.25 },
    ]),
  );
  const root = document.createElement("div");
  const player = { playback, whole, setWhole };
  const draw = () => render(html`${playerButtons(player)}${stepper(player)}`, root);
  draw();
  const press = (/** @type {string} */ selector) => {
    /** @type {HTMLElement} */ (root.querySelector(selector)).click();
    draw();
  };
  return { root, playback, press };
}

test("a phase's button shows that phase, and its result", () => {
  const { root, playback, press } = shown(false);
  press("[data-phase=sum]");
  expect(playback.at).toBe(1);
  expect(setWhole).toHaveBeenLastCalledWith(false);
  expect(root.querySelector("[aria-current]")?.textContent).toContain("0.25");
  expect(root.querySelectorAll(".reached")).toHaveLength(2);
});

test("play becomes pause, and the steps stop when all are shown at once", () => {
  const { root, playback, press } = shown(false);
  press(".play");
  expect(playback.playing).toBe(true);
  expect(root.querySelector(".play")?.getAttribute("aria-label")).toBe("Pause");
  press(".whole");
  expect(playback.playing).toBe(false);
  expect(setWhole).toHaveBeenLastCalledWith(true);
});

test("with all steps at once, every phase is reached and none is current", () => {
  const { root } = shown(true);
  expect(root.querySelectorAll(".reached")).toHaveLength(2);
  expect(root.querySelector("[aria-current]")).toBeNull();
});
