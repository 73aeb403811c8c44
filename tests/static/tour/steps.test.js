import { describe, expect, test } from "vitest";
import { STEPS, inOrder } from "../../../static/tour/steps.js";
import { said, seen } from "./tour-states.js";

describe("the registry", () => {
  test("has the steps in the order of their files, without duplicates", () => {
    const ids = STEPS.map(({ id }) => id);
    const argument = [
      "corner",
      "head",
      "train",
      "volumes",
      "move",
      "pooling",
      "everywhere",
      "lattice",
      "global",
      "steady",
    ];
    expect(ids.filter((id) => argument.includes(id))).toEqual(argument);
    expect(new Set(ids).size).toBe(ids.length);
    const [one] = STEPS;
    if (!one) throw new Error("no steps");
    expect(() => inOrder({ "a.js": one, "b.js": one })).toThrow("expected one step called corner");
  });

  test.each(STEPS.map((each) => [each.id, each]))(
    "%s claims nothing before anything was measured, and is short",
    (_, { id }) => {
      const { text, kinds, done, front, result } = said(id, seen({}));
      expect(kinds.length).toBeGreaterThan(0);
      expect(kinds.every((kind) => kind === "waiting")).toBe(true);
      expect(text.split(" ").length).toBeLessThanOrEqual(70);
      expect(front).toBeGreaterThan(0);
      expect(front).toBeLessThanOrEqual(2);
      expect(result).toBeNull();
      expect(text).not.toMatch(/\d\.\d/);
      expect(done).toBe(false);
    },
  );
});
