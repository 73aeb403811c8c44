import { expect, test } from "vitest";
import { EXPORT_LINES, divided } from "../../../static/panels/export-lines.js";

test("a refusal's lines of code stand apart from its sentence", () => {
  const sentence = "expected an ONNX file, got a pickle";
  expect(divided(`${sentence}\nExport it:\n${EXPORT_LINES}`)).toEqual({
    sentence: `${sentence}. Export it:`,
    code: EXPORT_LINES,
  });
  expect(divided("expected a file,\nimportant: whole")).toEqual({
    sentence: "expected a file,\nimportant: whole",
    code: null,
  });
});
