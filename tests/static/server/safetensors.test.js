import { expect, test } from "vitest";
import { decode } from "../../../static/server/safetensors.js";
import { floats, ints, message } from "../examples.js";

test("floats, integers and bytes are decoded exactly", () => {
  const buffer = message(
    {
      a: { dtype: "F32", shape: [2], bytes: floats([0.1, -3]) },
      b: { dtype: "I32", shape: [3], bytes: ints([1, -2, 70_000]) },
      c: { dtype: "U8", shape: [2, 2], bytes: Uint8Array.of(0, 1, 254, 255) },
    },
    { seq: "7" },
  );
  const { tensors, metadata } = decode(buffer);
  expect(tensors.get("a")?.values).toEqual(Float32Array.of(0.1, -3));
  expect(tensors.get("b")?.values).toEqual(Int32Array.of(1, -2, 70_000));
  expect(tensors.get("c")).toEqual({ shape: [2, 2], values: Uint8Array.of(0, 1, 254, 255) });
  expect(metadata).toEqual({ seq: "7" });
  expect(tensors.get("a")?.values.buffer).toBe(buffer);
});

test("a message truncated anywhere is refused", () => {
  const whole = message({ a: { dtype: "F32", shape: [2], bytes: floats([1, 2]) } });
  for (let length = 0; length < whole.byteLength; length++) {
    expect(() => decode(whole.slice(0, length)), `${length} bytes`).toThrow(RangeError);
  }
});

test("offsets that do not match the shape are refused, and so are other types", () => {
  const wrong = message({ a: { dtype: "F32", shape: [3], bytes: floats([1, 2]) } });
  expect(() => decode(wrong)).toThrow(/a: offsets 0 to 8 do not fit shape 3/);
  const other = message({ a: { dtype: "F64", shape: [1], bytes: floats([1, 2]) } });
  expect(() => decode(other)).toThrow(/a: expected F32, I32 or U8, got F64/);
});
