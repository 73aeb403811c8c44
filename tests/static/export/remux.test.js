import {
  BufferSource,
  BufferTarget,
  Conversion,
  EncodedPacket,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
  WEBM,
  WebMOutputFormat,
} from "mediabunny";
import { afterEach, expect, test, vi } from "vitest";
import { remux } from "../../../static/export/remux.js";

/** Names of WebM's elements for durations and the index. */
const DURATION = "4489";
const CUES = "1c53bb6b";
/** A fragment of an MP4. */
const MOOF = "6d6f6f66";

/**
 * A film without a duration, like a browser's recording. Its frames are zeros, ten a second.
 *
 * @param {"webm"|"mp4"} ending
 * @param {number} pictures
 */
async function recorded(ending, pictures) {
  const target = new BufferTarget();
  const format =
    ending === "webm"
      ? new WebMOutputFormat({ appendOnly: true })
      : new Mp4OutputFormat({ fastStart: "fragmented" });
  const source = new EncodedVideoPacketSource("vp8");
  const output = new Output({ format, target });
  output.addVideoTrack(source);
  await output.start();
  for (let i = 0; i < pictures; i++) {
    const packet = new EncodedPacket(new Uint8Array(20), i ? "delta" : "key", i / 10, 0.1);
    const decoderConfig = { codec: "vp8", codedWidth: 64, codedHeight: 48 };
    await source.add(packet, i ? undefined : { decoderConfig });
  }
  await output.finalize();
  return new Blob([/** @type {ArrayBuffer} */ (target.buffer)], { type: `video/${ending}` });
}

/** @param {Blob} film */
async function read(film) {
  const bytes = await film.arrayBuffer();
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM, MP4] });
  const track = await input.getPrimaryVideoTrack();
  const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  return {
    hex,
    duration: await input.computeDuration(),
    size: track && [await track.getDisplayWidth(), await track.getDisplayHeight()],
  };
}

test("a WebM gets a duration and an index, and keeps its frames", async () => {
  const film = await recorded("webm", 15);
  const before = await read(film);
  expect(before.hex).not.toContain(`${DURATION}88`);
  const whole = await remux(film);
  const after = await read(whole);
  expect(after.hex).toContain(`${DURATION}88`);
  expect(after.hex).toContain(CUES);
  // Up to the last frame, whose own duration is unknown.
  expect(after.duration).toBeCloseTo(1.4);
  expect(after.size).toEqual([64, 48]);
  expect(whole.type).toBe("video/webm");
});

test("a fragmented MP4 becomes a plain one", async () => {
  const whole = await remux(await recorded("mp4", 15));
  const { hex, duration } = await read(whole);
  expect(hex).not.toContain(MOOF);
  expect(duration).toBeCloseTo(1.5, 1);
  expect(whole.type).toBe("video/mp4");
});

afterEach(() => vi.restoreAllMocks());

test("a film whose conversion fails is left as it is, and all is released", async () => {
  const film = await recorded("webm", 2);
  const execute = vi.spyOn(Conversion.prototype, "execute").mockRejectedValue(new Error("broken"));
  const cancel = vi.spyOn(Output.prototype, "cancel");
  const dispose = vi.spyOn(Input.prototype, "dispose");
  expect(await remux(film)).toBe(film);
  expect([execute, cancel, dispose].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
  execute.mockRestore();
  expect(await remux(film)).not.toBe(film);
  expect([cancel, dispose].map(({ mock }) => mock.calls.length)).toEqual([1, 2]);
});

test.each([
  ["nothing", []],
  ["zeros", Array(40).fill(0)],
  ["a head alone", [0x1a, 0x45, 0xdf, 0xa3, 0x83, 0x42, 0x86, 0x80]],
])("%s is left as it is", async (_, bytes) => {
  const film = new Blob([Uint8Array.from(bytes)], { type: "video/webm" });
  expect(await remux(film)).toBe(film);
});
