import { expect, test } from "vitest";
import { blank, cropped, lay, line } from "../../../../static/scene/tools/ink-bitmap.js";

/**
 * A sheet as text: one line a row, `.` where it is clear.
 *
 * @param {import("../../../../static/scene/tools/ink-bitmap.js").Sheet} sheet
 */
function text({ height, width, cells }) {
  return Array.from({ length: height }, (_, row) =>
    [...cells.slice(row * width, (row + 1) * width)].map((ink) => ink || ".").join(""),
  );
}

/**
 * @param {string[]} rows
 * @returns {import("../../../../static/scene/tools/ink-bitmap.js").Sheet}
 */
function sheetOf(...rows) {
  const cells = Uint8Array.from(rows.join(""), (cell) => (cell === "." ? 0 : Number(cell)));
  return { height: rows.length, width: rows[0]?.length ?? 0, cells };
}

test("a dot is as wide as the line, and wide dots are round", () => {
  const middle = [{ row: 3, col: 3 }];
  const [thin, wide, wider] = [1, 3, 5].map((width) => {
    const sheet = blank(7, 7);
    expect(line(sheet, middle, width, 2)).toBe(true);
    return text(sheet);
  });
  expect(thin).toEqual([
    ".......",
    ".......",
    ".......",
    "...2...",
    ".......",
    ".......",
    ".......",
  ]);
  expect(wide?.slice(2, 5)).toEqual(["..222..", "..222..", "..222.."]);
  expect(wider).toEqual([
    ".......",
    "..222..",
    ".22222.",
    ".22222.",
    ".22222.",
    "..222..",
    ".......",
  ]);
});

test("lines have no gaps, in any direction", () => {
  for (const [row, col] of /** @type {const} */ ([
    [0, 9],
    [9, 0],
    [9, 9],
    [3, 9],
    [9, 4],
    [0, 0],
  ])) {
    const sheet = blank(10, 10);
    line(
      sheet,
      [
        { row: 0, col: 0 },
        { row, col },
      ],
      1,
      1,
    );
    expect(sheet.cells.reduce((sum, ink) => sum + ink, 0)).toBe(Math.max(row, col) + 1);
    expect(sheet.cells[0]).toBe(1);
    expect(sheet.cells[row * 10 + col]).toBe(1);
    // Each pixel except the last has a later neighbour.
    for (let step = 0; step < Math.max(row, col); step++) {
      const at = (/** @type {number} */ s) => ({
        row: Math.round((row * s) / Math.max(row, col)),
        col: Math.round((col * s) / Math.max(row, col)),
      });
      const [here, next] = [at(step), at(step + 1)];
      expect(sheet.cells[here.row * 10 + here.col]).toBe(1);
      expect(Math.abs(here.row - next.row)).toBeLessThan(2);
      expect(Math.abs(here.col - next.col)).toBeLessThan(2);
    }
  }
});

test("points outside are clipped and do not wrap around", () => {
  const sheet = blank(3, 4);
  const far = [
    { row: 1, col: 2 },
    { row: 1, col: 9 },
  ];
  line(sheet, far, 1, 3);
  expect(text(sheet)).toEqual(["....", "..33", "...."]);
  expect(line(sheet, [{ row: -9, col: 40 }], 5, 3)).toBe(false);
});

test("ink 0 erases, and the result says whether anything changed", () => {
  const sheet = sheetOf("11111");
  expect(line(sheet, [{ row: 0, col: 2 }], 1, 0)).toBe(true);
  expect(text(sheet)).toEqual(["11.11"]);
  expect(line(sheet, [{ row: 0, col: 2 }], 1, 0)).toBe(false);
});

test("only the ink of a sheet covers another", () => {
  const sheet = sheetOf("111", "111", "111");
  lay(sheet, sheetOf("2.", ".3"), 1, 1);
  expect(text(sheet)).toEqual(["111", "121", "113"]);
  lay(sheet, sheetOf("44", "44"), -1, 2);
  expect(text(sheet)).toEqual(["114", "121", "113"]);
});

test("a sheet is cropped to its ink", () => {
  const cut = cropped(sheetOf(".....", "..5..", "....6", "....."));
  expect([cut?.row, cut?.col]).toEqual([1, 2]);
  expect(cut && text(cut.sheet)).toEqual(["5..", "..6"]);
  expect(cropped(sheetOf("...", "..."))).toBeNull();
  const whole = sheetOf("12", "34");
  expect(cropped(whole)).toEqual({ row: 0, col: 0, sheet: whole });
});
