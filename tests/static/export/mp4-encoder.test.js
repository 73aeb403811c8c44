import { beforeEach, expect, test, vi } from "vitest";
import { openMp4Encoder } from "../../../static/export/mp4-encoder.js";
import { LocalisedError } from "../../../static/state/error-types.js";

// There are no encoders outside a browser: this stands for the library, end-to-end tests decode films.
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
      this.state = "started";
    }
    async finalize() {
      await calls.finalize();
      this.state = "finalized";
    }
    cancel = calls.cancel;
  },
}));

beforeEach(() => {
  calls.can = vi.fn(() => Promise.resolve(true));
  for (const name of ["add", "finalize", "cancel"]) calls[name] = vi.fn(() => Promise.resolve());
});

async function open() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const encoder = await openMp4Encoder(canvas, { rate: 10, bits: 1e6 });
  return /** @type {NonNullable<typeof encoder>} */ (encoder);
}

test("pictures lie on a grid of the rate, and none of its places is taken twice", async () => {
  const encoder = await open();
  for (const time of [0, 30, 99, 100, 130, 350, 360]) await encoder.add(time);
  expect(calls.add.mock.calls).toEqual([
    [0, 0.1],
    [0.1, 0.1],
    [0.3, 0.1],
  ]);
});

test("the film is an MP4; what is finished is not cancelled", async () => {
  const encoder = await open();
  const film = await encoder.finish();
  expect([film.type, film.size, encoder.ending]).toEqual(["video/mp4", 2, "mp4"]);
  encoder.close();
  expect(calls.cancel).not.toHaveBeenCalled();
});

test("to close it earlier cancels", async () => {
  (await open()).close();
  expect(calls.cancel).toHaveBeenCalledTimes(1);
});

test("without an encoder for this size there is none", async () => {
  calls.can = vi.fn(() => Promise.resolve(false));
  expect(await open()).toBeNull();
  expect(calls.can.mock.calls[0]).toMatchObject(["avc", { width: 640, height: 480 }]);
});

test("an encoder that fails says so in the visitor's language", async () => {
  calls.add = vi.fn(() => Promise.reject(new Error("encoder error")));
  await expect((await open()).add(0)).rejects.toThrow(LocalisedError);
  calls.finalize = vi.fn(() => Promise.reject(new Error("encoder error")));
  await expect((await open()).finish()).rejects.toThrow(LocalisedError);
});
