import { expect, test } from "vitest";
import { LastInput } from "../../../static/ui/last-input.js";

test("the last input is a key or a pointer, and is followed only while listening", () => {
  const input = new LastInput();
  input.listen();
  expect(input.kind).toBeNull();
  dispatchEvent(new Event("keydown"));
  expect(input.kind).toBe("key");
  dispatchEvent(new Event("pointerdown"));
  expect(input.kind).toBe("pointer");
  input.stop();
  dispatchEvent(new Event("keydown"));
  expect(input.kind).toBe("pointer");
});
