import { expect, test } from "vitest";
import { percentText } from "../../../static/i18n/percent.js";

test("shares are whole percentages, and only the exact ends are 0% and 100%", () => {
  const shares = [0, 0.001, 0.004, 0.005, 0.924, 0.994, 0.999, 1];
  const texts = ["0%", "<1%", "<1%", "1%", "92%", "99%", ">99%", "100%"];
  expect(shares.map(percentText)).toEqual(texts);
});
