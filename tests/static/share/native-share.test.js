import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { canShare, canShareFiles, sendFile, share } from "../../../static/share/native-share.js";
import { save } from "../../../static/ui/save-file.js";

vi.mock("../../../static/ui/save-file.js");

const LINK = { url: "https://example.org/#lang=en" };

/** What the device was asked to share. @type {ShareData[]} */
let shared;

/** @param {() => Promise<void>} [answer] */
function device(answer = async () => {}) {
  vi.stubGlobal("navigator", {
    canShare: (/** @type {ShareData} */ { files, url }) =>
      url !== undefined || files?.every(({ type }) => type === "video/mp4"),
    share: (/** @type {ShareData} */ data) => {
      shared.push(data);
      return answer();
    },
  });
}

beforeEach(() => {
  shared = [];
  vi.mocked(save).mockReset();
});
afterEach(() => vi.unstubAllGlobals());

test("a browser is asked what it can share", () => {
  device();
  expect([canShare(LINK), canShareFiles("video/mp4"), canShareFiles("video/webm")]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a browser without the dialog can share nothing", () => {
  vi.stubGlobal("navigator", {});
  expect([canShare(LINK), canShareFiles("image/png")]).toEqual([false, false]);
});

test.each([
  ["has shared", async () => {}, true],
  ["was closed", () => Promise.reject(new DOMException("closed", "AbortError")), true],
  ["was refused", () => Promise.reject(new DOMException("no press", "NotAllowedError")), false],
])("the dialog %s", async (_, answer, taken) => {
  device(answer);
  expect(await share(LINK)).toBe(taken);
  expect(shared).toEqual([LINK]);
  const film = new Blob(["film"], { type: "video/mp4" });
  await sendFile(film, "drag.mp4");
  expect(shared[1]?.files?.[0]).toMatchObject({ name: "drag.mp4", type: "video/mp4", size: 4 });
  expect(vi.mocked(save).mock.calls).toEqual(taken ? [] : [[film, "drag.mp4"]]);
});
