import { afterEach, expect, test, vi } from "vitest";
import { copy } from "../../../static/share/clipboard.js";

afterEach(() => vi.unstubAllGlobals());

/** A field with a text, and the old command, which copies or not. */
function offered(old = true) {
  const field = document.createElement("input");
  field.value = "a link";
  const select = vi.spyOn(field, "select");
  document.execCommand = vi.fn(() => old);
  return { field, select };
}

test("text goes to the clipboard", async () => {
  const writeText = vi.fn(async () => {});
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  const { field, select } = offered();
  expect(await copy("a link", field)).toBe(true);
  expect(writeText).toHaveBeenCalledExactlyOnceWith("a link");
  expect(select).not.toHaveBeenCalled();
});

test.each([true, false])("without one, the selected field is copied: %s", async (old) => {
  vi.stubGlobal("navigator", {});
  const { field, select } = offered(old);
  expect(await copy("a link", field)).toBe(old);
  expect(select).toHaveBeenCalledOnce();
  expect(document.execCommand).toHaveBeenCalledExactlyOnceWith("copy");
});

test("a browser that refuses both leaves the field selected", async () => {
  const writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  const { field, select } = offered();
  document.execCommand = () => {
    throw new DOMException("", "SecurityError");
  };
  expect(await copy("a link", field)).toBe(false);
  expect(select).toHaveBeenCalledOnce();
});
