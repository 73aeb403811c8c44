import { expect, test } from "vitest";
import { read } from "../../../../static/url/permalink.js";
import { part } from "../../../../static/url/parts/analysis-settings.js";
import { INITIAL_STATE } from "../../../../static/state/initial-state.js";
import { limits, palette, state } from "../../examples.js";
import { cards } from "../states.js";

const given = { cards, limits, palette };
const FIRST = INITIAL_STATE.analysis;

test("only the measurements whose settings differ need a parameter, in a fixed order", () => {
  const written = (/** @type {Partial<typeof FIRST>} */ changes) =>
    part.write(state({ analysis: { ...FIRST, ...changes } }));
  expect(written({})).toEqual({ consistency: null, equivariance: null, blind: null });
  const consistency = { seed: 7, pairs: 64, radius: 3, protocol: /** @type {const} */ ("cyclic") };
  expect(written({ consistency })).toMatchObject({ consistency: "cyclic~3~64~7", blind: null });
  const equivariance = { ...FIRST.equivariance, col: -2 };
  expect(written({ equivariance }).equivariance).toMatch(/^\w+~-?\d+~-2$/);
  expect(written({ transplants: { field: "response", step: 2 } }).blind).toBe("2~response");
});

test.each([
  [
    "consistency=canvas~1~1~0",
    { consistency: { protocol: "canvas", radius: 1, pairs: 1, seed: 0 } },
  ],
  [
    "consistency=cyclic~32~512~2147483647",
    { consistency: { protocol: "cyclic", radius: 32, pairs: 512, seed: 2 ** 31 - 1 } },
  ],
  ["equivariance=cyclic~-64~64", { equivariance: { protocol: "cyclic", row: -64, col: 64 } }],
  ["equivariance=canvas~-0~0", { equivariance: { protocol: "canvas", row: 0, col: 0 } }],
  ["blind=2~response", { transplants: { step: 2, field: "response" } }],
])("%s is valid, to the bounds of the server", (text, settings) => {
  const { changes, problems } = read(`#${text}`, given);
  expect(problems).toEqual([]);
  expect(changes.analysis).toEqual({ ...FIRST, ...settings });
});

test.each([
  "consistency=canvas~0~128~0",
  "consistency=canvas~8~513~0",
  "consistency=canvas~8~0~0",
  "consistency=canvas~8~128~-1",
  "consistency=canvas~8~128~0~0",
  "consistency=canvas~~128~0",
  "equivariance=cyclic~-65~0",
  "equivariance=cyclic~0~65",
  "equivariance=cyclic~0",
  "equivariance=cyclic~0~0~0",
  "blind=2",
  "blind=02~response",
  "blind=2~response~2",
])("%s is reported, and leaves all settings as at the beginning", (text) => {
  const { changes, problems } = read(`#${text}`, given);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`got “${text.split("=")[1]}”`);
  expect(changes.analysis).toEqual(FIRST);
});
