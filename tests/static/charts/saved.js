import { expect } from "vitest";

/** @import { ThemeColours } from "../../../static/charts/svg.js" */

/** Helpers of the tests of saved plots. */

/** @type {ThemeColours} */
export const inks = {
  page: "rgb(1, 2, 3)",
  text: "rgb(4, 5, 6)",
  quiet: "rgb(7, 8, 9)",
  line: "rgb(10, 11, 12)",
  series: ["red", "blue"],
  a: "pink",
  font: '"A font", sans-serif',
};

/** @param {string} text */
export function parse(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(parsed.querySelector("parsererror")).toBeNull();
  return parsed;
}

/** @param {Document} parsed */
export function numbers(parsed) {
  return JSON.parse(parsed.querySelector("metadata")?.textContent ?? "");
}
