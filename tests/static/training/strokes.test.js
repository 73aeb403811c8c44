import { expect, test } from "vitest";
import { random } from "../random.js";
import { CELLS } from "../../../static/training/region.js";
import { SIDES, between, stroked, underBrush } from "../../../static/training/strokes.js";

test("a brush covers a square around its middle, cut off at the canvas's edge", () => {
  expect(underBrush({ row: 8, col: 3 }, 5)).toEqual([6, 1, 11, 6]);
  expect(underBrush({ row: 0, col: 15 }, 3)).toEqual([0, 14, 2, 16]);
  expect(underBrush({ row: 7, col: 7 }, 1)).toEqual([7, 7, 8, 8]);
});

test("outside the canvas a brush covers nothing", () => {
  expect(underBrush({ row: -1, col: 3 }, 5)).toBeNull();
  expect(underBrush({ row: 3, col: CELLS }, 1)).toBeNull();
});

test("a fast stroke has no gaps: each cell touches the one before", () => {
  for (let seed = 0; seed < 50; seed++) {
    const { whole } = random(seed);
    const [from, to] = [0, 1].map(() => ({ row: whole(-5, 20), col: whole(-5, 20) }));
    if (!from || !to) continue;
    const cells = between(from, to);
    expect(cells[0]).toEqual(from);
    expect(cells.at(-1)).toEqual(to);
    cells.slice(1).forEach(({ row, col }, i) => {
      const before = cells[i] ?? from;
      expect(Math.max(Math.abs(row - before.row), Math.abs(col - before.col))).toBeLessThan(2);
    });
  }
});

test("the eraser takes away what the brush painted, and nothing else", () => {
  for (const side of SIDES) {
    const line = between({ row: 2, col: 2 }, { row: 12, col: 9 });
    const painted = stroked(new Set([255]), line, side, "brush");
    expect(painted.size).toBeGreaterThan(line.length * side - side);
    expect([...stroked(painted, line, side, "eraser")]).toEqual([255]);
  }
});

test("a stroke that changes nothing keeps the set", () => {
  const painted = new Set([0, 1]);
  expect(stroked(painted, [{ row: 0, col: 1 }], 1, "brush")).toBe(painted);
  expect(stroked(painted, [{ row: 9, col: 9 }], 3, "eraser")).toBe(painted);
});
