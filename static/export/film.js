import { msg } from "@lit/localize";
import { LocalisedError } from "../state/errors.js";
import { withDuration } from "./webm.js";

/** What films are recorded as, the first that the browser can. */
const KINDS = ["video/webm;codecs=vp8", "video/webm;codecs=vp9", "video/webm", "video/mp4"];

/** Pictures a second, and bits a second: text stays legible, ten seconds are about 6 MB. */
const RATE = 30;
const BITS = 5_000_000;
/** How often what was recorded comes, and how long its beginning is waited for, ms. */
const PART = 200;
const START = 3000;

/**
 * What a film would be recorded as here, or null where the browser can record none.
 *
 * @returns {{ type: string, ending: string }|null}
 */
export function kind() {
  if (typeof MediaRecorder === "undefined") return null;
  if (!("captureStream" in HTMLCanvasElement.prototype)) return null;
  const type = KINDS.find((each) => MediaRecorder.isTypeSupported(each));
  return type ? { type, ending: type.startsWith("video/mp4") ? "mp4" : "webm" } : null;
}

/**
 * @typedef {object} Shot
 * @property {HTMLCanvasElement} canvas  that is recorded
 * @property {(time: number) => void} draw  paints the canvas, ms after the beginning
 * @property {number} length  ms; it ends there by itself
 * @property {(time: number) => void} progress  called after each picture, ms
 * @property {AbortSignal} stop  ends it earlier; what there is by then is kept
 * @property {AbortSignal} cancel  ends it, and keeps nothing
 */

/**
 * Records a canvas while it is drawn.
 *
 * @param {Shot} shot
 * @returns {Promise<{ blob: Blob, length: number, ending: string }|null>}  null when cancelled;
 *   length: ms
 * @throws {LocalisedError} where the browser cannot record
 */
export async function record({ canvas, draw, length, progress, stop, cancel }) {
  const as = kind();
  if (!as) throw new LocalisedError(msg("This browser cannot record a film."));
  draw(0);
  const stream = canvas.captureStream(RATE);
  const recorder = new MediaRecorder(stream, { mimeType: as.type, videoBitsPerSecond: BITS });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const ended = new Promise((resolve, reject) => {
    recorder.addEventListener("stop", resolve);
    recorder.addEventListener("error", () =>
      reject(new LocalisedError(msg("The recording has failed."))),
    );
  });
  const over = () => stop.aborted || cancel.aborted || recorder.state === "inactive";
  recorder.start(PART);
  try {
    // An encoder takes its time to begin, and drops what comes before that.
    await drawing(
      () => draw(0),
      START,
      () => over() || parts.some(({ size }) => size > 0),
      cancel,
    );
    const begun = performance.now();
    const passed = () => performance.now() - begun;
    const next = () => {
      draw(passed());
      progress(passed());
    };
    await drawing(next, length, () => over() || passed() >= length, stop, cancel);
    const lasted = Math.min(passed(), length);
    if (recorder.state !== "inactive") recorder.stop();
    await ended;
    if (cancel.aborted) return null;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    const whole = as.ending === "webm" ? withDuration(bytes, lasted) : bytes;
    const blob = new Blob([whole], { type: as.type.split(";")[0] });
    return { blob, length: lasted, ending: as.ending };
  } finally {
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }
}

/**
 * Draws picture by picture until it is over.
 *
 * @param {() => void} draw
 * @param {number} most  ms, however long it takes
 * @param {() => boolean} over
 * @param {...AbortSignal} signals  each ends it at once
 * @returns {Promise<void>}  rejects when a picture cannot be drawn
 */
function drawing(draw, most, over, ...signals) {
  return new Promise((resolve, reject) => {
    const done = () => resolve(undefined);
    const next = () => {
      if (over()) return done();
      try {
        draw();
      } catch (error) {
        return reject(error);
      }
      requestAnimationFrame(next);
    };
    // A page that is hidden draws nothing: it must end all the same.
    setTimeout(done, most);
    for (const signal of signals) signal.addEventListener("abort", done, { once: true });
    requestAnimationFrame(next);
  });
}
