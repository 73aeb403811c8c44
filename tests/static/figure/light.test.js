import { expect, test } from "vitest";
import { instanced, lightMaterial, rectangle } from "../../../static/figure/light.js";

test("a shape of instances knows its vertices and their number", () => {
  const shape = instanced(rectangle([0, -1], [1, 1]), 3);
  expect(shape.instanceCount).toBe(3);
  const corners = shape.getAttribute("corner");
  expect(corners.count).toBe(6);
  expect(shape.getAttribute("position").count).toBe(6);
  const pairs = new Set(
    Array.from({ length: 6 }, (_, i) => `${corners.getX(i)} ${corners.getY(i)}`),
  );
  expect([...pairs].toSorted()).toEqual(["0 -1", "0 1", "1 -1", "1 1"]);
});

test("each kind of light blends in its own way, and none hides by depth", () => {
  const kinds = /** @type {const} */ (["add", "cover", "paint"]);
  const ways = kinds.map((kind) => {
    const { blending, blendDst, depthTest, depthWrite } = lightMaterial(kind, {});
    expect([depthTest, depthWrite]).toEqual([false, false]);
    return `${blending} ${blendDst}`;
  });
  expect(new Set(ways).size).toBe(3);
});
