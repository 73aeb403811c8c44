import { render } from "lit";
import { expect, test } from "vitest";
import { measured, percentText, short } from "../../../static/lab/number-format.js";

/** @param {unknown} template */
function drawn(template) {
  const box = document.createElement("p");
  render(template, box);
  return { text: box.textContent, title: box.querySelector("span")?.title };
}

test("a number is rounded, and its title is the exact one", () => {
  expect(drawn(measured(0.123456))).toEqual({ text: "0.123", title: "0.123456" });
  expect(drawn(measured(2, 1))).toEqual({ text: "2.0", title: "2" });
});

test("unknown and undefined values look different", () => {
  expect(drawn(measured(undefined)).text).toBe("…");
  expect(drawn(measured(null))).toEqual({ text: "n/a", title: "not defined" });
  expect(drawn(measured(Number.NaN))).toEqual({ text: "n/a", title: "not defined" });
});

test("a hash is shortened to its first letters", () => {
  expect(drawn(short("0123456789"))).toEqual({ text: "01234567", title: "0123456789" });
  expect(drawn(short(undefined)).text).toBe("…");
});

test("percentages are whole, except where they would look exact", () => {
  expect([0, 0.004, 0.006, 0.126, 0.5, 0.994, 0.996, 1, 1.26].map(percentText)).toEqual([
    "0%",
    "0.4%",
    "1%",
    "13%",
    "50%",
    "99%",
    "99.6%",
    "100%",
    "126%",
  ]);
  expect([0.0001, 0.99999].map(percentText)).toEqual(["0.1%", "99.9%"]);
});
