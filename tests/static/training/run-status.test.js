import { render } from "lit";
import { expect, test } from "vitest";
import { statusText } from "../../../static/training/run-status.js";
import { training } from "../examples.js";

/** @import { Training } from "../../../static/types/training.js" */

/** @param {Partial<Training>} fields */
function said(fields) {
  const box = document.createElement("p");
  render(statusText(training({ step: 55, ...fields })), box);
  return box.textContent?.trim() ?? "";
}

const LOST = { code: "unreachable", message: "" };
const KEPT = [{ step: 40, model: "own-1" }];

test.each(
  /** @type {[Partial<Training>, string|RegExp][]} */ ([
    [{ status: "starting" }, "Starting…"],
    [
      { status: "waiting", waiting: { before: 2, seconds: 41.2 } },
      "Waiting: 2 before you, about 42 s.",
    ],
    [{ status: "waiting", waiting: { before: 0, seconds: 9 } }, "Yours is next: about 9 s."],
    [{ status: "running" }, ""],
    [{ status: "running", failure: LOST }, /cannot be reached\. Trying again…/],
    [{ status: "paused" }, /^Paused\./],
    [
      { status: "running", unsent: "pause" },
      "The server did not hear “Pause”: it is told as soon as it answers.",
    ],
    [
      { status: "running", failure: LOST, unsent: "stop" },
      /Trying again….*The server did not hear “Stop”: it is told as soon as it answers\.$/s,
    ],
    [{ status: "done", unsent: "go on" }, ""],
    [{ status: "done" }, ""],
    [{ status: "ended", reason: "asked" }, "Stopped at step 55."],
    [{ status: "ended", reason: "unwatched" }, /step 55: nobody had watched/],
    [{ status: "ended", reason: "time" }, /step 55: its time/],
    [{ status: "failed", failure: { code: "internal", message: "It broke." } }, "It broke."],
    [
      { status: "failed", failure: { code: "network_gone", message: "" } },
      /no snapshot of it any more\. It ended at step 55/,
    ],
    [
      {
        status: "failed",
        failure: { code: "restarting", message: "the server stops" },
        snapshots: KEPT,
      },
      /goes on from step 40 as soon as it answers/,
    ],
    // Until the server is back.
    [{ status: "starting", failure: LOST, snapshots: KEPT }, /goes on from step 40/],
  ]),
)("%o", (fields, text) => {
  const found = said(fields);
  if (typeof text === "string") expect(found).toBe(text);
  else expect(found).toMatch(text);
});
