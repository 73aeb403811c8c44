import {
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
  WEBM,
  WebMOutputFormat,
} from "mediabunny";

/**
 * Adds duration and index to a recorded film. MediaRecorder omits them, and players then can neither
 * show the length nor seek. Nothing is encoded again.
 *
 * @param {Blob} film  WebM or MP4
 * @returns {Promise<Blob>}  the same blob if it cannot be parsed
 */
export async function remux(film) {
  const format =
    film.type === "video/mp4"
      ? new Mp4OutputFormat({ fastStart: "in-memory" })
      : new WebMOutputFormat();
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const input = new Input({ source: new BlobSource(film), formats: [WEBM, MP4] });
  try {
    const conversion = await Conversion.init({ input, output, showWarnings: false });
    if (conversion.isValid) await conversion.execute();
  } catch {
    // A film without a duration is better than none.
  } finally {
    if (output.state !== "finalized") await output.cancel().catch(() => {});
    input.dispose();
  }
  return target.buffer ? new Blob([target.buffer], { type: film.type }) : film;
}
