import { expect, test } from "vitest";
import { read } from "../../../../static/url/permalink.js";
import { part } from "../../../../static/url/parts/sweep.js";
import { INITIAL_STATE } from "../../../../static/state/initial-state.js";
import { card, limits, palette, state } from "../../examples.js";

const ids = Array.from({ length: 8 }, (_, i) => `net${i}`);
const cards = ids.map((id) => card({ id, outputs: ["face", "a~b"] }));
const given = { cards, limits, palette };

test("the first settings need no parameter; others are read as they were written", () => {
  const first = { sweepSettings: INITIAL_STATE.sweepSettings, overlay: null };
  expect(Object.values(part.write(state(first)))).toEqual([null, null, null, null, null]);
  const other = {
    sweepSettings: {
      networks: ["net2", "net1"],
      step: 4,
      field: /** @type {const} */ ("cosine"),
      output: "a~b",
    },
    overlay: "net2",
  };
  const written = part.write(state(other));
  expect(written).toEqual({
    beside: "net2~net1",
    step: "4",
    map: "cosine",
    answer: "a~b",
    over: "net2",
  });
  const { changes, problems } = read(
    `#${new URLSearchParams(/** @type {any} */ (written))}`,
    given,
  );
  expect(problems).toEqual([]);
  expect(changes).toMatchObject(other);
});

test("a map is in the link while its network is swept, or asked for", () => {
  const [overlay, options] = ["own-0123456789abcdef", {}];
  expect(part.write(state({ overlay }))).toMatchObject({ over: null });
  for (const shown of [
    { model: card({ id: overlay }) },
    { twin: card({ id: overlay }) },
    { linked: [{ side: /** @type {const} */ ("model"), id: overlay, options, missing: true }] },
  ])
    expect(part.write(state({ overlay, ...shown }))).toMatchObject({ over: overlay });
});

test("a network is swept once, though named twice", () => {
  const { changes, problems } = read("#beside=net1~net2~net1", given);
  expect(changes.sweepSettings?.networks).toEqual(["net1", "net2"]);
  expect(problems).toEqual([]);
});

test("at most 6 networks are swept beside the shown one, the first ones", () => {
  expect(read(`#beside=${ids.slice(0, 6).join("~")}`, given).problems).toEqual([]);
  const { changes, problems } = read(`#beside=${ids.slice(0, 7).join("~")}`, given);
  expect(changes.sweepSettings?.networks).toEqual(ids.slice(0, 6));
  expect(problems).toEqual(["beside: expected at most 6 networks; got “7”"]);
});

test("each unknown network is reported, and the others are swept", () => {
  const { changes, problems } = read("#beside=old~net1~older", given);
  expect(changes.sweepSettings?.networks).toEqual(["net1"]);
  expect(problems).toEqual([
    "beside: expected the id of a network that is here; got “old”",
    "beside: expected the id of a network that is here; got “older”",
  ]);
});
