import { expect, test } from "vitest";
import { part } from "../../../../static/url/parts/camera.js";
import { read } from "../../../../static/url/permalink.js";
import { limits, palette, state } from "../../examples.js";
import { cards } from "../states.js";

/** @import { Camera } from "../../../../static/types/state.js" */

const given = { cards, limits, palette };

test("the first view needs no parameter", () => {
  expect(part.write(state())).toEqual({ camera: null, turn: null });
});

test("a turned camera is a direction, a zoom and a way aside, to four decimals", () => {
  const turn = {
    from: /** @type {[number, number, number]} */ ([0.6, -0.8, 0.00001]),
    zoom: 1.23456,
    pan: /** @type {[number, number, number]} */ ([0, -0.5, 1 / 3]),
  };
  const written = part.write(state({ camera: { preset: "side", turn } }));
  expect(written).toEqual({ camera: "side", turn: "0.6~-0.8~0~1.2346~0~-0.5~0.3333" });
  const { changes, problems } = read(`#camera=side&turn=${written.turn}`, given);
  expect(problems).toEqual([]);
  expect(changes.camera).toEqual({
    preset: "side",
    turn: { from: [0.6, -0.8, 0], zoom: 1.2346, pan: [0, -0.5, 0.3333] },
  });
});

test("the tour's own turn is not of the link", () => {
  const turn = {
    from: /** @type {[number, number, number]} */ ([1, 0, 0]),
    zoom: 1,
    pan: [0, 0, 0],
  };
  const camera = /** @type {Camera} */ ({ preset: "flow", turn, guided: true });
  expect(part.write(state({ camera }))).toEqual({ camera: null, turn: null });
});

// A rounded unit vector, zoom or way is still one.
test.each([
  ["1~0~0~0.125~0~0~0", true],
  ["1~0~0~3~0~0~0", true],
  ["0.5774~0.5774~0.5774~1~0~0~0", true],
  ["1~0~0~1~0.6~0.8~0", true],
  ["1~0~0~0.12~0~0~0", false],
  ["1~0~0~3.01~0~0~0", false],
  ["1~0.1~0~1~0~0~0", false],
  ["0~0~0~1~0~0~0", false],
  ["1~0~0~1~0.6~0.8~0.1", false],
  ["1~0~0~1~0~0~0~0", false],
  ["1~0~0~1~0~0~", false],
])("the turn %s is valid: %s", (turn, valid) => {
  const { changes, problems } = read(`#turn=${turn}`, given);
  expect(changes.camera?.turn !== null).toBe(valid);
  expect(problems).toHaveLength(valid ? 0 : 1);
});
