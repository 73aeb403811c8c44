import { msg } from "@lit/localize";
import {
  BufferTarget,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  canEncodeVideo,
} from "mediabunny";
import { LocalisedError } from "../state/error-types.js";

/** @import { Recorder } from "./canvas-recorder.js" */

/**
 * Encodes a canvas as H.264 in an MP4.
 *
 * @param {HTMLCanvasElement} canvas  of even width and height
 * @param {{ rate: number, bits: number }} options  most frames and bits a second
 * @returns {Promise<Recorder|null>}  null if the browser does not encode H.264, or does not start to
 */
export async function openMp4Encoder(canvas, { rate, bits }) {
  const quality = new Quality({ bitrate: bits });
  const { width, height } = canvas;
  if (!(await canEncodeVideo("avc", { width, height, quality }).catch(() => false))) return null;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
  const source = new CanvasSource(canvas, { codec: "avc", quality });
  output.addVideoTrack(source);
  // Discarding a film must not fail as well.
  const cancel = () => output.cancel().catch(() => {});
  try {
    await output.start();
  } catch {
    // Browsers may refuse an encoder that they have said to offer.
    await cancel();
    return null;
  }
  /** Index of the last frame. */
  let last = -1;
  return {
    ending: "mp4",
    ready: () => true,
    over: () => false,
    async add(time) {
      const picture = Math.floor((time * rate) / 1000);
      if (picture <= last) return;
      last = picture;
      await source.add(picture / rate, 1 / rate).catch(fail);
    },
    async finish() {
      await output.finalize().catch(fail);
      return new Blob([target.buffer ?? fail()], { type: "video/mp4" });
    },
    close() {
      if (output.state === "started") void cancel();
    },
  };
}

/** @returns {never} */
function fail() {
  throw new LocalisedError(msg("The recording has failed."));
}
