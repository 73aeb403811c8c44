import { afterEach, expect, test, vi } from "vitest";
import { keep, recall } from "../../../static/browser/storage.js";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test("what is kept is recalled, and null removes it", () => {
  expect(recall("local", "a")).toBeNull();
  keep("local", "a", "1");
  expect(recall("local", "a")).toBe("1");
  expect(recall("session", "a")).toBeNull();
  keep("local", "a", null);
  expect(recall("local", "a")).toBeNull();
});

test.each(["local", "session"])("forbidden %s storage holds nothing", (kind) => {
  const storage = {
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  };
  const name = /** @type {"local"|"session"} */ (kind);
  const own = Object.getOwnPropertyDescriptor(globalThis, `${kind}Storage`);
  Object.defineProperty(globalThis, `${kind}Storage`, { ...storage, configurable: true });
  expect(() => keep(name, "a", "1")).not.toThrow();
  expect(recall(name, "a")).toBeNull();
  Object.defineProperty(globalThis, `${kind}Storage`, own ?? { value: undefined });
});
