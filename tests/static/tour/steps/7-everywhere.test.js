import { describe, expect, test } from "vitest";
import { said, seen, swept } from "../tour-states.js";

describe("step 7: a face everywhere", () => {
  test("is correct at all positions, or at fewer", () => {
    const all = said("everywhere", seen({ sweeps: [swept("small", [1, 1, 1])] }));
    expect(all.text).toContain(
      "right at 3 of 3 places, all where the whole face fits: alone on the canvas, this face is read as a face",
    );
    expect(all.text).toContain("Guessing would be right at 10% of the places.");
    expect(all).toMatchObject({ kinds: ["holds"], done: true, found: 1 });
    expect(all.result).toEqual({ right: 3, total: 3, chance: 0.1 });
    const few = said("everywhere", seen({ sweeps: [swept("small", [1, 0, 1])] }));
    expect(few.text).toContain("right at only 2 of 3 places");
    expect(few).toMatchObject({ kinds: ["fails"], done: true });
  });

  test("its number comes with the last of the map's tiles", () => {
    const sweeps = [swept("small", [1, 1, 1])];
    const { text, done } = said("everywhere", seen({ sweeps, tilesShown: 2 }));
    expect(text).toContain("Sweeping: 2 of 3 places.");
    expect(done).toBe(false);
  });

  test.each([
    [{ status: "running", done: 2 }, "Sweeping: 2 of 3 places."],
    [{ status: "cancelled" }, "The sweep was cancelled"],
    [
      { status: "failed", failure: { code: null, message: "no room" } },
      "The sweep failed: no room",
    ],
  ])("a sweep that is not done claims nothing: %j", (fields, words) => {
    const sweep = swept("small", [1, 1, 1], /** @type {any} */ (fields));
    const { text, kinds, done } = said("everywhere", seen({ sweeps: [sweep] }));
    expect(text).toContain(words);
    expect({ kinds, done }).toEqual({ kinds: ["waiting"], done: false });
  });
});
