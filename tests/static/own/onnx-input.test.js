import { expect, test } from "vitest";
import { inputShape } from "../../../static/own/onnx-input.js";

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

/** @param {number} field @param {number[]} bytes */
const message = (field, bytes) => [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];

/** @param {number} field @param {number} value */
const whole = (field, value) => [...varint(field * 8), ...varint(value)];

/** @param {number[][]} dimensions  fields of each */
function model(dimensions) {
  const shape = dimensions.flatMap((each) => message(1, each));
  const type = message(1, [...whole(1, 1), ...message(2, shape)]);
  const name = message(1, [...new TextEncoder().encode("x")]);
  const input = message(11, [...name, ...message(2, type)]);
  // Weights stand before the input, and are long.
  const weights = message(5, message(9, Array(300).fill(7)));
  return Uint8Array.from([...whole(1, 8), ...message(7, [...weights, ...input])]).buffer;
}

/** @param {number[]} sizes */
const fixed = (...sizes) => sizes.map((size) => whole(1, size));

test("the shape of the first input is read from the file's bytes", () => {
  expect(inputShape(model(fixed(1, 3, 224, 192)))).toEqual([3, 224, 192]);
  expect(inputShape(model(fixed(1, 28, 28)))).toEqual([1, 28, 28]);
});

test("sizes that are not fixed are 0", () => {
  const batch = message(2, [...new TextEncoder().encode("batch")]);
  expect(inputShape(model([batch, ...fixed(3, 512, 512)]))).toEqual([3, 512, 512]);
  expect(inputShape(model([...fixed(1, 3), batch, batch]))).toEqual([3, 0, 0]);
});

test("anything but a model with a picture as input has no shape", () => {
  expect(inputShape(model(fixed(1, 10)))).toBeNull();
  expect(inputShape(new ArrayBuffer(0))).toBeNull();
  expect(inputShape(new TextEncoder().encode("PK\u0003\u0004 no protobuf").buffer)).toBeNull();
  const whole = new Uint8Array(model(fixed(1, 3, 8, 8)));
  for (let end = 0; end < whole.length; end++) {
    expect(inputShape(whole.slice(0, end).buffer)).toBeNull();
  }
});
