import { beforeEach, expect, test, vi } from "vitest";
import { openMp4Encoder } from "../../../static/export/mp4-encoder.js";
import { LocalisedError } from "../../../static/state/error-types.js";

// Encoders exist only in browsers, so this fakes the library; end-to-end tests decode real films.
const { calls } = vi.hoisted(() => {
  /** @type {any} */
  const calls = {};
  return { calls };
});
vi.mock("mediabunny", () => ({
  canEncodeVideo: (/** @type {unknown[]} */ ...given) => calls.can(...given),
  Quality: class {},
  Mp4OutputFormat: class {},
  BufferTarget: class {
    buffer = new Uint8Array([1, 2]).buffer;
  },
  CanvasSource: class {
    add = calls.add;
  },
  Output: class {
    state = "pending";
    addVideoTrack() {}
    async start() {
      await calls.start();
      this.state = "started";
    }
    async finalize() {
      await calls.finalize();
      this.state = "finalized";
    }
    async cancel() {
      await calls.cancel();
    }
  },
}));

beforeEach(() => {
  calls.can = vi.fn(() => Promise.resolve(true));
  for (const name of ["add", "start", "finalize", "cancel"])
    calls[name] = vi.fn(() => Promise.resolve());
});

async function open() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const encoder = await openMp4Encoder(canvas, { rate: 10, bits: 1e6 });
  return /** @type {NonNullable<typeof encoder>} */ (encoder);
}

test("frames are on the grid of the frame rate, at most one at each time", async () => {
  const encoder = await open();
  for (const time of [0, 30, 99, 100, 130, 350, 360]) await encoder.add(time);
  expect(calls.add.mock.calls).toEqual([
    [0, 0.1],
    [0.1, 0.1],
    [0.3, 0.1],
  ]);
});

test("the film is an MP4, and a finished one is not cancelled", async () => {
  const encoder = await open();
  const film = await encoder.finish();
  expect([film.type, film.size, encoder.ending]).toEqual(["video/mp4", 2, "mp4"]);
  encoder.close();
  expect(calls.cancel).not.toHaveBeenCalled();
});

test("closing before the end cancels", async () => {
  (await open()).close();
  expect(calls.cancel).toHaveBeenCalledTimes(1);
});

test("without an encoder for this size there is no recorder", async () => {
  calls.can = vi.fn(() => Promise.resolve(false));
  expect(await open()).toBeNull();
  expect(calls.can.mock.calls[0]).toMatchObject(["avc", { width: 640, height: 480 }]);
});

test("without an encoder that starts there is no recorder, and the output is cancelled", async () => {
  calls.start = vi.fn(() => Promise.reject(new Error("no hardware")));
  calls.cancel = vi.fn(() => Promise.reject(new Error("not started")));
  expect(await open()).toBeNull();
  expect(calls.cancel).toHaveBeenCalledTimes(1);
  calls.can = vi.fn(() => Promise.reject(new Error("no codec")));
  expect(await open()).toBeNull();
});

test("closing does not fail if cancelling does", async () => {
  calls.cancel = vi.fn(() => Promise.reject(new Error("encoder error")));
  // Vitest reports an unhandled rejection.
  (await open()).close();
  await new Promise((resolve) => setTimeout(resolve));
  expect(calls.cancel).toHaveBeenCalledTimes(1);
});

test("a failing encoder throws an error in the visitor's language", async () => {
  calls.add = vi.fn(() => Promise.reject(new Error("encoder error")));
  await expect((await open()).add(0)).rejects.toThrow(LocalisedError);
  calls.finalize = vi.fn(() => Promise.reject(new Error("encoder error")));
  await expect((await open()).finish()).rejects.toThrow(LocalisedError);
});
