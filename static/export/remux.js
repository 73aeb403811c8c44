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
 * A recorded film with its duration and an index, which MediaRecorder leaves out: without them
 * players can neither tell how long it is nor seek. Nothing is encoded again.
 *
 * @param {Blob} film  WebM or MP4
 * @returns {Promise<Blob>}  the same blob where it is not understood
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
    // A film of unknown length is better than none.
  }
  return target.buffer ? new Blob([target.buffer], { type: film.type }) : film;
}
