import { expect, test } from "vitest";
import { put, reflect, upgrade } from "../../../static/embed/reflected-properties.js";

class Reflecting extends HTMLElement {}
reflect(Reflecting.prototype, ["model", "spread"]);
customElements.define("reflecting-element", Reflecting);

test("properties mirror attributes; the spread is a number", () => {
  const element = /** @type {any} */ (document.createElement("reflecting-element"));
  expect(element.model).toBeNull();
  element.model = "ludic";
  expect(element.getAttribute("model")).toBe("ludic");
  element.spread = 0.5;
  expect(element.spread).toBe(0.5);
  element.model = null;
  expect(element.hasAttribute("model")).toBe(false);
});

test("a property that was set before the definition becomes an attribute", () => {
  const element = document.createElement("reflecting-element");
  Object.defineProperty(element, "model", { value: "ludic", configurable: true, writable: true });
  upgrade(element, ["model", "spread"]);
  expect(element.getAttribute("model")).toBe("ludic");
  put(element, "model", undefined);
  expect(element.hasAttribute("model")).toBe(false);
});
