import { expect, test } from "vitest";
import { RIGHT, WRONG } from "../../../static/charts/verdict-colours.js";
import { fieldFor, isOf, overCanvas, scaleOf } from "../../../static/lab/sweep-maps.js";
import { UNKNOWN, diverging, sequential } from "../../../static/charts/colour-ramps.js";

/** @import { Fields, Sweep } from "../../../static/types/lab.js" */

/**
 * @param {Partial<Record<keyof Fields, number[]>>} given
 * @returns {Sweep}
 */
function sweep(given) {
  const none = new Float64Array(3).fill(Number.NaN);
  const fields = { score: none, correct: none, prediction: none };
  const others = { sensitivity: none, cosine: none, response: none };
  const filled = Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  return {
    plan: { model: "a", scene: { objects: [] }, index: 0, step: 1, output: null },
    status: "running",
    done: 0,
    start: null,
    fields: { ...fields, ...others, ...filled },
    end: null,
    failure: null,
  };
}

test("all networks' maps share a scale, so that equal numbers look equal", () => {
  const scale = scaleOf("sensitivity", [
    sweep({ sensitivity: [0, 1, 2] }),
    sweep({ sensitivity: [0, 4, Number.NaN] }),
  ]);
  expect([scale.low, scale.high]).toEqual([0, 4]);
  expect(scale.colour(4)).toBe(sequential(1));
  expect(scale.colour(2)).toBe(sequential(0.5));
  expect(scale.colour(Number.NaN)).toBe(UNKNOWN);
});

test("the scale of scores is fixed, and that of cosines is centred on zero", () => {
  expect(scaleOf("score", [sweep({ score: [0.2, 0.3, 0.4] })])).toMatchObject({ low: 0, high: 1 });
  const values = scaleOf("score", [sweep({ score: [-0.5, 3, Number.NaN] })]);
  expect(values).toMatchObject({ low: -3, high: 3, signed: true });
  expect(values.colour(3)).toBe(diverging(1));
  const cosine = scaleOf("cosine", []);
  expect(cosine).toMatchObject({ low: -1, high: 1, signed: true });
  expect(cosine.colour(-1)).toBe(diverging(-1));
});

test("correct, wrong and unknown have colours of their own", () => {
  const { colour } = scaleOf("correct", []);
  expect([1, 0, Number.NaN].map((value) => colour(value))).toEqual([RIGHT, WRONG, UNKNOWN]);
});

test("over the canvas each position is at the object's centre", () => {
  const start = { rows: [0, 2, 4], cols: [0, 2, 4, 6], step: 2 };
  const box = overCanvas(start, { height: 20, width: 10 });
  expect(box).toEqual({ row: 9, col: 4, height: 6, width: 8 });
  const [row, col] = [box.row + 1.5 * 2, box.col + 2.5 * 2];
  expect([row, col]).toEqual([start.rows[1] + 10, start.cols[2] + 5]);
});

test("a map fits a scene for any position of its object", () => {
  const scene = {
    objects: [
      { object: "face", row: 1, col: 1 },
      { object: "arm", row: 30, col: 30 },
    ],
  };
  const { plan } = sweep({});
  const own = { ...plan, scene, index: 0 };
  const moved = { objects: [{ object: "face", row: 9, col: 7 }, scene.objects[1]] };
  expect(isOf(own, /** @type {any} */ (moved))).toBe(true);
  expect(isOf({ ...own, index: 1 }, /** @type {any} */ (moved))).toBe(false);
  expect(isOf(own, { objects: [] })).toBe(false);
  expect(isOf(own, { objects: [scene.objects[1], scene.objects[0]] })).toBe(false);
});

test("where no network's answer can be right, the map shows the score", () => {
  const [lone, other] = [{ outputs: ["face"] }, { outputs: ["face", "none"] }];
  expect(fieldFor("correct", [lone, lone])).toBe("score");
  expect(fieldFor("correct", [lone, other])).toBe("correct");
  expect(fieldFor("response", [lone])).toBe("response");
});
