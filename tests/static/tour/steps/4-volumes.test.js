import { describe, expect, test } from "vitest";
import { faces, frame, said, scene, seen } from "../tour-states.js";

const face = scene(["face", 0, 0]);

describe("step 4: a face, and the network's response", () => {
  test("quotes the counts and the prediction of the live frame", () => {
    const given = seen({
      scene: face,
      model: faces,
      frame: frame([2, 1, 0, 0], [1, 0, 0], [0.25, 0.75]),
    });
    const { text, kinds, done } = said("volumes", given);
    expect(text).toContain(
      "Layer 1 found eyes: 2, hands: 0 and feet: 0; layer 2 put parts together: faces: 1, arms: 0, legs: 0.",
    );
    expect(text).toContain("the head makes its answer: “face” (75% sure).");
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(false);
  });

  test("says so if the counts or the prediction differ from the expected ones", () => {
    const given = seen({
      scene: face,
      model: faces,
      frame: frame([3, 1, 0, 0], [1, 0, 0], [0.75, 0.25]),
    });
    const { text, kinds } = said("volumes", given);
    expect(text).toContain(
      "Layer 1 found eyes: 3, hands: 0 and feet: 0; layer 2 found faces: 1, arms: 0, legs: 0. That is not what is in the scene",
    );
    expect(text).toContain("the head makes an error: “human body” (75% sure).");
    expect(kinds).toEqual(["fails", "fails"]);
  });

  test("is done when arms and legs are added and the network has responded to them", () => {
    const body = scene(["face", 0, 0], ["arm", 0, 0], ["leg", 0, 0]);
    const now = frame([2, 1, 1, 1], [1, 1, 1], [0.75, 0.25], body);
    expect(said("volumes", seen({ scene: body, model: faces })).done).toBe(false);
    // The answer to the earlier scene is still shown.
    const before = frame([2, 1], [1], [0.25, 0.75], face);
    expect(said("volumes", seen({ scene: body, model: faces, frame: before })).done).toBe(false);
    const given = seen({ scene: body, model: faces, frame: now });
    const { kinds, done, found, result } = said("volumes", given);
    expect(kinds).toEqual(["holds", "holds"]);
    expect(done).toBe(true);
    expect(found).toBeLessThanOrEqual(2);
    expect(result).toEqual({
      eye: 2,
      hand: 1,
      foot: 1,
      face: 1,
      arm: 1,
      leg: 1,
      answer: "human body",
      score: 0.75,
    });
  });
});
