import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { canRecord, record } from "../../../static/export/canvas-recorder.js";
import { LocalisedError } from "../../../static/state/error-types.js";

/** @import { Shot } from "../../../static/export/canvas-recorder.js" */

const { encoder, openMp4Encoder } = vi.hoisted(() => {
  /** @type {any} */
  const encoder = {};
  return { encoder, openMp4Encoder: vi.fn(() => Promise.resolve(encoder.made)) };
});
vi.mock("../../../static/export/mp4-encoder.js", () => ({ openMp4Encoder }));
vi.mock("../../../static/export/remux.js", () => ({
  remux: async (/** @type {Blob} */ film) => new Blob(["whole ", film], { type: film.type }),
}));

/** A fake MediaRecorder with one chunk at the start and one at the end. */
class FakeMediaRecorder extends EventTarget {
  static isTypeSupported = (/** @type {string} */ type) => type.startsWith("video/webm");

  constructor() {
    super();
    this.state = "inactive";
  }

  start() {
    this.state = "recording";
    queueMicrotask(() => this.give("chunk"));
  }

  /** @param {string} text */
  give(text) {
    this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: new Blob([text]) }));
  }

  stop() {
    this.state = "inactive";
    this.give(" end");
    this.dispatchEvent(new Event("stop"));
  }
}

const track = { stop: vi.fn() };

/** @param {Partial<Shot>} [change] */
function shot(change) {
  return {
    canvas: document.createElement("canvas"),
    draw: vi.fn(),
    length: 120,
    progress: vi.fn(),
    stop: new AbortController().signal,
    cancel: new AbortController().signal,
    ...change,
  };
}

beforeEach(() => {
  encoder.made = {
    ending: "mp4",
    ready: () => true,
    over: () => false,
    add: vi.fn(() => Promise.resolve()),
    finish: vi.fn(() => Promise.resolve(new Blob(["film"], { type: "video/mp4" }))),
    close: vi.fn(),
  };
  openMp4Encoder.mockClear();
  track.stop.mockClear();
  vi.stubGlobal("VideoEncoder", class {});
  vi.stubGlobal("MediaRecorder", FakeMediaRecorder);
  /** @type {any} */ (HTMLCanvasElement.prototype).captureStream = () => ({
    getTracks: () => [track],
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  delete (/** @type {any} */ (HTMLCanvasElement.prototype).captureStream);
});

test("a recorder that lags behind is given the time to encode the film's end", async () => {
  vi.stubGlobal("VideoEncoder", undefined);
  class Late extends FakeMediaRecorder {
    start() {
      super.start();
      setTimeout(() => this.state === "recording" && this.give(" late"), 500);
    }
  }
  vi.stubGlobal("MediaRecorder", Late);
  const film = await record(shot());
  expect(film?.length).toBe(120);
  expect(await film?.blob.text()).toBe("whole chunk late end");
});

test("records an MP4 if the browser encodes one, with every drawn frame", async () => {
  const draw = vi.fn();
  const asked = shot({ draw });
  const film = await record(asked);
  expect(film).toMatchObject({ ending: "mp4", length: 120 });
  expect(await film?.blob.text()).toBe("film");
  const times = encoder.made.add.mock.calls.flat();
  expect(times.length).toBeGreaterThan(1);
  expect(draw.mock.calls.slice(-times.length).flat()).toEqual(times);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1), "the last picture is held until the end").toBe(film?.length);
  expect(asked.progress).toHaveBeenCalledTimes(times.length - 1);
  expect(encoder.made.close).toHaveBeenCalledTimes(1);
});

test("else records with MediaRecorder, and writes the duration", async () => {
  encoder.made = null;
  const film = await record(shot());
  expect(film?.ending).toBe("webm");
  expect(film?.blob.type).toBe("video/webm");
  expect(await film?.blob.text()).toBe("whole chunk end");
  expect(track.stop).toHaveBeenCalled();
});

test("does not use VideoEncoder where it is missing, as in insecure contexts", async () => {
  vi.stubGlobal("VideoEncoder", undefined);
  expect((await record(shot()))?.ending).toBe("webm");
  expect(openMp4Encoder).not.toHaveBeenCalled();
});

test("ends when stopped, and keeps the film so far", async () => {
  const stop = new AbortController();
  const coming = record(shot({ length: 60_000, stop: stop.signal }));
  setTimeout(() => stop.abort(), 60);
  const film = await coming;
  expect(film?.length).toBeLessThan(5000);
  expect(film?.blob.size).toBeGreaterThan(0);
});

test.each([["by the encoder"], ["by MediaRecorder"]])(
  "a film %s is discarded when cancelled",
  async (by) => {
    if (by === "by MediaRecorder") encoder.made = null;
    const { made } = encoder;
    const cancel = new AbortController();
    const coming = record(shot({ length: 60_000, cancel: cancel.signal }));
    setTimeout(() => cancel.abort(), 30);
    expect(await coming).toBeNull();
    if (made) {
      expect(made.finish).not.toHaveBeenCalled();
      expect(made.close).toHaveBeenCalled();
    } else {
      expect(track.stop).toHaveBeenCalled();
    }
  },
);

test("a picture that cannot be drawn or taken ends it, and all is given back", async () => {
  const draw = vi.fn((/** @type {number} */ time) => {
    if (time > 0) throw new Error("no figure");
  });
  await expect(record(shot({ draw }))).rejects.toThrow("no figure");
  encoder.made.add = () => Promise.reject(new LocalisedError("full"));
  await expect(record(shot())).rejects.toThrow("full");
  expect(encoder.made.close).toHaveBeenCalledTimes(2);
});

test("reports a browser that can do neither", async () => {
  expect(canRecord()).toBe(true);
  vi.stubGlobal("VideoEncoder", undefined);
  expect(canRecord()).toBe(true);
  vi.stubGlobal("MediaRecorder", undefined);
  expect(canRecord()).toBe(false);
  await expect(record(shot())).rejects.toThrow(LocalisedError);
});
