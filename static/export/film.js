import { msg } from "@lit/localize";
import { LocalisedError } from "../state/errors.js";

/** What MediaRecorder is asked for, the first that the browser can. */
const TYPES = ["video/webm;codecs=vp8", "video/webm;codecs=vp9", "video/webm", "video/mp4"];

/** Pictures a second, and bits a second: text stays legible, ten seconds are about 6 MB. */
export const RATE = 30;
export const BITS = 5_000_000;
/** How often MediaRecorder hands over what it has, and how long its beginning is waited for, ms. */
const CHUNK_MS = 200;
const START_MS = 3000;

/**
 * @typedef {object} Shot
 * @property {HTMLCanvasElement} canvas  that is recorded
 * @property {(time: number) => void} draw  paints the canvas, ms after the beginning
 * @property {number} length  ms; it ends there by itself
 * @property {(time: number) => void} progress  called after each picture, ms
 * @property {AbortSignal} stop  ends it earlier; what there is by then is kept
 * @property {AbortSignal} cancel  ends it, and keeps nothing
 *
 * @typedef {object} Recorder  of one canvas
 * @property {string} ending  of the file's name
 * @property {() => boolean} ready  whether it records by now
 * @property {() => boolean} over  whether it has ended by itself
 * @property {(time: number) => Promise<void>} add  takes the canvas as it is, ms; resolves once it can
 *   take more
 * @property {() => Promise<Blob>} finish  the film, its duration written into it
 * @property {() => void} close  gives everything back; after `finish` too
 */

/** Whether this browser may record: neither way is tried before somebody films. */
export function canRecord() {
  return typeof VideoEncoder !== "undefined" || recorderType() !== null;
}

/**
 * Records a canvas while it is drawn.
 *
 * @param {Shot} shot
 * @returns {Promise<{ blob: Blob, length: number, ending: string }|null>}  null when cancelled;
 *   length: ms
 * @throws {LocalisedError} where the browser cannot record
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
    const blob = await recorder.finish();
    return cancel.aborted ? null : { blob, length: lasted, ending: recorder.ending };
  } finally {
    recorder.close();
  }
}

/**
 * MP4 where the browser encodes H.264, which it tells only in secure contexts; else what MediaRecorder
 * makes. WebM by VideoEncoder is no third way: without hardware it takes 0.1 s to 0.7 s a picture of
 * 1280 × 960 px, where MediaRecorder keeps up by leaving pictures out.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Recorder>}
 * @throws {LocalisedError} where the browser can do neither
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
  // Whoever cancels does not wait for it.
  ended.catch(() => {});
  const end = () => {
    if (recorder.state !== "inactive") recorder.stop();
  };
  recorder.start(CHUNK_MS);
  return {
    ending: type.startsWith("video/mp4") ? "mp4" : "webm",
    // An encoder takes its time to begin, and drops what comes before that.
    ready: () => chunks.some(({ size }) => size > 0),
    over: () => recorder.state === "inactive",
    add: () => Promise.resolve(),
    async finish() {
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
 * Draws picture by picture until it is over.
 *
 * @param {() => void|Promise<void>} draw
 * @param {number} most  ms, however long it takes
 * @param {() => boolean} over
 * @param {...AbortSignal} signals  each ends it at once
 * @throws what `draw` throws
 */
async function drawing(draw, most, over, ...signals) {
  // A page that is hidden draws nothing: it must end all the same.
  const ended = AbortSignal.any([AbortSignal.timeout(most), ...signals]);
  while (!ended.aborted && !over()) {
    await draw();
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
      ended.addEventListener("abort", resolve, { once: true });
    });
  }
}
