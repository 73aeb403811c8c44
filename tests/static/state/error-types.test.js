import { expect, test } from "vitest";
import { LocalisedError, ServerError, errorOf } from "../../../static/state/error-types.js";

test.each([
  [new LocalisedError("zu groß"), { code: "localised", message: "zu groß" }],
  [new ServerError("busy", "try again"), { code: "busy", message: "try again" }],
  [new TypeError("Failed to fetch"), { code: "unreachable", message: "Failed to fetch" }],
  [new TypeError("Load failed"), { code: "unreachable", message: "Load failed" }],
  [new TypeError("NetworkError"), { code: "unreachable", message: "NetworkError" }],
  [new TypeError("x is undefined"), { code: null, message: "x is undefined" }],
  [new Error("no fetch here"), { code: null, message: "no fetch here" }],
  ["text", { code: null, message: "text" }],
])("the store holds %s with its code", (error, expected) => {
  expect(errorOf(error)).toEqual(expected);
});
