import { describe, expect, test } from "vitest";
import { moved } from "../../examples.js";
import { answering, compared, said, scene, seen, second } from "../tour-states.js";

const face = scene(["face", 0, 0]);

describe("step 5: the face moves", () => {
  const far = { shift: { row: 30, col: 28 } };

  test("has the same counts, moved, the same prediction, and another path", () => {
    const layers = [moved(), second({ best: { row: 7, col: 6 } })];
    const { text, kinds, done, found, result } = said("move", seen(compared({ ...far, layers })));
    expect(text).toContain(
      "As many cells are lit as before: 3 in layer 1 (eye × 2 and nose) and 1 in layer 2.",
    );
    expect(text).toContain("moved 7 cells down and 6 to the right, and nothing else has changed");
    expect(text).toContain("(difference: 0%)");
    expect(text).toContain("The move was a whole number of its cells, 2 pixels each.");
    expect(text).toContain(
      "The answer stays “face” (90% sure), but comes from other cells of layer 2: solid lines now, dashed before",
    );
    expect(text).toContain("dashed before, 0% from the same.");
    expect(kinds).toEqual(["holds", "holds", "holds"]);
    expect(done).toBe(true);
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toMatchObject({ row: 7, col: 6, error: 0, before: "face", after: "face" });
  });

  test("states each of these that is otherwise", () => {
    const layers = [
      moved({ responding_b: [2, 0], responding_equal: false }),
      second({ on_lattice: false, error: { whole: 0.25, interior: 0.2 } }),
    ];
    const way = { logit: 1, bias: 0, total: 1, top: [] };
    const path = { output: "face", overlap: 0.5, cosine: 0, a: way, b: way };
    const result = { ...far, layers, path, outputs_b: answering("arm", 0.6) };
    const { text, kinds } = said("move", seen(compared(result)));
    expect(text).toContain("The move was no whole number of its cells, 2 pixels each");
    expect(text).toContain(
      "The counts differ: 3 cells of layer 1 and 1 of layer 2 were lit at A, 2 and 1 are here.",
    );
    expect(text).toContain("it differs by 25% from the old one, moved along.");
    expect(text).toContain("The answer has changed from “face” to “arm” (60% sure).");
    expect(kinds).toEqual(["fails", "fails", "fails"]);
    const same = { ...result, outputs_b: answering("face", 0.6) };
    expect(said("move", seen(compared(same))).text).toContain(
      "and comes partly from the same cells of layer 2: solid lines now, dashed before, 50% from the same.",
    );
  });

  test("waits for A, for a displacement, and for the newest comparison", () => {
    expect(said("move", seen({})).text).toContain("Waiting for a scene A");
    const still = seen(compared({ shift: { row: 0, col: 0 } }));
    expect(said("move", still).text).toContain("Waiting for the face to move.");
    const late = seen({ ...compared(far), scene: face });
    expect(said("move", late)).toMatchObject({ late: true, done: false });
    const near = seen(compared({ shift: { row: 0, col: 19 } }));
    expect(said("move", near).done).toBe(false);
  });
});
