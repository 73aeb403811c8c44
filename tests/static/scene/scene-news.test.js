import { expect, test } from "vitest";
import { SceneNews } from "../../../static/scene/scene-news.js";

test("an announcement ends with the next change of the scene", () => {
  const news = new SceneNews();
  const scene = { objects: [] };
  expect(news.of(scene)).toBe("");
  news.tell(scene, "Face removed");
  expect(news.of(scene)).toBe("Face removed");
  expect(news.of({ objects: [] })).toBe("");
});
