import { anySignal } from "../browser/any-signal.js";
import { msg } from "@lit/localize";
import { LocalisedError } from "../state/error-types.js";

/** Formats for MediaRecorder, preferred first. */
const TYPES = ["video/webm;codecs=vp8", "video/webm;codecs=vp9", "video/webm", "video/mp4"];

/** Frames and bits a second: text stays legible, and ten seconds are about 6 MB. */
const RATE = 30;
const BITS = 5_000_000;
/** Interval of MediaRecorder's data, and longest wait for its start, ms. */
const CHUNK_MS = 200;
const START_MS = 3000;
/** Without data for this long, MediaRecorder has encoded all; the longest wait for that, ms. */
const QUIET_MS = 800;
const REST_MS = 5000;

/**
 * @typedef {object} Shot
 * @property {HTMLCanvasElement} canvas  the canvas to record
 * @property {(time: number) => void} draw  draws the canvas; time: ms from the start
 * @property {number} length  of the film, ms
 * @property {(time: number) => void} progress  called after each frame, ms
 * @property {AbortSignal} stop  ends the film early and keeps it
 * @property {AbortSignal} cancel  ends the film and discards it
 *
 * @typedef {object} Recorder  of one canvas
 * @property {string} ending  file extension
 * @property {() => boolean} ready  whether it has started recording
 * @property {() => boolean} over  whether it has ended by itself
 * @property {(time: number) => Promise<void>} add  adds the canvas as a frame, ms; resolves when it is
 *   ready for the next
 * @property {() => Promise<Blob>} finish  returns the film, with its duration
 * @property {() => void} close  releases resources, also after `finish`
 */

/** Whether this browser has an API to record; it is not tried before a film starts. */
export function canRecord() {
  return typeof VideoEncoder !== "undefined" || recorderType() !== null;
}

/**
 * Records a canvas while it is drawn.
 *
 * @param {Shot} shot
 * @returns {Promise<{ blob: Blob, length: number, ending: string }|null>}  null when cancelled;
 *   length: ms
 * @throws {LocalisedError} if the browser cannot record
 */
export async function record({ canvas, draw, length, progress, stop, cancel }) {
  draw(0);
  const recorder = await open(canvas);
  const over = () => stop.aborted || cancel.aborted || recorder.over();
  try {
    await drawing(
      () => draw(0),
      START_MS,
      () => over() || recorder.ready(),
      cancel,
    );
    const begun = performance.now();
    const passed = () => performance.now() - begun;
    const next = async () => {
      const time = passed();
      draw(time);
      await recorder.add(time);
      progress(passed());
    };
    await drawing(next, length, () => over() || passed() >= length, stop, cancel);
    const lasted = Math.min(passed(), length);
    if (cancel.aborted) return null;
    // The last picture is held until the end, however long it took to encode it.
    draw(lasted);
    await recorder.add(lasted);
    const blob = await recorder.finish();
    return cancel.aborted ? null : { blob, length: lasted, ending: recorder.ending };
  } finally {
    recorder.close();
  }
}

/**
 * MP4 if the browser encodes H.264, which it offers only in secure contexts; else a format of
 * MediaRecorder. WebM by VideoEncoder is no option: without hardware it takes 0.1 s to 0.7 s a frame
 * of 1280 × 960 px, while MediaRecorder keeps up by dropping frames.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Recorder>}
 * @throws {LocalisedError} if the browser can do neither
 */
async function open(canvas) {
  if (typeof VideoEncoder !== "undefined") {
    const { openMp4Encoder } = await import("./mp4-encoder.js");
    const encoder = await openMp4Encoder(canvas, { rate: RATE, bits: BITS });
    if (encoder) return encoder;
  }
  const type = recorderType();
  if (!type) throw new LocalisedError(msg("This browser cannot record a film."));
  return openMediaRecorder(canvas, type);
}

/** @returns {string|null} */
function recorderType() {
  if (typeof MediaRecorder === "undefined") return null;
  if (!("captureStream" in HTMLCanvasElement.prototype)) return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @returns {Recorder}
 */
function openMediaRecorder(canvas, type) {
  const stream = canvas.captureStream(RATE);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS });
  /** @type {Blob[]} */
  const chunks = [];
  recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
  const ended = new Promise((resolve, reject) => {
    recorder.addEventListener("stop", resolve);
    recorder.addEventListener("error", () =>
      reject(new LocalisedError(msg("The recording has failed."))),
    );
  });
  // A cancelled recording does not await it.
  ended.catch(() => {});
  const end = () => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  recorder.start(CHUNK_MS);
  return {
    ending: type.startsWith("video/mp4") ? "mp4" : "webm",
    // Encoders start with a delay, and drop earlier frames.
    ready: () => chunks.some(({ size }) => size > 0),
    over: () => recorder.state === "inactive",
    add: () => Promise.resolve(),
    async finish() {
      // It encodes with a delay, and would drop what it has not encoded: the film's end.
      const latest = performance.now() + REST_MS;
      let count = -1;
      while (recorder.state !== "inactive" && chunks.length > count && performance.now() < latest) {
        count = chunks.length;
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, QUIET_MS))]);
      }
      end();
      await ended;
      const { remux } = await import("./remux.js");
      return remux(new Blob(chunks, { type: type.split(";")[0] }));
    },
    close() {
      end();
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

/**
 * Draws frame by frame until the end.
 *
 * @param {() => void|Promise<void>} draw
 * @param {number} maxMs  longest time, ms
 * @param {() => boolean} over
 * @param {...AbortSignal} signals  any of them ends it immediately
 * @throws what `draw` throws
 */
async function drawing(draw, maxMs, over, ...signals) {
  // A hidden page gets no animation frames, but the film must still end.
  const ended = anySignal([AbortSignal.timeout(maxMs), ...signals]);
  while (!ended.aborted && !over()) {
    await draw();
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
      ended.addEventListener("abort", resolve, { once: true });
    });
  }
}
