import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  THEMES,
  followPreferences,
  setPreference,
  storedLocale,
  storedTheme,
} from "../../../static/state/preferences.js";
import { Store } from "../../../static/state/store.js";
import { state } from "../examples.js";

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

test("a preference is set in the store now, and in the browser for the next visit", () => {
  const store = new Store(state());
  setPreference(store, "theme", "light");
  setPreference(store, "locale", "zh-Hans");
  expect(store.state).toMatchObject({ theme: "light", locale: "zh-Hans" });
  expect(storedTheme()).toBe("light");
  expect(storedLocale()).toBe("zh-Hans");
});

test("an unknown stored value is ignored", () => {
  localStorage.setItem("shiftscope.theme", "sepia");
  localStorage.setItem("shiftscope.locale", "toString");
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["zh-CN"]);
  expect(storedTheme()).toBe("dark");
  expect(storedLocale()).toBe("zh-Hans");
});

test("without storage a preference still applies", () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden });
  const store = new Store(state());
  setPreference(store, "theme", "dark");
  expect(store.get("theme")).toBe("dark");
  expect(storedTheme()).toBe("dark");
});

test("the page is dark until the visitor chooses otherwise", () => {
  expect(storedTheme()).toBe("dark");
  for (const theme of THEMES) {
    setPreference(new Store(state()), "theme", theme);
    expect(storedTheme()).toBe(theme);
  }
});

test("the document follows the theme", () => {
  const store = new Store(state({ theme: "dark" }));
  followPreferences(store);
  expect(document.documentElement.dataset.theme).toBe("dark");
  store.set("theme", "auto");
  expect(document.documentElement.dataset.theme).toBe("auto");
});
