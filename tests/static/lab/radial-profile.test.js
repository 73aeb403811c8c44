import { nothing, render } from "lit";
import { expect, test } from "vitest";
import { radial } from "../../../static/lab/radial-profile.js";
import { card } from "../examples.js";
import { inks, numbers, parse } from "../charts/saved.js";
import { sweepOf } from "./sweeps.js";

const titleOf = (/** @type {string} */ id) => `title of ${id}`;
const cards = ["a", "b"].map((id) => card({ id }));

/** @param {Parameters<typeof radial>[0]} sweeps */
function drawn(sweeps) {
  const host = document.createElement("div");
  render(radial(sweeps, titleOf, cards), host);
  const plots = [...host.querySelectorAll("save-plot")].map((element) =>
    numbers(parse(/** @type {any} */ (element).plot().svg(inks))),
  );
  return { host, plots };
}

test("each finished sweep is a line of the rings' means; a ring without a number is left out", () => {
  const { plots } = drawn([sweepOf("a"), sweepOf("b")]);
  const sensitivity = [
    [0, 0],
    [4, 1.5],
    [8, 3],
  ];
  const cosine = [
    [0, 1],
    [8, -0.25],
  ];
  expect(plots.map(({ series }) => series)).toEqual([
    [
      { name: "title of a", points: sensitivity },
      { name: "title of b", points: sensitivity },
    ],
    [
      { name: "title of a", points: cosine },
      { name: "title of b", points: cosine },
    ],
  ]);
});

test("a sweep that has not ended is left out, and the legend follows the lines", () => {
  const { host, plots } = drawn([sweepOf("a", { end: null }), sweepOf("b")]);
  expect(plots[0].series.map((/** @type {{ name: string }} */ { name }) => name)).toEqual([
    "title of b",
  ]);
  const legend = [...host.querySelectorAll("li")].map((item) => item.textContent?.trim());
  expect(legend).toEqual(["title of b"]);
  const [line] = host.querySelectorAll("polyline");
  const [key] = host.querySelectorAll("li line");
  expect(key?.getAttribute("class")).toBe(line?.getAttribute("class"));
});

test("a chart without numbers gives way to the reason", () => {
  const rings = [0, 4].map((radius) => ({ radius, sensitivity: null, cosine: 0.5 }));
  const end = /** @type {any} */ ({ radial: rings });
  const { host, plots } = drawn([sweepOf("a", { end })]);
  expect(plots).toHaveLength(1);
  expect(host.textContent).toContain("No sensitivity: it is counted in distances between classes");
  const none = /** @type {any} */ ({ radial: [{ radius: 0, sensitivity: null, cosine: null }] });
  const empty = drawn([sweepOf("a", { end: none })]);
  expect(empty.plots).toEqual([]);
  expect(empty.host.textContent).toContain("No cosine");
  expect(empty.host.querySelector("li")).toBeNull();
});

test("without a finished sweep there is no chart", () => {
  expect(radial([], titleOf, cards)).toBe(nothing);
  expect(radial([sweepOf("a", { end: null })], titleOf, cards)).toBe(nothing);
});
