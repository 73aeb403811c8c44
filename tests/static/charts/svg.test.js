import { describe, expect, test } from "vitest";
import { escape, legend } from "../../../static/charts/svg.js";
import { inks } from "./saved.js";

describe("escape", () => {
  test("XML's special characters are escaped, and characters that XML forbids are removed", () => {
    expect(escape(`a<b>&"\u0000\u0008\ud800 三 😀`)).toBe("a&lt;b&gt;&amp;&quot;\ufffd 三 😀");
  });
});

test("a legend wraps into rows", () => {
  const entries = ["one", "two", "three"].map((text) => ({
    kind: /** @type {const} */ ("key"),
    colour: "#fff",
    text,
  }));
  expect(legend(entries, inks, 0, 0, 500).height).toBe(24);
  expect(legend(entries, inks, 0, 0, 60).height).toBe(64);
  expect(legend([], inks, 0, 0, 60).height).toBe(0);
});
