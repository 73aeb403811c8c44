import { describe, expect, test } from "vitest";
import { overlap, place } from "../../../static/tour/placement.js";
import { random } from "../random.js";

const view = { left: 0, top: 48, width: 1440, height: 852 };
const stage = { left: 300, top: 48, width: 800, height: 800 };
const board = { left: 16, top: 100, width: 256, height: 256 };
const card = { width: 352, height: 280 };
const spare = [{ left: 380, top: 248, width: 640, height: 400 }];
const given = { card, target: board, avoid: [board], spare, stage, view };

/** @param {Partial<Parameters<typeof place>[0]>} [changes] */
function placed(changes = {}) {
  const at = place({ ...given, ...changes });
  return { ...at, box: { ...(changes.card ?? card), left: at.left, top: at.top } };
}

describe("the card", () => {
  test("stands beside its target, and its arrow points at it", () => {
    const { box, arrow } = placed();
    expect(overlap(box, board)).toBe(0);
    expect(overlap(box, spare[0] ?? board)).toBe(0);
    expect(arrow?.edge).toBe("top");
    expect(box.top).toBe(board.top + board.height + 14);
    const tip = box.left + (arrow?.at ?? 0);
    expect(tip).toBeGreaterThan(board.left);
    expect(tip).toBeLessThan(board.left + board.width);
  });

  test.each([
    ["left", { left: 8, top: 400, width: 60, height: 40 }],
    ["right", { left: 1380, top: 400, width: 60, height: 40 }],
    ["bottom", { left: 60, top: 840, width: 1320, height: 40 }],
  ])("points from its %s edge at a target on that side", (edge, target) => {
    const { box, arrow } = placed({ target, avoid: [], spare: [] });
    expect(overlap(box, target)).toBe(0);
    expect(arrow?.edge).toBe(edge);
  });

  test("stands beside what it leaves free, or in a corner of the figure, without a target", () => {
    const { box, arrow } = placed({ target: null });
    expect(arrow).toBeNull();
    expect(overlap(box, board)).toBe(0);
    const corner = placed({ target: null, avoid: [] });
    expect(corner.box.top + corner.box.height).toBe(stage.top + stage.height - 8);
    expect(corner.box.left).toBe(stage.left + 8);
  });

  test("stays where it is, if that is free", () => {
    const kept = { ...card, left: 20, top: 500 };
    expect(placed({ kept })).toMatchObject({ left: 20, top: 500, arrow: null });
    expect(placed({ kept: { ...kept, top: 200 } }).top).not.toBe(200);
    expect(placed({ kept: { ...kept, top: 800 } }).top).not.toBe(800);
  });

  test("never leaves the window, nor covers what must stay free where there is room", () => {
    const dice = random(5);
    for (let round = 0; round < 300; round++) {
      const width = dice.whole(320, 1920);
      const height = dice.whole(480, 1080);
      const window = { left: 0, top: 48, width, height: height - 48 };
      const side = dice.whole(60, 200);
      const target = {
        left: dice.whole(0, width - side),
        top: dice.whole(48, height - side),
        width: side,
        height: side,
      };
      const small = { width: 120, height: 100 };
      const { box } = placed({ card: small, target, avoid: [target], spare: [], view: window });
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top).toBeGreaterThanOrEqual(48);
      expect(box.left + box.width).toBeLessThanOrEqual(width);
      expect(box.top + box.height).toBeLessThanOrEqual(height);
      expect(overlap(box, target), JSON.stringify({ target, box })).toBe(0);
    }
  });
});
